// The options of verbs that change what nodes do: connect, disconnect, apply, diff, export, ctl,
// tell.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>

#include "base/limits.hpp"
#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"

namespace weir::nodes::cli {
namespace {

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
    const auto amount = operations::parse_budget_bytes(bytes);
    if (!amount) return std::unexpected(amount.error());
    delivery.bytes_max = *amount;
    return {};
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
        *app, "--mode", options->delivery.mode, operations::parse_mode,
        "What a slow receiver loses: auto keeps all from a device and the newest from a relay "
        "(default auto); opaque gives a program at HOST:PORT the bare bytes",
        "auto|low-latency|completeness|opaque");
    app->add_option("--priority", options->delivery.priority,
                    "Goes before others of the same connection (default 0)")
        ->type_name("0-255")
        ->check(within(0, 255));
    add_checked(
        *app, "--budget",
        [options](const std::string& text) { return parse_budget(text, options->delivery); },
        "How much may wait with completeness: frames, bytes, or both as 100,64MiB", "FRAMES|BYTES");
    app->add_flag_callback(
        "--soft", [options] { options->delivery.budget_policy = gen::BudgetPolicy::soft; },
        "A burst may pass the budget, up to twice of it");
    add_parsed(*app, "--slot", options->delivery.slot_policy, operations::parse_slot_policy,
               "Which frame waits with low-latency (default replace-pending, the newest)",
               "replace-pending|keep-pending");
    add_parsed(*app, "--drop", options->delivery.drop_policy, operations::parse_drop_policy,
               "Which frame a full budget gives up (default drop-oldest)",
               "drop-oldest|drop-newest");
    add_parsed(*app, "--scheduler", options->delivery.scheduler, operations::parse_scheduler,
               "How the outputs of this connection take turns (default: as the node says)",
               operations::scheduler_names("|"));
    app->add_option("--weight", options->delivery.weight,
                    "Share of the connection under weighted and deficit round-robin (default 1)")
        ->type_name("N")
        ->check(within(1, limits::scheduler_weight_max));
    app->add_flag(
        "--acknowledged", options->delivery.acknowledged,
        "The receiver answers for what it has, and gets the rest after a lost connection");
    app->add_option("--as", options->delivery.output_stream_id,
                    "The target sees the stream under this id (default: its own)")
        ->type_name("ID")
        ->check(within(1, 65535));
    app->add_option("--device", options->device,
                    "Start this device of the source first; a free id is found")
        ->type_name("DEVICE");
    add_parsed(*app, "--size", options->size, operations::parse_size, "Picture size of the device",
               "WxH");
    add_parsed(*app, "--fps", options->rate, operations::parse_rate,
               "Frames per second of the device", "N[/D]");
    add_wait_live(*app, options->wait_live,
                  "Return when frames arrive at the target, or fail after --timeout");
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
    add_wait_live(*app, options->wait_live,
                  "Return when everything is live, or fail after --timeout");
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
    add_choice(*app, "-o,--output", options->form, {"toml", "json", "jsonl"},
               "How to write it; apply reads the first two (default toml)");
    add_common(*app, options->common, false);
    return {app, [options] { return run_export(*options); }};
}

Verb control(CLI::App& root) {
    auto* app = add_verb(root, "ctl", "See and set the controls of a camera", control_group);
    auto options = std::make_shared<ControlOptions>();
    add_choice(*app, "what", options->what, {"list", "get", "set", "reset", "save", "load"},
               "What to do")
        ->required();
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

Verb tell(CLI::App& root) {
    auto* app = add_verb(root, "tell", "Steer a node itself: its log levels, look again now, end",
                         control_group);
    auto options = std::make_shared<TellOptions>();
    add_node(*app, options->node, "The node");
    add_choice(*app, "what", options->what, {"log", "reconcile", "shutdown"}, "What it is told")
        ->required();
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

}  // namespace

void add_change_verbs(CLI::App& root, std::vector<Verb>& verbs) {
    for (const auto& make : {connect, disconnect, apply, diff, export_, control, tell})
        verbs.push_back(make(root));
}

}  // namespace weir::nodes::cli
