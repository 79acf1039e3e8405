// The options of verbs that end a stream in a window or a file: view, display, sink.

#include <CLI/CLI.hpp>
#include <memory>

#include "base/limits.hpp"
#include "base/number.hpp"
#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/verbs.hpp"
#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

Result<> parse_place(const std::string& text, gen::Display& window) {
    const auto comma = text.find(',');
    if (comma == std::string::npos || !whole_number(text.substr(0, comma), window.win_x) ||
        !whole_number(text.substr(comma + 1), window.win_y))
        return fail(Code::bad_request,
                    "\"" + text + "\" is not a place X,Y on the desktop; example: 100,50");
    return {};
}

template <typename Enum>
void add_named(CLI::App& app, const std::string& flag, Enum& target,
               std::initializer_list<Enum> values, const std::string& help) {
    std::string type;
    for (const Enum value : values)
        type += (type.empty() ? "" : "|") + operations::dashed(gen::name(value));
    add_checked(
        app, flag,
        [&target, type, all = std::vector(values)](const std::string& text) -> Result<> {
            for (const Enum value : all)
                if (operations::dashed(gen::name(value)) == text) {
                    target = value;
                    return {};
                }
            return fail(Code::bad_request, "\"" + text + "\" is none of " + type);
        },
        help, type);
}

void add_window_options(CLI::App& app, gen::Display& window) {
    add_checked(
        app, "--size",
        [&window](const std::string& text) -> Result<> {
            const auto size = parse_size(text);
            if (!size) return std::unexpected(size.error());
            window.win_w = size->width;
            window.win_h = size->height;
            return {};
        },
        "Size of the window (default: the picture's)", "WxH");
    using gen::Anchor;
    using gen::Scale;
    add_named(app, "--scale", window.scale,
              {Scale::fit, Scale::stretch, Scale::fill, Scale::one_to_one},
              "How the picture is fitted into the window (default fit)");
    add_named(app, "--anchor", window.anchor, {Anchor::center, Anchor::top_left},
              "Where a picture sits that does not fill its window exactly (default center)");
    app.add_option("--no-signal-fps", window.no_signal_fps,
                   "Draw moving stripes at this rate while there is no picture (default 0: the "
                   "last picture stays)")
        ->type_name("N")
        ->check(within(0, limits::no_signal_fps_max));
}

Verb view(CLI::App& root) {
    auto* app = add_verb(root, "view", "Show a stream in a window on this screen", reader_group);
    auto options = std::make_shared<ViewOptions>();
    ReaderOptions& reader = options->reader;
    reader.mode = "low-latency";
    add_parsed(*app, "stream", reader.stream, parse_stream_address, "The stream to show", "STREAM")
        ->required();
    add_checked(
        *app, "--at",
        [options](const std::string& text) {
            options->placed = true;
            return parse_place(text, options->window);
        },
        "Place of the picture's corner on the desktop (default: as the desktop wants)", "X,Y");
    add_window_options(*app, options->window);
    app->add_option("--seconds", reader.seconds, "Stop after so long")
        ->type_name("S")
        ->check(more_than_zero());
    app->add_option("--wait", reader.wait_seconds,
                    "How long to look for the node and its stream (default 3)")
        ->type_name("S")
        ->check(within(0, 1e9));
    add_discovery(*app, reader.discovery);
    add_peers(*app, reader.discovery);
    return {app, [options] { return run_view(*options); }};
}

void add_end(CLI::App& app, EndOptions& options) {
    add_choice(app, "what", options.what, {"start", "stop"}, "What to do")->required();
    add_parsed(app, "stream", options.stream, parse_stream_address,
               "The stream, at the node that is told", "STREAM")
        ->required();
}

Verb display(CLI::App& root) {
    auto* app = add_verb(root, "display",
                         "Have a node show a stream in a window, now and after every restart",
                         control_group);
    auto options = std::make_shared<EndOptions>();
    add_end(*app, *options);
    add_checked(
        *app, "--at",
        [options](const std::string& text) { return parse_place(text, options->window); },
        "Place of the picture's corner on the desktop (default 0,0)", "X,Y");
    add_window_options(*app, options->window);
    add_common(*app, options->common);
    return {app, [options] { return run_display(*options); }};
}

Verb sink(CLI::App& root) {
    auto* app = add_verb(root, "sink", "Have a node record a stream, now and after every restart",
                         control_group);
    auto options = std::make_shared<EndOptions>();
    add_end(*app, *options);
    app->add_option("file", options->path,
                    "Of start: the file, below the node's folder for recordings; its ending "
                    "chooses the container (.mkv, .mp4, .ts)")
        ->type_name("PATH");
    add_common(*app, options->common);
    return {app, [options] { return run_sink(*options); }};
}

}  // namespace

void add_end_verbs(CLI::App& root, std::vector<Verb>& verbs) {
    for (const auto& make : {view, display, sink}) verbs.push_back(make(root));
}

}  // namespace weir::nodes::cli
