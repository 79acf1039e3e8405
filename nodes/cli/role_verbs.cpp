// The options of nodes by their role: camera, screen, pattern, file, relay.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "base/limits.hpp"
#include "control/resource/device_path.hpp"
#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/verbs.hpp"

namespace weir::nodes::cli {
namespace {

using resource::DevicePath;

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
        ->check(within(1, limits::connections_max));
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
    app.add_option("--sink-dir", options.sink_dir,
                   "Folder for recordings that peers ask for (default: none are made)")
        ->type_name("DIR");
    app.add_flag(
        "!--no-windows", options.windows,
        "Show no windows, whoever asks (default: where there is a screen, to whom may ask)");
    add_parsed(app, "--memory-max", options.memory_bytes_max, parse_memory,
               "Memory for frames; what is given up first when it fills is in docs/operating.md "
               "(default 1G)",
               "BYTES[K|M|G]");
    add_parsed(app, "--scheduler", options.scheduler, parse_scheduler,
               "How outputs that share a connection take turns, where they do not say "
               "(default strict-priority)",
               "NAME");
    app.add_option("--threads", options.threads,
                   "Threads that write frames to connections; more help where many readers share a "
                   "machine of many cores (default 1)")
        ->type_name("N")
        ->check(within(1, limits::send_threads_max));
    add_parsed(
        app, "--metrics", options.metrics,
        [](const std::string& text) { return parse_host_port(text, "127.0.0.1"); },
        "Serve /metrics, /healthz and /readyz there over HTTP (default: not at all)", "HOST:PORT");
    add_discovery(app, options.discovery);
    add_peers(app, options.discovery);
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
        ->check(within(1, 65535));
    add_node_options(app, options.node, kind);
}

void add_picture_options(CLI::App& app, SourceOptions& options) {
    add_parsed(app, "--size", options.size, parse_size, "Picture size", "WxH");
    add_parsed(app, "--fps", options.rate, parse_rate, "Frames per second", "N[/D]");
}

void add_quality(CLI::App& app, int& quality) {
    app.add_option("--quality", quality, "JPEG quality (default 80)")
        ->type_name("1-100")
        ->check(within(1, 100));
}

int run(SourceOptions& options, const DevicePath& device) {
    options.device_path = device.text();
    return run_source(options);
}

Verb camera(CLI::App& root) {
    auto* app = add_verb(root, "camera", "Capture from a V4L2 camera", node_group);
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
    add_choice(*app, "--format", state->options.format, {"auto", "mjpeg", "yuyv"},
               "mjpeg as the camera delivers it, or yuyv encoded here");
    add_quality(*app, state->quality);
    add_source_options(*app, state->options, "camera");
    return {app, [state]() -> int {
                DevicePath path{DevicePath::Kind::camera, state->device, {}};
                path.set("quality", std::to_string(state->quality));
                if (state->options.format == "yuyv") path.set("format", "yuyv");
                return run(state->options, path);
            }};
}

Verb screen(CLI::App& root) {
    auto* app = add_verb(root, "screen", "Capture an X11 screen or a part of it", node_group);
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
    return {app, [state]() -> int {
                DevicePath path{DevicePath::Kind::screen, state->display, {}};
                if (!state->rect.empty()) path.set("rect", state->rect);
                if (state->no_cursor) path.set("cursor", "0");
                path.set("quality", std::to_string(state->quality));
                return run(state->options, path);
            }};
}

Verb pattern(CLI::App& root) {
    auto* app =
        add_verb(root, "pattern", "Send a moving test picture that carries frame number and time",
                 node_group);
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
                return run(state->options, path);
            }};
}

Verb file(CLI::App& root) {
    auto* app = add_verb(root, "file", "Play anything that ffmpeg reads", node_group);
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
                return run(state->options, device);
            }};
}

Verb relay(CLI::App& root) {
    auto* app = add_verb(
        root, "relay", "Receive streams and pass them on, each output at its own pace", node_group);
    auto options = std::make_shared<NodeOptions>();
    add_node_options(*app, *options, "relay");
    return {app, [options] { return run_relay(*options); }};
}

}  // namespace

void add_role_verbs(CLI::App& root, std::vector<Verb>& verbs) {
    for (const auto& make : {camera, screen, pattern, file, relay, add_node_verb})
        verbs.push_back(make(root));
}

}  // namespace weir::nodes::cli
