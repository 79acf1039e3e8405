// weir connect and disconnect.

#include "operations/edges.hpp"
#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/cli/waiting.hpp"

namespace weir::nodes::cli {
namespace {

using operations::EdgeDone;
using operations::EdgeWish;

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

gen::Ingest device_of(const ConnectOptions& options) {
    gen::Ingest ingest;
    ingest.device_path = options.device;
    ingest.width = options.size.width;
    ingest.height = options.size.height;
    ingest.fps_n = options.rate.numerator;
    ingest.fps_d = options.rate.numerator == 0 ? std::uint16_t{0} : options.rate.denominator;
    return ingest;
}

Result<EdgeWish> wish_of(const ConnectOptions& options) {
    const auto stream = parse_stream_address(options.from);
    if (!stream) return std::unexpected(stream.error());
    if (stream->node.empty())
        return fail(Code::bad_request,
                    options.from + " names no node; write NODE/ID, example: camera:desk/7");
    EdgeWish wish{stream->node, stream->stream_id, options.to, options.delivery};
    if (!options.device.empty()) wish.device = device_of(options);
    return wish;
}

// Steps that would be taken, as apply shows its own.
int say_dry(const Output& out, const std::string& node, const EdgeDone& done) {
    Table table{"step", {{"", "action"}, {"STEP", "step"}, {"", "node"}, {"", "result"}}, {}};
    for (const auto& [sign, text] : done.steps) {
        const char* action = sign == '+' ? "create" : sign == '~' ? "change" : "delete";
        table.rows.push_back({{action, action},
                              {node + ": would " + text, node + ": " + text},
                              {node},
                              {"planned", "planned", Tone::faint}});
    }
    if (!out.for_people()) {
        out.show(table);
    } else if (table.rows.empty()) {
        note("nothing to do: " + node + " is meant to do so already");
    } else {
        for (const auto& row : table.rows) out.line(row[1].text);
    }
    return exit_ok;
}

// The reason is in the table for programs, and a sentence for people.
int say_undone(const Output& out, const ConnectOptions& options, const std::string& from,
               EdgeDone done) {
    done.waits = done.undone;
    out.show(edge_table(options, from, done, "partly"));
    note(done.undone);
    return exit_partly;
}

operations::Run run_of(const ConnectOptions& options) {
    return options.dry_run ? operations::Run::dry : operations::Run::real;
}

}  // namespace

int run_connect(const ConnectOptions& options) {
    auto wish = wish_of(options);
    if (!wish) return failed(wish.error());
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({wish->from});  // the other end may well be away
    auto done = operations::connect(network, *wish, run_of(options));
    if (!done) return failed(done.error());
    if (options.dry_run) return say_dry(out, wish->from, *done);
    if (!done->undone.empty()) return say_undone(out, options, wish->from, *done);
    wish->stream_id = done->stream_id;
    if (options.wait_live) {
        const auto live = wait_until_live(network, *wish, options.common.timeout_seconds);
        if (!live) done->waits = live.error().what;
        out.show(edge_table(options, wish->from, *done, live ? "live" : "waiting"));
        return live ? exit_ok : exit_timeout;
    }
    if (options.delivery.mode == gen::DeliveryMode::opaque)
        done->waits = why_not_attached(network, *wish, options.common.timeout_seconds);
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
    const auto done = operations::disconnect(network, *wish, run_of(options));
    if (!done) return failed(done.error());
    if (options.dry_run) return say_dry(out, wish->from, *done);
    if (!done->undone.empty()) return say_undone(out, options, wish->from, *done);
    out.show(edge_table(options, wish->from, *done, "disconnected"));
    return exit_ok;
}

}  // namespace weir::nodes::cli
