#pragma once
// What the declarations of options share. Only for the files that declare some.

#include <functional>
#include <string>
#include <vector>

#include "nodes/cli/options.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace weir::nodes::cli {

// A verb: its options are filled by parsing, then `run` does it and returns the exit code.
struct Verb {
    CLI::App* app;
    std::function<int()> run;
};

extern const char* const footer;

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

void add_discovery(CLI::App& app, DiscoveryOptions& options);
// Nodes that multicast does not reach, for verbs that find others by datagrams.
void add_peers(CLI::App& app, DiscoveryOptions& options);

// The verbs of a controller and the tools.
void add_verbs(CLI::App& root, std::vector<Verb>& verbs);

// node and config.
void add_config_verbs(CLI::App& root, std::vector<Verb>& verbs);

// What completion scripts ask for: possible words in the place of the last one, one a line.
int complete_words(std::vector<std::string> words);

}  // namespace weir::nodes::cli
