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
#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/verbs.hpp"
#include "operations/names.hpp"

namespace weir::nodes {
namespace {

using resource::DevicePath;

void add_node_options(CLI::App& app, NodeOptions& options, const std::string& kind) {
    options.name = kind + ":" + host_name();
    cli::add_parsed(app, "--name", options.name, parse_node_name,
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
    cli::add_parsed(
        app, "--memory-max", options.memory_bytes_max, parse_memory,
        "Memory for frames; what is given up first when it fills is in docs/operating.md "
        "(default 1G)",
        "BYTES[K|M|G]");
    cli::add_parsed(app, "--scheduler", options.scheduler, parse_scheduler,
                    "How outputs that share a connection take turns, where they do not say "
                    "(default strict-priority)",
                    "NAME");
    cli::add_parsed(
        app, "--metrics", options.metrics,
        [](const std::string& text) { return parse_host_port(text, "127.0.0.1"); },
        "Serve /metrics, /healthz and /readyz there over HTTP (default: not at all)", "HOST:PORT");
    cli::add_discovery(app, options.discovery);
    cli::add_peers(app, options.discovery);
}

void add_source_options(CLI::App& app, SourceOptions& options, const std::string& kind) {
    app.add_option("--to", options.targets, "Send the stream there; may be repeated")
        ->type_name("NODE|HOST:PORT|unix:/PATH");
    app.add_flag("--acknowledged", options.acknowledged,
                 "Keep every frame until its target answers for it, and send it again after a lost "
                 "connection");
    app.add_option_function<std::uint16_t>(
           "--stream", [&options](std::uint16_t id) { options.stream_id = id; },
           "Stream id (default: the one this node used before, else one made from its name)")
        ->type_name("ID")
        ->check(CLI::Range(1, 65535));
    add_node_options(app, options.node, kind);
}

void add_picture_options(CLI::App& app, SourceOptions& options) {
    cli::add_parsed(app, "--size", options.size, parse_size, "Picture size", "WxH");
    cli::add_parsed(app, "--fps", options.rate, parse_rate, "Frames per second", "N[/D]");
}

void add_quality(CLI::App& app, int& quality) {
    app.add_option("--quality", quality, "JPEG quality (default 80)")
        ->type_name("1-100")
        ->check(CLI::Range(1, 100));
}

cli::Verb camera(CLI::App& root) {
    auto* app = root.add_subcommand("camera", "Capture from a V4L2 camera");
    app->group(cli::node_group);
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
    return {app, [state]() -> int {
                DevicePath path{DevicePath::Kind::camera, state->device, {}};
                path.set("quality", std::to_string(state->quality));
                if (state->options.format == "yuyv") path.set("format", "yuyv");
                state->options.device_path = path.text();
                return run_source(state->options);
            }};
}

cli::Verb screen(CLI::App& root) {
    auto* app = root.add_subcommand("screen", "Capture an X11 screen or a part of it");
    app->group(cli::node_group);
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
    cli::add_parsed(*app, "--fps", state->options.rate, parse_rate,
                    "Frames per second (default 30)", "N[/D]");
    add_quality(*app, state->quality);
    add_source_options(*app, state->options, "screen");
    return {app, [state]() -> int {
                DevicePath path{DevicePath::Kind::screen, state->display, {}};
                if (!state->rect.empty()) path.set("rect", state->rect);
                if (state->no_cursor) path.set("cursor", "0");
                path.set("quality", std::to_string(state->quality));
                state->options.device_path = path.text();
                return run_source(state->options);
            }};
}

cli::Verb pattern(CLI::App& root) {
    auto* app = root.add_subcommand(
        "pattern", "Send a moving test picture that carries frame number and time");
    app->group(cli::node_group);
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
    return {app, [state]() -> int {
                DevicePath path{DevicePath::Kind::pattern, "", {}};
                if (state->frames > 0) path.set("frames", std::to_string(state->frames));
                path.set("quality", std::to_string(state->quality));
                state->options.device_path = path.text();
                return run_source(state->options);
            }};
}

cli::Verb file(CLI::App& root) {
    auto* app = root.add_subcommand("file", "Play anything that ffmpeg reads");
    app->group(cli::node_group);
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
    return {app, [state]() -> int {
                std::error_code problem;
                std::string path = state->path;
                if (path.find("://") == std::string::npos)
                    path = std::filesystem::absolute(path, problem).string();
                DevicePath device{DevicePath::Kind::file, path, {}};
                if (state->loop) device.set("loop", "1");
                if (state->no_realtime) device.set("realtime", "0");
                state->options.device_path = device.text();
                return run_source(state->options);
            }};
}

cli::Verb relay(CLI::App& root) {
    auto* app = root.add_subcommand(
        "relay", "Receive streams and pass them on, each output at its own pace");
    app->group(cli::node_group);
    auto options = std::make_shared<NodeOptions>();
    add_node_options(*app, *options, "relay");
    return {app, [options] { return run_relay(*options); }};
}

void add_reader_options(CLI::App& app, ReaderOptions& options) {
    cli::add_parsed(app, "stream", options.stream, parse_stream_address, "The stream to read",
                    "NODE/ID")
        ->required();
    app.add_flag("--acknowledged", options.acknowledged,
                 "Answer for every frame and get the missing ones again after a lost connection "
                 "(completeness)");
    app.add_option("--seconds", options.seconds, "Stop after so long")
        ->type_name("S")
        ->check(CLI::PositiveNumber);
    app.add_option("--wait", options.wait_seconds,
                   "How long to look for the node and its stream (default 3)")
        ->type_name("S")
        ->check(CLI::NonNegativeNumber);
    cli::add_discovery(app, options.discovery);
    cli::add_peers(app, options.discovery);
}

cli::Verb cat(CLI::App& root) {
    auto* app = root.add_subcommand("cat", "Write the payloads of a stream to standard output");
    app->group(cli::reader_group);
    auto options = std::make_shared<ReaderOptions>();
    options->mode = "low-latency";
    add_reader_options(*app, *options);
    app->add_option("--count", options->frames, "Stop after so many frames")->type_name("N");
    app->add_option("--mode", options->mode,
                    "How the node treats a slow reader (default low-latency)")
        ->type_name("low-latency|completeness")
        ->check(CLI::IsMember({"low-latency", "completeness"}));
    return {app, [options] { return run_cat(*options); }};
}

cli::Verb record(CLI::App& root) {
    auto* app = root.add_subcommand(
        "record", "Record a stream to a file, every frame, without encoding again");
    app->group(cli::reader_group);
    auto options = std::make_shared<ReaderOptions>();
    options->mode = "completeness";
    add_reader_options(*app, *options);
    app->add_option("-O,--output", options->output,
                    "File to write; its ending chooses the container (.mkv, .mp4, .ts)")
        ->required()
        ->type_name("FILE");
    app->add_option("--frames", options->frames, "Stop after so many frames")->type_name("N");
    app->add_flag("--overwrite", options->overwrite, "Replace the file when it exists");
    return {app, [options] { return run_record(*options); }};
}

cli::Verb peers(CLI::App& root) {
    auto* app = root.add_subcommand("peers", "List the nodes that can be found");
    app->group(cli::control_group);
    auto options = std::make_shared<PeersOptions>();
    app->add_option("--wait", options->wait_seconds, "How long to listen (default 1.5)")
        ->type_name("S")
        ->check(CLI::PositiveNumber);
    app->add_flag("--json", options->json, "As one JSON object");
    cli::add_discovery(*app, options->discovery);
    cli::add_peers(*app, options->discovery);
    return {app, [options] { return run_peers(*options); }};
}

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
        root.fallthrough();
        root.add_option("--log", levels,
                        "Log levels per module (also WEIR_LOG); example: relay:debug,*:warn")
            ->envname("WEIR_LOG")
            ->type_name("LEVELS");
        verbs = {camera(root), screen(root), pattern(root), file(root),
                 relay(root),  cat(root),    record(root),  peers(root)};
        cli::add_verbs(root, verbs);
        cli::add_config_verbs(root, verbs);
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
        return exit(say(std::string(problem.what()) + "; see weir " +
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
