// Steps in words, and taking them.

#include <map>
#include <set>

#include "operations/plan.hpp"
#include "operations/stream_ids.hpp"

namespace weir::operations {
namespace {

using What = Step::What;

// Takes steps and remembers which ids streams really got; the step says so afterwards.
class Taker {
public:
    explicit Taker(Network& network) : network_(network) {}

    Result<> take(Step& step) {
        switch (step.what) {
            case What::stop_relay:
                return asked<gen::StopRelayReply>(
                    step, gen::StopRelayRequest{.output_id = step.edge.output_id});
            case What::stop_ingest:
                return asked<gen::StopIngestReply>(
                    step, gen::StopIngestRequest{.stream_id = step.ingest.stream_id});
            case What::stop_sink:
                return asked<gen::StopSinkReply>(
                    step, gen::StopSinkRequest{.stream_id = step.sink.stream_id});
            case What::stop_display:
                return asked<gen::StopDisplayReply>(
                    step, gen::StopDisplayRequest{.stream_id = step.display.stream_id});
            case What::start_ingest:
            case What::change_ingest:
                return start(step);
            case What::start_display:
            case What::change_display:
                return show(step);
            case What::start_sink:
            case What::change_sink:
                return record(step);
            default:
                return relay(step);
        }
    }

private:
    template <typename Reply, typename Request>
    Result<> asked(const Step& step, const Request& request) {
        const auto reply = ask<Reply>(network_, step.node, request);
        if (!reply && reply.error().code != Code::not_found) return std::unexpected(reply.error());
        return {};  // gone already: somebody else was faster
    }

    Result<> start(Step& step) {
        gen::Ingest wish = step.ingest;
        // Asked for by number it would be taken without a look at who took it at the same time.
        if (step.any_id) wish.stream_id = 0;
        const auto id = start_ingest(network_, step.node, wish);
        if (!id) {
            failed_.insert(step.stream);
            return std::unexpected(id.error());
        }
        step.ingest.stream_id = ids_[step.stream] = *id;
        return {};
    }

    // The id that the stream of the step really got.
    Result<> fill_id(const Step& step, std::uint16_t& stream_id) const {
        if (failed_.contains(step.stream))
            return fail(Code::not_found, "its stream " + step.stream + " could not be started");
        if (const auto at = ids_.find(step.stream); at != ids_.end()) stream_id = at->second;
        return {};
    }

    Result<> record(Step& step) {
        if (auto known = fill_id(step, step.sink.stream_id); !known) return known;
        const auto reply =
            ask<gen::StartSinkReply>(network_, step.node, gen::StartSinkRequest::from(step.sink));
        if (!reply) return std::unexpected(reply.error());
        return {};
    }

    Result<> show(Step& step) {
        if (auto known = fill_id(step, step.display.stream_id); !known) return known;
        const auto reply = ask<gen::StartDisplayReply>(
            network_, step.node, gen::StartDisplayRequest::from(step.display));
        if (!reply) return std::unexpected(reply.error());
        return {};
    }

    Result<> relay(Step& step) {
        if (auto known = fill_id(step, step.edge.stream_id); !known) return known;
        const auto reply =
            ask<gen::StartRelayReply>(network_, step.node, gen::StartRelayRequest::from(step.edge));
        if (!reply) return std::unexpected(reply.error());
        return {};
    }

    Network& network_;
    std::map<std::string, std::uint16_t> ids_;
    std::set<std::string> failed_;
};

}  // namespace

std::string_view sign(Step::What what) {
    switch (what) {
        case What::start_ingest:
        case What::start_relay:
        case What::start_sink:
        case What::start_display:
            return "+";
        case What::change_ingest:
        case What::change_relay:
        case What::change_sink:
        case What::change_display:
            return "~";
        default:
            return "-";
    }
}

std::uint16_t Step::stream_id() const {
    switch (what) {
        case What::start_ingest:
        case What::change_ingest:
        case What::stop_ingest:
            return ingest.stream_id;
        case What::start_sink:
        case What::change_sink:
        case What::stop_sink:
            return sink.stream_id;
        case What::start_display:
        case What::change_display:
        case What::stop_display:
            return display.stream_id;
        default:
            return edge.stream_id;
    }
}

std::string Step::text() const {
    const auto number = std::to_string(stream_id());
    const std::string named = "stream " + number + (stream == number ? "" : " (" + stream + ")");
    const std::string target = target_text(edge);
    switch (what) {
        case What::start_ingest:
            return node + ": capture " + ingest.device_path + " as " + named;
        case What::change_ingest:
            return node + ": change " + named + ", " + ingest.device_path +
                   (edge.dest_host.empty() ? "" : ", and end its push to " + target);
        case What::stop_ingest:
            return node + ": stop " + named + ", " + ingest.device_path;
        case What::start_relay:
            return node + ": send " + named + " to " + target;
        case What::change_relay:
            return node + ": change how " + named + " goes to " + target;
        case What::stop_relay:
            return node + ": stop sending " + named + " to " + target;
        case What::start_sink:
            return node + ": record " + named + " to " + sink.path;
        case What::change_sink:
            return node + ": change the recording of " + named + " to " + sink.path;
        case What::stop_sink:
            return node + ": stop recording " + named + " to " + sink.path;
        case What::start_display:
            return node + ": show " + named + " in a window";
        case What::change_display:
            return node + ": change the window of " + named;
        case What::stop_display:
            return node + ": close the window of " + named;
    }
    return {};
}

std::vector<StepDone> take(Network& network, const Plan& plan) {
    Taker taker(network);
    std::vector<StepDone> done;
    for (Step step : plan.steps) {
        Result<> result = taker.take(step);
        done.push_back({std::move(step), std::move(result)});
    }
    return done;
}

}  // namespace weir::operations
