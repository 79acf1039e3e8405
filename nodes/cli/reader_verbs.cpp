// The options of verbs that read a stream: cat, record, snap.

#include <CLI/CLI.hpp>
#include <memory>

#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/verbs.hpp"

namespace weir::nodes::cli {
namespace {

void add_reader_options(CLI::App& app, ReaderOptions& options) {
    add_parsed(app, "stream", options.stream, parse_stream_address, "The stream to read", "NODE/ID")
        ->required();
    app.add_flag("--acknowledged", options.acknowledged,
                 "Answer for every frame and get the missing ones again after a lost connection "
                 "(completeness)");
    app.add_option("--seconds", options.seconds, "Stop after so long")
        ->type_name("S")
        ->check(more_than_zero());
    app.add_option("--wait", options.wait_seconds,
                   "How long to look for the node and its stream (default 3)")
        ->type_name("S")
        ->check(within(0, 1e9));
    add_discovery(app, options.discovery);
    add_peers(app, options.discovery);
}

Verb cat(CLI::App& root) {
    auto* app =
        add_verb(root, "cat", "Write the payloads of a stream to standard output", reader_group);
    auto options = std::make_shared<ReaderOptions>();
    options->mode = "low-latency";
    add_reader_options(*app, *options);
    app->add_option("--count", options->frames, "Stop after so many frames")->type_name("N");
    add_choice(*app, "--mode", options->mode, {"low-latency", "completeness"},
               "How the node treats a slow reader (default low-latency)");
    return {app, [options] { return run_cat(*options); }};
}

Verb record(CLI::App& root) {
    auto* app =
        add_verb(root, "record", "Record a stream to a file, every frame, without encoding again",
                 reader_group);
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
        ->check(within(0, 1e9));
    add_discovery(*app, options->reader.discovery);
    add_peers(*app, options->reader.discovery);
    return {app, [options] { return run_snap(*options); }};
}

}  // namespace

void add_reader_verbs(CLI::App& root, std::vector<Verb>& verbs) {
    for (const auto& make : {cat, record, snap}) verbs.push_back(make(root));
}

}  // namespace weir::nodes::cli
