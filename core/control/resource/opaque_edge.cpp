#include "control/resource/opaque_edge.hpp"

#include <algorithm>
#include <utility>

#include "base/planted.hpp"
#include "control/resource/frame_messages.hpp"
#include "control/resource/output_graph.hpp"

namespace weir::resource {
namespace {

// A reader that is too slow for the stream would be dialled again and again.
constexpr auto retry_max = std::chrono::seconds(5);
// For the rest of a payload, when its run has ended. Only TCP would give up by itself.
constexpr auto rest_patience = std::chrono::seconds(5);

}  // namespace

// One connection and the run of payloads that it gets. Outlives the edge until its connection has
// said that it is closed.
class OpaqueEdge::Run final : public transport::Inbox, public transport::Outbox {
public:
    Run(OpaqueEdge& edge, std::shared_ptr<transport::Connection> connection)
        : edge_(&edge), output_(edge.output_), connection_(std::move(connection)) {}

    const transport::Connection& connection() const { return *connection_; }
    void wake() { connection_->wake(); }
    void forget_edge() { edge_ = nullptr; }
    void close(Error why) { connection_->close(std::move(why)); }
    // All of its stream was sent: what waits, if anything, is of another one.
    bool over() const {
        if (last_number_ == 0) return !edge_->live_ && !output_->ready();
        return edge_->end_of_stream(last_number_) == last_number_;
    }
    // As it should; a next stream does not wait for long.
    void end_well() {
        const auto patience = output_->ready() ? std::optional(rest_patience) : std::nullopt;
        connection_->close_when_sent({Code::peer_closed, ended_by_source}, patience);
    }

    // What was dropped since the last payload of this run, so that no other may follow it.
    bool broken() const { return missing() > 0 && !planted(Fault::run_behind_gap); }
    void end_broken() {
        connection_->close_when_sent(
            {Code::limit_exceeded,
             connection_->peer_name() + ": " + std::to_string(missing()) +
                 " frames did not reach the reader in time; a byte pipe cannot leave them out, so "
                 "its connection ended"},
            rest_patience);
    }

    std::optional<wire::Outgoing> next() override {
        if (edge_ == nullptr) return std::nullopt;
        if (broken()) {
            end_broken();
            return std::nullopt;
        }
        if (over()) {
            end_well();
            return std::nullopt;
        }
        const frame::FrameRef frame = output_->pop();
        if (frame == nullptr) return std::nullopt;
        last_number_ = output_->popped_number();
        auto message = to_bare_outgoing(frame);
        if (message.size() == frame->size()) return message;
        output_->interrupted();
        close({Code::limit_exceeded,
               connection_->peer_name() + ": no memory for a frame that must be read for it"});
        return std::nullopt;
    }

    void finished(const wire::Outgoing&, bool whole) override {
        if (whole) return output_->sent(connection_->clock().now());
        output_->interrupted();
    }

    void on_message(wire::Message&) override {}  // a one-way socket has none
    void on_closed(const Error& why) override {
        if (edge_ != nullptr) edge_->ended(why, why.what == ended_by_source);
    }

private:
    static constexpr const char* ended_by_source = "the source ended the stream";

    std::uint64_t missing() const {
        if (last_number_ == 0) return 0;
        const std::uint64_t end = edge_->end_of_stream(last_number_);
        const std::uint64_t next = output_->next_number();
        if (end != 0 && (next == 0 || next > end)) return end - last_number_;
        return next == 0 ? 0 : next - last_number_ - 1;
    }

