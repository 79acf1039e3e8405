// weir display and weir sink: what a node is meant to do with a stream besides passing it on.

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/looking.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"

namespace weir::nodes::cli {
namespace {

template <typename Reply, typename Request>
int change(const EndOptions& options, const Request& request, const std::string& said) {
    const std::string& node = options.stream.node;
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({node});
    const auto reply = operations::ask<Reply>(network, node, request);
    if (!reply) return failed(of_node(network, node, reply.error()));
    const std::uint64_t stream_id = *options.stream.stream_id;
    out.say(node + " " + said, {"change",
                                {{"NODE", "node"}, {"STREAM", "stream_id", true}, {"SAID", "said"}},
                                {{{node}, count(stream_id), {said}}}});
    return exit_ok;
}

// Empty when the words make sense.
std::string problem_of(const EndOptions& options, const char* verb) {
    if (options.stream.node.empty() || !options.stream.stream_id)
        return std::string(verb) +
               " wants a node and a stream of it: NODE/ID, for example relay:main/3";
    return {};
}

}  // namespace

int run_display(const EndOptions& options) {
    if (const auto problem = problem_of(options, "display"); !problem.empty())
        return failed({Code::bad_request, problem});
    const std::string stream = "stream " + std::to_string(*options.stream.stream_id);
    gen::Display window = options.window;
    window.stream_id = *options.stream.stream_id;
    if (options.what == "start")
        return change<gen::StartDisplayReply>(options, gen::StartDisplayRequest::from(window),
                                              "is to show " + stream + " in a window");
    return change<gen::StopDisplayReply>(
        options, gen::StopDisplayRequest{.stream_id = *options.stream.stream_id},
        "is to show " + stream + " no more");
}

int run_sink(const EndOptions& options) {
    if (const auto problem = problem_of(options, "sink"); !problem.empty())
        return failed({Code::bad_request, problem});
    const std::uint16_t stream_id = *options.stream.stream_id;
    const std::string stream = "stream " + std::to_string(stream_id);
    if (options.what == "stop")
        return change<gen::StopSinkReply>(options, gen::StopSinkRequest{.stream_id = stream_id},
                                          "is to record " + stream + " no more");
    if (options.path.empty())
        return failed({Code::bad_request,
                       "sink start wants a file, below the node's folder for "
                       "recordings; example: weir sink start relay:main/3 "
                       "door.mkv"});
    gen::StartSinkRequest request;
    request.stream_id = stream_id;
    request.path = options.path;
    return change<gen::StartSinkReply>(options, request,
                                       "is to record " + stream + " as " + options.path);
}

}  // namespace weir::nodes::cli
