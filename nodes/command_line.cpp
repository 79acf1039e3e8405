#include "nodes/command_line.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "control/resource/device_path.hpp"

namespace weir::nodes {
namespace {

using resource::DevicePath;

constexpr const char* footer =
    "Addresses: NODE is a name found by discovery (relay:main), HOST:PORT or unix:/PATH. STREAM is "
    "NODE/ID, NODE or ID.\n"
    "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 node or stream not found.";

// Turns a parse function into a CLI11 check-and-store: the sentence it returns is what the user
// sees.
template <typename T, typename Parse>
CLI::Option* add_parsed(CLI::App& app, const std::string& flag, T& target, Parse parse,
                        const std::string& help, const std::string& type) {
    return app
        .add_option_function<std::string>(
            flag,
            [&target, parse](const std::string& text) {
                auto value = parse(text);
                if (!value) throw CLI::ValidationError(value.error().what);
                target = *value;
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

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "host";
    const std::string full(name.data());
    return full.substr(0, full.find('.'));
}

Result<std::string> parse_node_name(const std::string& text) {
    const auto colon = text.find(':');
    const bool printable =
        text.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:._-") ==
        std::string::npos;
    if (colon == 0 || colon == std::string::npos || colon + 1 == text.size() || !printable ||
        text.size() > 64 || text.find(':', colon + 1) != std::string::npos)
        return fail(Code::bad_request,
                    "\"" + text +
                        "\" is not a node name; write namespace:instance in letters, "
                        "digits, dot, dash and underscore; example: camera:desk");
    return text;
}

void add_node_options(CLI::App& app, NodeOptions& options, const std::string& kind) {
    options.name = kind + ":" + host_name();
    add_parsed(app, "--name", options.name, parse_node_name,
               "Name of this node (default " + options.name + ")", "NS:INSTANCE");
    app.add_option_function<std::vector<std::string>>(
           "--listen",
           [&options](const std::vector<std::string>& places) {
               options.listen.clear();
               for (const std::string& place : places) {
                   auto address = parse_host_port(place, "");
                   if (!address) throw CLI::ValidationError(address.error().what);
                   options.listen.push_back(*address);
               }
           },
           "Where to accept connections, may be repeated; port 0 takes a free one (default "
           "127.0.0.1:0)")
        ->allow_extra_args(false)
        ->type_name("HOST:PORT|unix:/PATH");
    app.add_option("--connections-max", options.connections_max,
                   "Serve so many connections at once (default: what the file descriptors allow)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, limits::connections_max));
    app.add_flag("--insecure-lan", options.insecure_lan,
                 "Listen on all interfaces and serve anybody on the network, without any check");
    app.add_option(
           "--state-dir", options.state_dir,
           "Folder for what this node was told to do (default: per name under ~/.local/state/weir)")
        ->type_name("DIR");
    app.add_option("--port-file", options.port_file, "Write the port here once listening")
        ->type_name("FILE");
    app.add_option("--report", options.report_file, "Write counters here as JSON at exit")
        ->type_name("FILE");
    add_parsed(app, "--memory-max", options.memory_bytes_max, parse_memory,
               "Memory for frames; what is given up first when it fills is in docs/operating.md "
               "(default 1G)",
               "BYTES[K|M|G]");
    add_parsed(app, "--scheduler", options.scheduler, parse_scheduler,
               "How outputs that share a connection take turns, where they do not say "
               "(default strict-priority)",
               "NAME");
    add_discovery(app, options.discovery);
}

void add_source_options(CLI::App& app, SourceOptions& options, const std::string& kind) {
    app.add_option("--to", options.targets, "Send the stream there; may be repeated")
        ->type_name("NODE|HOST:PORT|unix:/PATH");
    app.add_option_function<std::uint16_t>(
           "--stream", [&options](std::uint16_t id) { options.stream_id = id; },
           "Stream id (default: the one this node used before, else one made from its name)")
        ->type_name("ID")
        ->check(CLI::Range(1, 65535));
    add_node_options(app, options.node, kind);
}

void add_picture_options(CLI::App& app, SourceOptions& options) {
    add_parsed(app, "--size", options.size, parse_size, "Picture size", "WxH");
    add_parsed(app, "--fps", options.rate, parse_rate, "Frames per second", "N[/D]");
}

void add_quality(CLI::App& app, int& quality) {
    app.add_option("--quality", quality, "JPEG quality (default 80)")
        ->type_name("1-100")
        ->check(CLI::Range(1, 100));
}

// A verb: its options are filled by CLI11, then `action` makes of them what main runs.
struct Verb {
    CLI::App* app;
    std::function<Action()> action;
};

Verb camera(CLI::App& root) {
    auto* app = root.add_subcommand("camera", "Capture from a V4L2 camera");
    struct State {
        SourceOptions options;
        std::string device = "auto";
        int quality = 80;
    };
    auto state = std::make_shared<State>();
    app->add_option("--device", state->device,
                    "Device file, or auto for the first camera (default auto)")
        ->type_name("PATH");
    add_picture_options(*app, state->options);
    app->add_option("--format", state->options.format,
                    "mjpeg as the camera delivers it, or yuyv encoded here")
        ->type_name("auto|mjpeg|yuyv")
        ->check(CLI::IsMember({"auto", "mjpeg", "yuyv"}));
    add_quality(*app, state->quality);
    add_source_options(*app, state->options, "camera");
    return {app, [state]() -> Action {
                DevicePath path{DevicePath::Kind::camera, state->device, {}};
                path.set("quality", std::to_string(state->quality));
                if (state->options.format == "yuyv") path.set("format", "yuyv");
                state->options.device_path = path.text();
                return RunSource{state->options};
            }};
}

Verb screen(CLI::App& root) {
    auto* app = root.add_subcommand("screen", "Capture an X11 screen or a part of it");
    struct State {
        SourceOptions options;
        std::string display;
        std::string rect;
        int quality = 80;
        bool no_cursor = false;
    };
    auto state = std::make_shared<State>();
    app->add_option("--display", state->display, "X display (default: $DISPLAY)")->type_name(":N");
    app->add_option("--rect", state->rect, "Part of the screen (default: all of it)")
        ->type_name("WxH+X+Y");
    app->add_flag("--no-cursor", state->no_cursor, "Leave the mouse pointer out");
    add_parsed(*app, "--fps", state->options.rate, parse_rate, "Frames per second (default 30)",
               "N[/D]");
    add_quality(*app, state->quality);
    add_source_options(*app, state->options, "screen");
    return {app, [state]() -> Action {
                DevicePath path{DevicePath::Kind::screen, state->display, {}};
                if (!state->rect.empty()) path.set("rect", state->rect);
                if (state->no_cursor) path.set("cursor", "0");
                path.set("quality", std::to_string(state->quality));
                state->options.device_path = path.text();
                return RunSource{state->options};
            }};
}

Verb pattern(CLI::App& root) {
    auto* app = root.add_subcommand(
        "pattern", "Send a moving test picture that carries frame number and time");
    struct State {
        SourceOptions options;
        std::uint64_t frames = 0;
        int quality = 80;
    };
    auto state = std::make_shared<State>();
    add_picture_options(*app, state->options);
    app->add_option("--frames", state->frames, "Stop after so many frames (default: never)")
        ->type_name("N");
    add_quality(*app, state->quality);
    add_source_options(*app, state->options, "pattern");
    return {app, [state]() -> Action {
                DevicePath path{DevicePath::Kind::pattern, "", {}};
                if (state->frames > 0) path.set("frames", std::to_string(state->frames));
                path.set("quality", std::to_string(state->quality));
                state->options.device_path = path.text();
                return RunSource{state->options};
            }};
}

Verb file(CLI::App& root) {
    auto* app = root.add_subcommand("file", "Play anything that ffmpeg reads");
    struct State {
        SourceOptions options;
        std::string path;
        bool loop = false;
        bool no_realtime = false;
    };
    auto state = std::make_shared<State>();
    app->add_option("path", state->path, "File or URL")->required()->type_name("PATH");
    app->add_flag("--loop", state->loop, "Start again at the end");
    app->add_flag("--no-realtime", state->no_realtime, "As fast as it can be read");
    add_source_options(*app, state->options, "file");
    return {app, [state]() -> Action {
                std::error_code problem;
                std::string path = state->path;
                if (path.find("://") == std::string::npos)
                    path = std::filesystem::absolute(path, problem).string();
                DevicePath device{DevicePath::Kind::file, path, {}};
                if (state->loop) device.set("loop", "1");
                if (state->no_realtime) device.set("realtime", "0");
                state->options.device_path = device.text();
                return RunSource{state->options};
            }};
}

Verb relay(CLI::App& root) {
    auto* app = root.add_subcommand(
        "relay", "Receive streams and pass them on, each output at its own pace");
    auto options = std::make_shared<NodeOptions>();
    add_node_options(*app, *options, "relay");
    return {app, [options]() -> Action { return RunRelay{*options}; }};
}

void add_reader_options(CLI::App& app, ReaderOptions& options) {
    add_parsed(app, "stream", options.stream, parse_stream_address, "The stream to read", "NODE/ID")
        ->required();
    app.add_option("--seconds", options.seconds, "Stop after so long")
        ->type_name("S")
        ->check(CLI::PositiveNumber);
    app.add_option("--wait", options.wait_seconds,
                   "How long to look for the node and its stream (default 3)")
        ->type_name("S")
        ->check(CLI::NonNegativeNumber);
    add_discovery(app, options.discovery);
}

Verb cat(CLI::App& root) {
    auto* app = root.add_subcommand("cat", "Write the payloads of a stream to standard output");
    auto options = std::make_shared<ReaderOptions>();
    options->mode = "low-latency";
    add_reader_options(*app, *options);
    app->add_option("--count", options->frames, "Stop after so many frames")->type_name("N");
    app->add_option("--mode", options->mode,
                    "How the node treats a slow reader (default low-latency)")
        ->type_name("low-latency|completeness")
        ->check(CLI::IsMember({"low-latency", "completeness"}));
    return {app, [options]() -> Action { return RunCat{*options}; }};
}

Verb record(CLI::App& root) {
    auto* app = root.add_subcommand(
        "record", "Record a stream to a file, every frame, without encoding again");
    auto options = std::make_shared<ReaderOptions>();
    options->mode = "completeness";
    add_reader_options(*app, *options);
    app->add_option("-O,--output", options->output,
                    "File to write; its ending chooses the container (.mkv, .mp4, .ts)")
        ->required()
        ->type_name("FILE");
    app->add_option("--frames", options->frames, "Stop after so many frames")->type_name("N");
    app->add_flag("--overwrite", options->overwrite, "Replace the file when it exists");
    return {app, [options]() -> Action { return RunRecord{*options}; }};
}

Verb peers(CLI::App& root) {
    auto* app = root.add_subcommand("peers", "List the nodes that can be found");
    auto options = std::make_shared<PeersOptions>();
    app->add_option("--wait", options->wait_seconds, "How long to listen (default 1.5)")
        ->type_name("S")
        ->check(CLI::PositiveNumber);
    app->add_flag("--json", options->json, "As one JSON object");
    add_discovery(*app, options->discovery);
    return {app, [options]() -> Action { return RunPeers{*options}; }};
}

int say(const std::string& problem) {
    std::fprintf(stderr, "weir: %s\n", problem.c_str());
    return exit_usage;
}

// What to say when the first word is no verb; empty when it is one, or an option.
std::string unknown_verb(int argc, char** argv, const CLI::App& root) {
    if (argc < 2) return "no verb given; see weir --help";
    if (argv[1][0] == '-') return {};
    std::vector<std::string> verbs;
    for (const CLI::App* verb : root.get_subcommands({})) verbs.push_back(verb->get_name());
    const std::string word = argv[1];
    if (std::ranges::find(verbs, word) != verbs.end()) return {};
    const std::string meant = nearest(word, verbs);
    return "there is no verb \"" + word + "\"" +
           (meant.empty() ? "; see weir --help" : "; did you mean " + meant + "?");
}

}  // namespace

Action parse_command_line(int argc, char** argv) {
    CLI::App root("Live video between machines: what fits flows on, the excess spills over.",
                  "weir");
    root.set_version_flag("--version", "weir " WEIR_VERSION);
    root.require_subcommand(1);
    root.footer(footer);
    std::string levels;
    root.fallthrough();
    root.add_option("--log", levels,
                    "Log levels per module (also WEIR_LOG); example: relay:debug,*:warn")
        ->envname("WEIR_LOG")
        ->type_name("LEVELS");
    const std::array verbs{camera(root), screen(root), pattern(root), file(root),
                           relay(root),  cat(root),    record(root),  peers(root)};
    for (const Verb& verb : verbs) verb.app->footer(footer);

    if (const std::string problem = unknown_verb(argc, argv, root); !problem.empty())
        return Exit{say(problem)};
    try {
        root.parse(argc, argv);
    } catch (const CLI::Success& shown) {
        return Exit{root.exit(shown)};
    } catch (const CLI::ParseError& problem) {
        return Exit{say(std::string(problem.what()) + "; see weir --help")};
    }
    // A node tells its operator what it does; a reader only what goes wrong.
    const bool reads =
        root.got_subcommand("cat") || root.got_subcommand("record") || root.got_subcommand("peers");
    if (levels.empty() && reads) levels = "*:warn";
    if (const std::string problem = log::configure(levels); !problem.empty())
        return Exit{say(problem)};
    for (const Verb& verb : verbs)
        if (verb.app->parsed()) return verb.action();
    return Exit{say("no verb given; see weir --help")};
}

}  // namespace weir::nodes
