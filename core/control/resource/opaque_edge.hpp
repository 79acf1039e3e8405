#pragma once
// An output as a byte pipe: the payloads of one stream, one after the other, and nothing else.

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "control/reconcile/reconciler.hpp"
#include "control/resource/link.hpp"
#include "stream/relay/relay.hpp"
#include "transport/connector.hpp"

namespace weir::resource {

// Leads to a program, not to a node: no hello, no heads, no words about the stream. What one
// connection gets is an unbroken run of whole payloads, of an inter-coded stream from a keyframe
// on. Inside a run nothing can be dropped, so where a payload is missing the connection ends, what
// waited is counted as dropped, and the next connection begins a new run. It ends as well, as a
// file does, where the source ended the stream. A payload whose sending has begun is finished,
// unless its reader takes nothing for too long. Lives on the node thread; removed from the relay
// and from the reconciler by its end.
class OpaqueEdge final : public reconcile::Resource, relay::OutputListener {
public:
    // The connections of `dialler` must be one-way (transport::ConnectionSettings).
    OpaqueEdge(relay::Relay& relay, reconcile::Reconciler& reconciler, Target target,
               std::unique_ptr<transport::Dialler> dialler);
    ~OpaqueEdge();

    // Once. Only then is anything dialled.
    Result<> open(const relay::OutputSettings& settings, TimePoint now,
                  relay::Relay::Place place = relay::Relay::Place::another);

    const Target& target() const { return target_; }
    const std::shared_ptr<relay::Output>& output() const { return output_; }
    // Null: nobody is connected.
    const transport::Connection* connection() const;
    // Bytes are still to be sent to a reader that is there.
    bool pending() const { return run_ != nullptr && output_->frames_waiting() > 0; }
    // Gives up the reader that is there, if any, for good: before the end.
    void close(const Error& why);

    std::string_view kind() const override { return "output"; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override;
    reconcile::State current() const override;
    reconcile::State wanted() const override;
    void begin(const reconcile::Edge& step, TimePoint now) override;
    bool cancel(TimePoint now) override;

private:
    class Run;

    void on_ready(relay::Output& output) override;
    void on_change(relay::Output& output, relay::StreamChange change,
                   std::string_view detail) override;
    void ended(const Error& why, bool as_meant);
    void end_stream();
    // The last frame of the stream that this frame is of, as the output counts them; 0: it goes on.
    std::uint64_t end_of_stream(std::uint64_t number) const;

    relay::Relay& relay_;
    reconcile::Reconciler& reconciler_;
    Target target_;
    std::string name_;
    std::unique_ptr<transport::Dialler> dialler_;
    std::shared_ptr<relay::Output> output_;
    std::shared_ptr<Run> run_;        // null: not connected
    bool live_ = true;                // the source has not ended the stream
    std::deque<std::uint64_t> ends_;  // the last frame of each stream that did, while it is needed
    reconcile::ResourceId id_;
};

}  // namespace weir::resource
