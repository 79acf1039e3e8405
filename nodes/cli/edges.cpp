// weir connect and disconnect.

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

// Steps that would be taken, as apply shows its own.
class DryRun {
public:
    DryRun(const Output& out, std::string node) : out_(out), node_(std::move(node)) {}

    void step(const std::string& action, const std::string& what) {
        table_.rows.push_back({{action, action},
                               {node_ + ": would " + what, node_ + ": " + what},
                               {node_},
                               {"planned", "planned", Tone::faint}});
    }

    int show() const {
        for (const auto& row : table_.rows) out_.line(row[1].text);
        if (!out_.for_people()) out_.show(table_);
        return exit_ok;
    }

private:
    const Output& out_;
    std::string node_;
    Table table_{"step", {{"", "action"}, {"STEP", "step"}, {"", "node"}, {"", "result"}}, {}};
};

std::string stream_of(const EdgeWish& wish, const std::string& otherwise) {
    return wish.stream_id ? "stream " + std::to_string(*wish.stream_id) : otherwise;
}

int say_dry(const Output& out, const EdgeWish& wish, const ConnectOptions& options) {
    DryRun run(out, wish.from);
    if (!options.device.empty()) run.step("create", "capture " + options.device);
    run.step("create", "send " + stream_of(wish, "its stream") + " to " + wish.to);
    return run.show();
}

// The node that is to send; with the reason when it cannot be told.
Result<> sender_answers(LiveNetwork& network, const std::string& name) {
    const Site site = operations::look(network, operations::Look::config, {name});
    const auto* node = site.find(name);
    if (node != nullptr && node->config) return {};
    if (node == nullptr || (!node->heard && !node->info.address.is_complete()))
        return std::unexpected(no_such_node(operations::look(network), name));
    return fail(node->heard ? Code::timed_out : Code::not_found,
                name + " does not answer: " + node->trouble);
}

}  // namespace

int run_connect(const ConnectOptions& options) {
    auto wish = wish_of(options);
    if (!wish) return failed(wish.error());
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({wish->from});  // the other end may well be away
    if (auto there = sender_answers(network, wish->from); !there) return failed(there.error());
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
        if (auto there = sender_answers(network, wish->from); !there) return failed(there.error());
        DryRun run(out, wish->from);
        run.step("delete", "stop sending " + stream_of(*wish, "every stream") + " to " + wish->to);
        return run.show();
    }
    const auto done = operations::disconnect(network, *wish);
    if (!done) return failed(done.error());
    out.show(edge_table(options, wish->from, *done, "disconnected"));
    return exit_ok;
}

}  // namespace weir::nodes::cli
