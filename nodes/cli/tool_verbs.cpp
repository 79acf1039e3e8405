// The options of the tools: explain, ping, trace, doctor, completion, man, version.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "gen/messages.hpp"
#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/command_line.hpp"

namespace weir::nodes::cli {
namespace {

Verb explain(CLI::App& root) {
    auto* app = add_verb(root, "explain",
                         "Say what a field, message or command of the protocol means", tool_group);
    struct State {
        std::string what;
        Format format = Format::table;
    };
    auto state = std::make_shared<State>();
    app->add_option("what", state->what, "FIELD, RECORD.FIELD, a message or a command")
        ->type_name("FIELD")
        ->required();
    add_format(*app, state->format);
    return {app, [state] { return run_explain(state->what, state->format); }};
}

Verb ping(CLI::App& root) {
    auto* app = add_verb(root, "ping", "Measure the way to a node and how far its clock is off",
                         tool_group);
    auto options = std::make_shared<PingOptions>();
    add_node(*app, options->node, "The node");
    app->add_option("--count", options->count, "How often (default 5)")
        ->type_name("N")
        ->check(within(1, 1'000'000));
    app->add_option("--interval", options->interval_seconds, "Seconds between two (default 0.2)")
        ->type_name("S")
        ->check(within(0, 1e9));
    add_common(*app, options->common);
    return {app, [options] { return run_ping(*options); }};
}

Verb trace(CLI::App& root) {
    auto* app =
        add_verb(root, "trace",
                 "Print every message of a connection to a node, decoded, one JSON object a line",
                 tool_group);
    auto options = std::make_shared<TraceOptions>();
    add_parsed(*app, "stream", options->stream, parse_stream_address,
               "The node; with an id its frames are asked for, too", "STREAM")
        ->required();
    app->add_option("--pcap", options->pcap,
                    "Write the messages there as well, for Wireshark and weir.lua")
        ->type_name("FILE");
    app->add_option("--count", options->count, "Stop after so many messages (default: never)")
        ->type_name("N");
    app->add_option("--seconds", options->seconds, "Stop after so long")
        ->type_name("S")
        ->check(more_than_zero());
    add_common(*app, options->common, false);
    return {app, [options] { return run_trace(*options); }};
}

Verb doctor(CLI::App& root) {
    auto* app =
        add_verb(root, "doctor",
                 "Look for what could keep this machine from working, and say the fix", tool_group);
    auto common = std::make_shared<Common>();
    add_common(*app, *common);
    return {app, [common] { return run_doctor(*common); }};
}

Verb completion(CLI::App& root) {
    auto* app = add_verb(
        root, "completion",
        "Print the script that lets a shell complete verbs, options and live names", tool_group);
    auto shell = std::make_shared<std::string>();
    add_choice(*app, "shell", *shell, {"bash", "zsh", "fish"}, "The shell")->required();
    return {app, [shell] {
                std::fputs(completion_script(*shell).c_str(), stdout);
                return int{exit_ok};
            }};
}

Verb man(CLI::App& root) {
    auto* app =
        add_verb(root, "man", "Print a manual page; example: weir man get | man -l -", tool_group);
    auto verb = std::make_shared<std::string>();
    app->add_option("verb", *verb, "Of this verb (default: of weir)")->type_name("VERB");
    return {
        app, [verb] {
            const Manual all = manual();
            const VerbHelp* one = all.verb(*verb);
            if (one == nullptr && !verb->empty())
                return failed({Code::not_found, "there is no verb " + *verb + "; see weir --help"});
            std::fputs(man_page(all, one).c_str(), stdout);
            return int{exit_ok};
        }};
}

Verb version(CLI::App& root) {
    auto* app = add_verb(root, "version", "Print the versions of the program and of the protocol",
                         tool_group);
    auto format = std::make_shared<Format>(Format::table);
    add_format(*app, *format);
    return {app, [format] {
                char hash[16];
                std::snprintf(hash, sizeof hash, "%08x", gen::schema_hash);
                const Table table{
                    "version",
                    {{"WEIR", "weir"}, {"PROTOCOL", "protocol"}, {"SCHEMA", "schema_hash"}},
                    {{{WEIR_VERSION}, count(gen::protocol_version), {std::string(hash)}}}};
                if (*format == Format::table)
                    std::printf("weir %s, protocol %u, schema %s\n", WEIR_VERSION,
                                static_cast<unsigned>(gen::protocol_version), hash);
                else
                    Output(*format).show(table);
                return int{exit_ok};
            }};
}

}  // namespace

int complete_words(std::vector<std::string> words) {
    if (!words.empty() && words.front() == "--") words.erase(words.begin());
    const auto found = complete(manual(), words);
    for (const auto& word : found.words) std::printf("%s\n", word.c_str());
    if (found.live.empty() || found.live == "files") return exit_ok;
    Common common;
    CLI::App line;
    add_common(line, common);
    try {
        line.parse("");  // what the environment says counts here, too
    } catch (const CLI::ParseError&) {
        return exit_usage;
    }
    common.timeout_seconds = 0.5;  // somebody waits with a finger on the key
    return run_names(common, found.live);
}

void add_tool_verbs(CLI::App& root, std::vector<Verb>& verbs) {
    for (const auto& make :
         {explain, ping, trace, doctor, add_config_verb, completion, man, version})
        verbs.push_back(make(root));
}

}  // namespace weir::nodes::cli