    OpaqueEdge* edge_;  // null: it is gone
    std::shared_ptr<relay::Output> output_;
    std::shared_ptr<transport::Connection> connection_;
    std::uint64_t last_number_ = 0;  // of the output's frames: the last one of this run
};

OpaqueEdge::OpaqueEdge(relay::Relay& relay, reconcile::Reconciler& reconciler, Target target,
                       std::unique_ptr<transport::Dialler> dialler)
    : relay_(relay),
      reconciler_(reconciler),
      target_(std::move(target)),
      dialler_(std::move(dialler)) {}

OpaqueEdge::~OpaqueEdge() {
    dialler_->cancel();
    if (output_ == nullptr) return;
    close({Code::peer_closed, name_ + ": no longer needed"});
    relay_.remove_output(output_->id());
    reconciler_.remove(id_);
}

Result<> OpaqueEdge::open(const relay::OutputSettings& settings, TimePoint now,
                          relay::Relay::Place place) {
    name_ = output_name(settings.stream_id, settings.output_stream_id, target_);
    auto output = relay_.add_output(settings, *this, now, place);
    if (!output) return std::unexpected(output.error());
    output_ = std::move(*output);
    reconcile::Settings tuning;
    tuning.back_off = {limits::backoff_first, retry_max};
    id_ = reconciler_.add(*this, std::move(tuning));
    return {};
}

const transport::Connection* OpaqueEdge::connection() const {
    return run_ == nullptr ? nullptr : &run_->connection();
}

void OpaqueEdge::close(const Error& why) {
    if (run_ == nullptr) return;
    run_->forget_edge();
    run_->close(why);
    run_.reset();
}

reconcile::Graph OpaqueEdge::graph() const {
    return output::graph;
}

reconcile::State OpaqueEdge::current() const {
    return run_ != nullptr ? output::attached : output::detached;
}

// As long as there is something for a reader: not when the source has ended the stream, which a
// reader would take for a new one that is empty.
reconcile::State OpaqueEdge::wanted() const {
    const bool needed = live_ || run_ != nullptr || output_->frames_waiting() > 0;
    return needed ? output::attached : output::detached;
}

void OpaqueEdge::begin(const reconcile::Edge& step, TimePoint) {
    if (step.to == output::detached) return reconciler_.completed(id_, output::detached);
    dialler_->connect({target_.host, target_.port}, limits::connect_timeout, [this](auto dialled) {
        if (!dialled) return reconciler_.failed(id_, std::move(dialled.error()));
        output_->begin_reader();
        run_ = std::make_shared<Run>(*this, *dialled);
        (*dialled)->start(run_, run_);
        reconciler_.completed(id_, output::attached);
    });
}

bool OpaqueEdge::cancel(TimePoint) {
    dialler_->cancel();
    return true;
}

void OpaqueEdge::on_ready(relay::Output&) {
    if (run_ == nullptr) return;
    // A reader that has stopped asks for nothing, and would never learn.
    if (run_->broken()) return run_->end_broken();
    if (run_->over()) return run_->end_well();
    run_->wake();
}

void OpaqueEdge::on_change(relay::Output&, relay::StreamChange change, std::string_view) {
    if (change == relay::StreamChange::opened) {
        live_ = true;
        reconciler_.poke(id_);
    } else if (change == relay::StreamChange::closed) {
        end_stream();
    }
}

void OpaqueEdge::end_stream() {
    live_ = false;
    const bool sends = run_ != nullptr && output_->popped_number() != 0;
    const std::uint64_t oldest = sends ? output_->popped_number() : output_->next_number();
    const std::uint64_t end = output_->frames_offered();
    std::erase_if(ends_, [&](std::uint64_t one) { return oldest == 0 || one < oldest; });
    if (ends_.empty() || ends_.back() < end) ends_.push_back(end);
    if (run_ != nullptr) run_->wake();
}

std::uint64_t OpaqueEdge::end_of_stream(std::uint64_t number) const {
    const auto end = std::ranges::lower_bound(ends_, number);
    return end == ends_.end() ? 0 : *end;
}

void OpaqueEdge::ended(const Error& why, bool as_meant) {
    run_.reset();
    if (as_meant) return reconciler_.poke(id_);
    reconciler_.failed(id_, why);
}

}  // namespace weir::resource
