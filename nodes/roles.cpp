// Nodes that run until they are stopped: every kind of source, and the relay.

#include <utility>

#include "nodes/cli/output.hpp"
#include "nodes/node.hpp"
#include "nodes/verbs.hpp"
#include "operations/names.hpp"

namespace weir::nodes {
namespace {

int failed(const Error& why) {
    cli::note(why.what);
    if (why.code == Code::bad_request) return exit_usage;
    return why.code == Code::not_found ? exit_not_found : exit_failed;
}

// An address, or a node's name, which discovery resolves when it is needed.
resource::Target target_of(const std::string& text) {
    const auto target = operations::target_of(text);
    return {target.host, target.port};
}

gen::Ingest ingest_of(const SourceOptions& options, std::uint16_t stream_id) {
    gen::Ingest ingest;
    ingest.stream_id = stream_id;
    ingest.width = options.size.width;
    ingest.height = options.size.height;
    ingest.fps_n = options.rate.numerator;
    ingest.fps_d = options.rate.numerator == 0 ? std::uint16_t{0} : options.rate.denominator;
    ingest.device_path = options.device_path;
    // An ingest's own output is not acknowledged, so that all of them are pushed.
    if (options.targets.empty() || options.acknowledged) return ingest;
    const auto target = target_of(options.targets.front());
    ingest.dest_host = target.host;
    ingest.dest_port = target.port;
    return ingest;
}

}  // namespace

int run_source(SourceOptions options) {
    if (options.device_path.size() > limits::text_bytes_max)
        return failed({Code::bad_request, "device \"" + options.device_path + "\" is longer than " +
                                              std::to_string(limits::text_bytes_max) +
                                              " bytes; use a shorter path"});
    Node node(options.node, gen::FunctionFlags::source | gen::FunctionFlags::relay);
    if (auto started = node.start(); !started) return failed(started.error());
    const auto stream_id = options.stream_id.value_or(node.default_stream_id());
    node.on_drained([&node] { node.stop(); });
    if (auto begun = node.ingest(ingest_of(options, stream_id)); !begun)
        return failed(begun.error());
    for (std::size_t i = options.acknowledged ? 0 : 1; i < options.targets.size(); ++i)
        if (auto pushed = node.push(stream_id, target_of(options.targets[i]), options.acknowledged);
            !pushed)
            return failed(pushed.error());
    return node.run();
}

int run_relay(NodeOptions options) {
    Node node(std::move(options), gen::FunctionFlags::relay);
    if (auto started = node.start(); !started) return failed(started.error());
    return node.run();
}

}  // namespace weir::nodes
