#include "nodes/cli/command_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

std::string joined(const Words& words, const std::string& between) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

std::string number_trouble(const std::string& text, double least, double most, bool above_least) {
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = problem == std::errc{} && end == text.data() + text.size();
    if (number && value <= most && (above_least ? value > least : value >= least)) return {};
    const std::string range = above_least ? "more than " + shortest(least)
                              : most == std::numeric_limits<double>::max()
                                  ? shortest(least) + " or more"
                                  : "from " + shortest(least) + " to " + shortest(most);
    return "\"" + text + "\" is not a number " + range;
}

}  // namespace

const char* const footer =
    "Addresses: NODE is a name found by discovery (relay:main), HOST:PORT or unix:/PATH. STREAM is "
    "NODE/ID, NODE or ID.\n"
    "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 not found, 4 timed out, 5 refused, 6 partly "
    "done.";

CLI::App* add_verb(CLI::App& root, const char* name, const char* summary, const char* group) {
    return root.add_subcommand(name, summary)->group(group);
}

CLI::Option* add_checked(CLI::App& app, const std::string& flag,
                         std::function<Result<>(const std::string&)> take, const std::string& help,
                         const std::string& type) {
    return app
        .add_option_function<std::string>(
            flag,
            [take = std::move(take)](const std::string& text) {
                if (auto taken = take(text); !taken) throw CLI::ValidationError(taken.error().what);
            },
            help)
        ->type_name(type);
}

CLI::Validator one_of(const Words& words) {
    return {[words](std::string& text) -> std::string {
                if (std::ranges::find(words, text) != words.end()) return {};
                return "\"" + text + "\" is not known here" +
                       operations::did_you_mean(text, words, "; there are " + joined(words, ", "));
            },
            ""};
}

CLI::Validator within(double least, double most) {
    return {[=](std::string& text) { return number_trouble(text, least, most, false); }, ""};
}

CLI::Validator more_than_zero() {
    return {[](std::string& text) {
                return number_trouble(text, 0, std::numeric_limits<double>::max(), true);
            },
            ""};
}

CLI::Option* add_choice(CLI::App& app, const std::string& flag, std::string& target,
                        const Words& words, const std::string& help) {
    return app.add_option(flag, target, help)->type_name(joined(words, "|"))->check(one_of(words));
}

void add_format(CLI::App& app, Format& format) {
    const Words words{"table", "json", "jsonl"};
    add_checked(
        app, "-o,--output",
        [&format, words](const std::string& text) -> Result<> {
            format = static_cast<Format>(std::ranges::find(words, text) - words.begin());
            return {};
        },
        "How to write the answer (default table)", joined(words, "|"))
        ->check(one_of(words));
}

void add_common(CLI::App& app, Common& common, bool answers) {
    if (answers) add_format(app, common.format);
    app.add_option("--timeout", common.timeout_seconds,
                   "How long to wait for a node that is named, and for each answer (default 3)")
        ->type_name("S")
        ->check(more_than_zero());
    app.add_option("--peer", common.peers,
                   "A node that cannot be heard by multicast; may be repeated (also WEIR_PEERS)")
        ->type_name("HOST:PORT")
        ->envname("WEIR_PEERS")
        ->delimiter(',')
        ->allow_extra_args(false);
    add_discovery(app, common.discovery);
}

void add_discovery(CLI::App& app, DiscoveryOptions& options) {
    add_parsed(app, "--discovery", options, parse_discovery,
               "Multicast group for finding nodes, or off (also WEIR_DISCOVERY)", "GROUP:PORT")
        ->envname("WEIR_DISCOVERY");
}

void add_peers(CLI::App& app, DiscoveryOptions& options) {
    app.add_option_function<std::vector<std::string>>(
           "--peer",
           [&options](const std::vector<std::string>& texts) {
               for (const std::string& text : texts) {
                   auto peer = parse_host_port(text, "127.0.0.1");
                   if (!peer) throw CLI::ValidationError(peer.error().what);
                   if (!peer->is_complete() || peer->is_unix())
                       throw CLI::ValidationError("--peer " + text +
                                                  ": write HOST:PORT, where that node listens");
                   options.peers.push_back(*peer);
               }
           },
           "A node that multicast does not reach, where it listens; may be repeated")
        ->type_name("HOST:PORT")
        ->allow_extra_args(false);
}

CLI::Option* add_node(CLI::App& app, std::string& node, const char* help) {
    return app.add_option("node", node, help)->type_name("NODE")->required();
}

void add_interval(CLI::App& app, double& interval) {
    app.add_option("--interval", interval, "Seconds between two looks (default 1)")
        ->type_name("S")
        ->check(within(0.05, 3600));
}

void add_wait_live(CLI::App& app, bool& wait_live, const std::string& help) {
    add_checked(
        app, "--wait",
        [&wait_live](const std::string&) -> Result<> {
            wait_live = true;
            return {};
        },
        help, "live")
        ->check(one_of({"live"}));
}

}  // namespace weir::nodes::cli
