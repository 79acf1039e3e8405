#pragma once
// What the declarations of options share. Only for the files that declare some.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/number.hpp"
#include "nodes/cli/options.hpp"

namespace CLI {
class App;
class FormatterBase;
class Option;
class Validator;
}  // namespace CLI

namespace weir::nodes::cli {

// A verb: its options are filled by parsing, then `run` does it and returns the exit code.
struct Verb {
    CLI::App* app;
    std::function<int()> run;
};

extern const char* const footer;

CLI::App* add_verb(CLI::App& root, const char* name, const char* summary, const char* group);

// A sentence from `take` is what the user sees.
CLI::Option* add_checked(CLI::App& app, const std::string& flag,
                         std::function<Result<>(const std::string&)> take, const std::string& help,
                         const std::string& type);

template <typename T, typename Parse>
CLI::Option* add_parsed(CLI::App& app, const std::string& flag, T& target, Parse parse,
                        const std::string& help, const std::string& type) {
    return add_checked(
        app, flag,
        [&target, parse](const std::string& text) -> Result<> {
            auto value = parse(text);
            if (!value) return std::unexpected(value.error());
            target = *value;
            return {};
        },
        help, type);
}

using Words = std::vector<std::string>;

// One of a few words. They stand in the help once, as the type.
CLI::Option* add_choice(CLI::App& app, const std::string& flag, std::string& target,
                        const Words& words, const std::string& help);
CLI::Validator one_of(const Words& words);

// A number from `least` to `most`, both allowed.
CLI::Validator within(double least, double most);
CLI::Validator more_than_zero();

void add_format(CLI::App& app, Format& format);
// How nodes are found, how long they are waited for, and with `answers` how the answer is written.
void add_common(CLI::App& app, Common& common, bool answers = true);
void add_discovery(CLI::App& app, DiscoveryOptions& options);
// Nodes that multicast does not reach, for verbs that find others by datagrams.
void add_peers(CLI::App& app, DiscoveryOptions& options);
CLI::Option* add_node(CLI::App& app, std::string& node, const char* help);
// Of verbs that show the same again and again.
void add_interval(CLI::App& app, double& interval);
// --wait=live
void add_wait_live(CLI::App& app, bool& wait_live, const std::string& help);

// The verbs, group by group.
void add_role_verbs(CLI::App& root, std::vector<Verb>& verbs);
void add_reader_verbs(CLI::App& root, std::vector<Verb>& verbs);
void add_end_verbs(CLI::App& root, std::vector<Verb>& verbs);
void add_look_verbs(CLI::App& root, std::vector<Verb>& verbs);
void add_change_verbs(CLI::App& root, std::vector<Verb>& verbs);
void add_tool_verbs(CLI::App& root, std::vector<Verb>& verbs);
// One of the roles and one of the tools.
Verb add_node_verb(CLI::App& root);
Verb add_config_verb(CLI::App& root);

// How --help is laid out.
std::shared_ptr<CLI::FormatterBase> help_formatter();

// What completion scripts ask for: possible words in the place of the last one, one a line.
int complete_words(std::vector<std::string> words);

}  // namespace weir::nodes::cli
