// The options of every verb that asks nodes or helps a person: declared here, done elsewhere.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>

#include "base/limits.hpp"
#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/command_line.hpp"

namespace weir::nodes::cli {

const char* const footer =
    "Addresses: NODE is a name found by discovery (relay:main), HOST:PORT or unix:/PATH. STREAM is "
    "NODE/ID, NODE or ID.\n"
    "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 not found, 4 timed out, 5 refused, 6 partly "
    "done.";

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

void add_discovery(CLI::App& app, DiscoveryOptions& options) {
    if (const char* wanted = std::getenv("WEIR_DISCOVERY")) {
        if (auto parsed = parse_discovery(wanted)) options = *parsed;
    }
    add_parsed(app, "--discovery", options, parse_discovery,
               "Multicast group for finding nodes, or off (also WEIR_DISCOVERY)", "GROUP:PORT");
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
        ->expected(1);
}

namespace {

Result<std::optional<gen::DeliveryMode>> parse_mode(const std::string& text) {
    if (text == "low-latency") return std::optional(gen::DeliveryMode::low_latency);
    if (text == "completeness") return std::optional(gen::DeliveryMode::completeness);
    return std::optional<gen::DeliveryMode>{};
}

// "100", "64MiB" or "100,64MiB": frames and bytes.
Result<> parse_budget(const std::string& text, operations::Delivery& delivery) {
    const auto comma = text.find(',');
    const std::string first = text.substr(0, comma);
    const bool frames = first.find_first_not_of("0123456789") == std::string::npos;
    std::string bytes = comma == std::string::npos ? (frames ? "" : first) : text.substr(comma + 1);
    if (frames) {
        const unsigned long count = std::strtoul(first.c_str(), nullptr, 10);
        if (first.empty() || first.size() > 9 || count == 0 ||
            count > limits::completeness_frames_max)
            return fail(Code::bad_request, "\"" + first + "\" is not a budget of 1 to " +
                                               std::to_string(limits::completeness_frames_max) +
                                               " frames; examples: 100, 64MiB, 100,64MiB");
        delivery.frames_max = static_cast<std::uint32_t>(count);
    } else if (comma != std::string::npos) {
        return fail(Code::bad_request,
                    "\"" + text + "\" is not FRAMES,BYTES; examples: 100, 64MiB, 100,64MiB");
    }
    if (bytes.empty()) return {};
    const auto amount = operations::parse_bytes(bytes);
    if (!amount) return std::unexpected(amount.error());
    if (*amount > limits::completeness_bytes_max)
        return fail(Code::bad_request, bytes + " is more than " +
                                           operations::bytes_text(limits::completeness_bytes_max) +
                                           ", which is the limit");
    delivery.bytes_max = *amount;
    return {};
}

CLI::App* add_verb(CLI::App& root, const char* name, const char* summary, const char* group) {
    return root.add_subcommand(name, summary)->group(group);
}

void add_format(CLI::App& app, Format& format) {
    add_checked(
        app, "-o,--output",
        [&format](const std::string& text) -> Result<> {
            format = text == "json"    ? Format::json
                     : text == "jsonl" ? Format::jsonl
                                       : Format::table;
            return {};
        },
        "How to write the answer (default table)", "table|json|jsonl")
        ->check(CLI::IsMember({"table", "json", "jsonl"}));
}

void add_common(CLI::App& app, Common& common) {
    add_format(app, common.format);
    app.add_option("--timeout", common.timeout_seconds,
                   "How long to wait for a node that is named, and for each answer (default 3)")
        ->type_name("S")
        ->check(CLI::PositiveNumber);
    app.add_option("--peer", common.peers,
                   "A node that cannot be heard by multicast; may be repeated (also WEIR_PEERS)")
        ->type_name("HOST:PORT")
        ->envname("WEIR_PEERS")
        ->delimiter(',')
        ->expected(1);
    add_discovery(app, common.discovery);
}

CLI::Option* add_node(CLI::App& app, std::string& node, const char* help) {
    return app.add_option("node", node, help)->type_name("NODE")->required();
}

void add_interval(CLI::App& app, double& interval) {
    app.add_option("--interval", interval, "Seconds between two looks (default 1)")
        ->type_name("S")
        ->check(CLI::Range(0.05, 3600.0));
}

Verb get(CLI::App& root) {
    auto* app = add_verb(root, "get", "List nodes, streams, edges, devices, monitors or events",
                         control_group);
    auto options = std::make_shared<GetOptions>();
    app->add_option("what", options->what, "What to list")
        ->type_name("nodes|streams|edges|devices|monitors|events")
        ->required()
        ->check(CLI::IsMember({"nodes", "streams", "edges", "devices", "monitors", "events"}));
    app->add_option("node", options->node, "Only of this node")->type_name("NODE");
    app->add_flag("-w,--watch", options->watch, "Show it again whenever it changes");
    add_interval(*app, options->interval_seconds);
    add_common(*app, options->common);
    return {app, [options] { return run_get(*options); }};
}

Verb describe(CLI::App& root) {
    auto* app =
        add_verb(root, "describe", "Show everything about one node or stream", control_group);
    auto options = std::make_shared<DescribeOptions>();
    app->add_option("what", options->what, "A node, or a stream as NODE/ID")
        ->type_name("NODE|STREAM")
        ->required();
    add_common(*app, options->common);
    return {app, [options] { return run_describe(*options); }};
}

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

void add_ends(CLI::App& app, ConnectOptions& options) {
    app.add_option("source", options.from,
                   "Where the stream is: NODE/ID, or NODE where it has one stream")
        ->type_name("STREAM")
        ->required();
    app.add_option("target", options.to, "The node that gets it")->type_name("NODE")->required();
    app.add_flag("--dry-run", options.dry_run, "Only say what would be done");
}

Verb connect(CLI::App& root) {
    auto* app = add_verb(root, "connect",
                         "Send a stream from one node to another, now and after every restart",
                         control_group);
    auto options = std::make_shared<ConnectOptions>();
    add_ends(*app, *options);
    add_parsed(
        *app, "--mode", options->delivery.mode, parse_mode,
        "What a slow receiver loses: auto keeps all from a device and the newest from a relay "
        "(default auto)",
        "auto|low-latency|completeness")
        ->check(CLI::IsMember({"auto", "low-latency", "completeness"}));
    app->add_option("--priority", options->delivery.priority,
                    "Goes before others of the same connection (default 0)")
        ->type_name("0-255")
        ->check(CLI::Range(0, 255));
    add_checked(
        *app, "--budget",
        [options](const std::string& text) { return parse_budget(text, options->delivery); },
        "How much may wait with completeness: frames, bytes, or both as 100,64MiB", "FRAMES|BYTES");
    add_parsed(*app, "--scheduler", options->delivery.scheduler, operations::parse_scheduler,
               "How the outputs of this connection take turns (default: as the node says)",
               operations::scheduler_names("|"));
    app->add_option("--weight", options->delivery.weight,
                    "Share of the connection under weighted and deficit round-robin (default 1)")
        ->type_name("N")
        ->check(CLI::Range(1u, limits::scheduler_weight_max));
    app->add_flag(
        "--acknowledged", options->delivery.acknowledged,
        "The receiver answers for what it has, and gets the rest after a lost connection");
    app->add_option("--device", options->device,
                    "Start this device of the source first; a free id is found")
        ->type_name("DEVICE");
    add_parsed(*app, "--size", options->size, operations::parse_size, "Picture size of the device",
               "WxH");
    add_parsed(*app, "--fps", options->rate, operations::parse_rate,
               "Frames per second of the device", "N[/D]");
    add_checked(
        *app, "--wait",
        [options](const std::string&) -> Result<> {
            options->wait_live = true;
            return {};
        },
        "Return when frames arrive at the target, or fail after --timeout", "live")
        ->check(CLI::IsMember({"live"}));
    add_common(*app, options->common);
    return {app, [options] { return run_connect(*options); }};
}

Verb disconnect(CLI::App& root) {
    auto* app = add_verb(root, "disconnect", "End what connect began", control_group);
    auto options = std::make_shared<ConnectOptions>();
    add_ends(*app, *options);
    add_common(*app, options->common);
    return {app, [options] { return run_disconnect(*options); }};
}

void add_file(CLI::App& app, std::string& file) {
    app.add_option("file", file, "Topology in TOML or JSON; - reads standard input")
        ->type_name("FILE")
        ->required();
}

Verb apply(CLI::App& root) {
    auto* app =
        add_verb(root, "apply", "Make many nodes do what a topology file says", control_group);
    auto options = std::make_shared<TopologyOptions>();
    add_file(*app, options->file);
    app->add_flag("--prune", options->prune,
                  "End what the file does not say, on the nodes that it names");
    app->add_flag("--dry-run", options->dry_run, "Only show the steps");
    add_checked(
        *app, "--wait",
        [options](const std::string&) -> Result<> {
            options->wait_live = true;
            return {};
        },
        "Return when everything is live, or fail after --timeout", "live")
        ->check(CLI::IsMember({"live"}));
    add_common(*app, options->common);
    return {app, [options] { return run_apply(*options); }};
}

Verb diff(CLI::App& root) {
    auto* app =
        add_verb(root, "diff",
                 "Compare a topology file with what is wanted and what is (1 when they differ)",
                 control_group);
    auto options = std::make_shared<TopologyOptions>();
    add_file(*app, options->file);
    add_common(*app, options->common);
    return {app, [options] { return run_diff(*options); }};
}

Verb export_(CLI::App& root) {
    auto* app = add_verb(root, "export", "Write what nodes are meant to do as a topology file",
                         control_group);
    auto options = std::make_shared<TopologyOptions>();
    app->add_option("node", options->nodes, "Only of these nodes")->type_name("NODE");
    add_common(*app, options->common);
    return {app, [options] { return run_export(*options); }};
}

Verb control(CLI::App& root) {
    auto* app = add_verb(root, "ctl", "See and set the controls of a camera", control_group);
    auto options = std::make_shared<ControlOptions>();
    app->add_option("what", options->what, "What to do")
        ->type_name("list|get|set|reset|save|load")
        ->required()
        ->check(CLI::IsMember({"list", "get", "set", "reset", "save", "load"}));
    add_node(*app, options->node, "The node that has the camera");
    app->add_option("device", options->device, "The camera, as weir get devices calls it")
        ->type_name("DEVICE")
        ->required();
    app->add_option("words", options->words,
                    "get, reset: controls; set: CONTROL=VALUE; save, load: a file")
        ->type_name("CONTROL[=VALUE]|FILE");
    add_common(*app, options->common);
    return {app, [options] { return run_control(*options); }};
}

Verb snap(CLI::App& root) {
    auto* app = add_verb(root, "snap", "Save one picture of a stream", reader_group);
    auto options = std::make_shared<SnapOptions>();
    options->reader.mode = "low-latency";
    options->reader.output = "-";
    add_parsed(*app, "stream", options->reader.stream, parse_stream_address, "The stream", "STREAM")
        ->required();
    app->add_option("-O,--output", options->reader.output,
                    "File to write (default standard output)")
        ->type_name("FILE");
    app->add_option("--wait", options->reader.wait_seconds,
                    "How long to look for the node and its stream (default 3)")
        ->type_name("S")
        ->check(CLI::NonNegativeNumber);
    add_discovery(*app, options->reader.discovery);
    return {app, [options] { return run_snap(*options); }};
}

Verb top(CLI::App& root) {
    auto* app = add_verb(root, "top", "Watch all streams, the largest first", control_group);
    auto options = std::make_shared<TopOptions>();
    app->add_option("--count", options->count, "Stop after so many looks (default: never)")
        ->type_name("N");
    add_interval(*app, options->interval_seconds);
    add_common(*app, options->common);
    return {app, [options] { return run_top(*options); }};
}

Verb ping(CLI::App& root) {
    auto* app = add_verb(root, "ping", "Measure the way to a node and how far its clock is off",
                         tool_group);
    auto options = std::make_shared<PingOptions>();
    add_node(*app, options->node, "The node");
    app->add_option("--count", options->count, "How often (default 5)")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000));
    app->add_option("--interval", options->interval_seconds, "Seconds between two (default 0.2)")
        ->type_name("S")
        ->check(CLI::NonNegativeNumber);
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
        ->check(CLI::PositiveNumber);
    add_common(*app, options->common);
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

Verb tell(CLI::App& root) {
    auto* app = add_verb(root, "tell", "Steer a node itself: its log levels, look again now, end",
                         control_group);
    auto options = std::make_shared<TellOptions>();
    add_node(*app, options->node, "The node");
    app->add_option("what", options->what, "What it is told")
        ->type_name("log|reconcile|shutdown")
        ->required()
        ->check(CLI::IsMember({"log", "reconcile", "shutdown"}));
    app->add_option("levels", options->levels, "Of log; example: relay:debug,*:info")
        ->type_name("LEVELS");
    add_common(*app, options->common);
    return {app, [options] {
                if (options->what == "log" && options->levels.empty())
                    return failed({Code::bad_request, "log wants levels; example: weir tell " +
                                                          options->node + " log '*:debug'"});
                return run_tell(*options);
            }};
}

Verb completion(CLI::App& root) {
    auto* app = add_verb(
        root, "completion",
        "Print the script that lets a shell complete verbs, options and live names", tool_group);
    auto shell = std::make_shared<std::string>();
    app->add_option("shell", *shell, "The shell")
        ->type_name("bash|zsh|fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
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
    CLI::App unused;
    add_discovery(unused, common.discovery);
    common.timeout_seconds = 0.5;  // somebody waits with a finger on the key
    return run_names(common, found.live);
}

void add_verbs(CLI::App& root, std::vector<Verb>& verbs) {
    for (const auto& make :
         {get, describe, connect, disconnect, apply, diff, export_, control, tell, top, snap,
          explain, ping, trace, doctor, completion, man, version})
        verbs.push_back(make(root));
}

}  // namespace weir::nodes::cli
