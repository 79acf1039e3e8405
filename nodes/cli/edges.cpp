// weir connect and disconnect.

#include <chrono>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/cli/waiting.hpp"
#include "operations/diff.hpp"
#include "operations/names.hpp"
#include "operations/stream_ids.hpp"

namespace weir::nodes::cli {
namespace {

using operations::EdgeDone;
using operations::EdgeWish;
using operations::Site;

Table edge_table(const ConnectOptions& options, const std::string& from, const EdgeDone& done,
                 const std::string& state) {
    return {"edge",
            {{"STREAM", "stream_id"},
             {"FROM", "from"},
             {"TO", "to"},
             {"STATE", "state"},
             {"WHY", "reason"},
             {"", "changed"},
             {"", "output_id"}},
            {{count(done.stream_id),
              {from},
              {options.to},
              state_word(state),
              {done.waits},
              {"", done.changed},
              {"", std::uint64_t{done.output_id}}}}};
}

Result<EdgeWish> wish_of(const ConnectOptions& options) {
    const auto stream = parse_stream_address(options.from);
    if (!stream) return std::unexpected(stream.error());
    if (stream->node.empty())
        return fail(Code::bad_request,
                    options.from + " names no node; write NODE/ID, example: camera:desk/7");
    return EdgeWish{stream->node, stream->stream_id, options.to, options.delivery};
}

// Starts the device first, when one is named; its id belongs to the edge then.
Result<> start_device(LiveNetwork& network, const ConnectOptions& options, EdgeWish& wish) {
    if (options.device.empty()) return {};
    gen::Ingest ingest;
    ingest.stream_id = wish.stream_id.value_or(0);
    ingest.device_path = options.device;
    ingest.width = options.size.width;
    ingest.height = options.size.height;
    ingest.fps_n = options.rate.numerator;
    ingest.fps_d = options.rate.numerator == 0 ? std::uint16_t{0} : options.rate.denominator;
    const auto id = operations::start_ingest(network, wish.from, ingest);
    if (!id) return std::unexpected(id.error());
    wish.stream_id = *id;
    return {};
}

int say_dry(const Output& out, const EdgeWish& wish, const ConnectOptions& options) {
    if (!options.device.empty()) out.line(wish.from + ": would capture " + options.device);
    out.line(
        wish.from + ": would send " +
        (wish.stream_id ? "stream " + std::to_string(*wish.stream_id) : std::string("its stream")) +
        " to " + wish.to);
    return exit_ok;
}

}  // namespace

int run_connect(const ConnectOptions& options) {
    auto wish = wish_of(options);
    if (!wish) return failed(wish.error());
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({wish->from});  // the other end may well be away
    const Site site = operations::look(network, operations::Look::config, {wish->from});
    if (const auto* from = site.find(wish->from); !from->config)
        return failed(from->heard || from->info.address.is_complete()
                          ? Error{from->heard ? Code::timed_out : Code::not_found,
                                  wish->from + " does not answer: " + from->trouble}
                          : no_such_node(operations::look(network), wish->from));
    if (options.dry_run) return say_dry(out, *wish, options);
    if (auto started = start_device(network, options, *wish); !started)
        return failed(started.error());
    auto done = operations::connect(network, *wish);
    if (!done) return failed(done.error());
    wish->stream_id = done->stream_id;

    if (options.wait_live) {
        const auto live = wait_until_live(network, *wish, options.common.timeout_seconds);
        if (!live) done->waits = live.error().what;
        out.show(edge_table(options, wish->from, *done, live ? "live" : "waiting"));
        if (!live && done->waits.empty()) return exit_timeout;
        return live ? exit_ok : exit_timeout;
    }
    out.show(
        edge_table(options, wish->from, *done,
                   done->waits.empty() ? (done->changed ? "connected" : "unchanged") : "waiting"));
    if (done->waits.empty()) return exit_ok;
    note(done->waits);
    return exit_partly;
}

int run_disconnect(const ConnectOptions& options) {
    auto wish = wish_of(options);
    if (!wish) return failed(wish.error());
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({wish->from});
    if (options.dry_run) {
        out.line(wish->from + ": would stop sending " +
                 (wish->stream_id ? "stream " + std::to_string(*wish->stream_id)
                                  : std::string("every stream")) +
                 " to " + wish->to);
        return exit_ok;
    }
    const auto done = operations::disconnect(network, *wish);
    if (!done) return failed(done.error());
    out.show(edge_table(options, wish->from, *done, "disconnected"));
    return exit_ok;
}

}  // namespace weir::nodes::cli
