#include "nodes/command_line.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/log.hpp"
#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "operations/names.hpp"

namespace weir::nodes {
namespace {

int say(const std::string& problem) {
    std::fprintf(stderr, "weir: %s\n", problem.c_str());
    return exit_usage;
}

// `weir-VERB` on the PATH adds a verb. Returns only when there is none.
void run_from_path(char** argv) {
    const std::string program = "weir-" + std::string(argv[1]);
    execvp(program.c_str(), argv + 1);
}

// What to say when the first word is no verb; empty when it is one, or an option.
std::string unknown_verb(int argc, char** argv, const CLI::App& root) {
    if (argc < 2) return "no verb given; see weir --help";
    if (argv[1][0] == '-') return {};
    std::vector<std::string> verbs;
    for (const CLI::App* verb : root.get_subcommands({})) verbs.push_back(verb->get_name());
    const std::string word = argv[1];
    if (std::ranges::find(verbs, word) != verbs.end()) return {};
    if (word.find('/') == std::string::npos) run_from_path(argv);
    return "there is no verb \"" + word + "\"" +
           operations::did_you_mean(word, verbs, "; see weir --help");
}

// The whole command line. The verbs refer to it.
struct Line {
    Line()
        : root("Live video between machines: what fits flows on, the excess spills over.", "weir") {
        root.set_version_flag("--version", "weir " WEIR_VERSION);
        root.require_subcommand(1);
        root.footer(cli::footer);
        root.formatter(cli::help_formatter());
        root.fallthrough();
        root.add_option("--log", levels,
                        "Log levels per module (also WEIR_LOG); example: relay:debug,*:warn")
            ->envname("WEIR_LOG")
            ->type_name("LEVELS");
        for (const auto& add : {cli::add_role_verbs, cli::add_reader_verbs, cli::add_end_verbs,
                                cli::add_look_verbs, cli::add_change_verbs, cli::add_tool_verbs})
            add(root, verbs);
        for (const cli::Verb& verb : verbs) verb.app->footer(cli::footer);
    }

    CLI::App root;
    std::string levels;
    std::vector<cli::Verb> verbs;
};

// A node tells its operator what it does; whoever only asks, what goes wrong.
bool is_node(const CLI::App& verb) {
    return verb.get_group() == cli::node_group;
}

}  // namespace

cli::Manual manual() {
    Line line;
    return cli::manual_of(line.root);
}

Action parse_command_line(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "__complete")
        return [words = std::vector<std::string>(argv + 2, argv + argc)] {
            return cli::complete_words(words);
        };
    const auto line = std::make_shared<Line>();
    const auto exit = [](int code) { return [code] { return code; }; };
    if (const std::string problem = unknown_verb(argc, argv, line->root); !problem.empty())
        return exit(say(problem));
    try {
        line->root.parse(argc, argv);
    } catch (const CLI::Success& shown) {
        return exit(line->root.exit(shown));
    } catch (const CLI::ParseError& problem) {
        const std::string sentence = problem.what();
        if (sentence.ends_with('?')) return exit(say(sentence));  // the next step is in it
        return exit(say(sentence + "; see weir " +
                        (argv[1][0] == '-' ? "" : argv[1] + std::string(" ")) + "--help"));
    }
    for (const cli::Verb& verb : line->verbs) {
        if (!verb.app->parsed()) continue;
        if (line->levels.empty() && !is_node(*verb.app)) line->levels = "*:warn";
        if (const std::string problem = log::configure(line->levels); !problem.empty())
            return exit(say(problem));
        return [line, run = verb.run] { return run(); };
    }
    return exit(say("no verb given; see weir --help"));
}

}  // namespace weir::nodes
