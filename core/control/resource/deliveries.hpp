#pragma once
// Acknowledged delivery through a relay: it answers its source only for what its own readers have.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "stream/relay/receipt.hpp"
#include "stream/relay/relay.hpp"
#include "stream/relay/retention.hpp"

namespace weir::resource {

class OutputPort;

// All streams of one node. A stream that no peer numbers is numbered here, in an epoch of this
// node's own. A node that has just started does not know who will come for its streams: for
// limits::resume_patience it answers for nothing and keeps what it got, for every acknowledging
// reader that comes. Remembers no more streams than the relay does and outputs have. Pure but for
// the ports that it knows; lives on the node thread.
class Deliveries final : public relay::FrameKeeper {
public:
    // `due`: acks() may have something new. Called often; to be acted on later, once.
    Deliveries(const relay::Relay& relay, std::uint64_t own_epoch, TimePoint now,
               std::function<void()> due);

    // --- What comes in
    // Whoever opened the stream says nothing of positions, until it does.
    void source_opened(std::uint16_t stream_id);
    void source_lost(std::uint16_t stream_id);
    // The session `owner` is about to send the frame that stands there.
    std::optional<relay::Receipt::Gap> marked(relay::Owner owner, std::uint16_t stream_id,
                                              const relay::Position& position);
    // Where a sender shall go on. It is told again what is answered for: it may not have heard.
    relay::Position resume(std::uint16_t stream_id);
    // The session `owner` sent a frame: false when it came before, and must not be relayed again.
    // One of a stream that is not its own counts for nothing here.
    bool arrived(relay::Owner owner, std::uint16_t stream_id);
    // Whether its source says where frames stand, and keeps them until they are answered for.
    bool numbered(std::uint16_t stream_id) const;
    // What its source sent twice or never; null when nobody says where its frames stand.
    const relay::Receipt* receipt(std::uint16_t stream_id) const;
    // It was given to the relay.
    void pushed(const frame::FrameRef& frame, TimePoint now);

    // --- Who reads
    void add(OutputPort& port);  // with its output, before it gets any frame but the first ones
    void remove(OutputPort& port);
    void close() { streams_.clear(); }  // the node ends
    void progressed() { due_(); }       // a reader has answered

    struct Ack {
        relay::Owner owner;
        std::uint16_t stream_id;
        relay::Position answered;
    };
    // What sources can be told since the last time.
    std::vector<Ack> acks(TimePoint now);

    // The largest window of an output, or what waits for readers that may come.
    std::uint64_t forget_most() override;

private:
    struct Stream {
        relay::Position base;    // of the frame that the relay counts as its first
        std::uint64_t life = 0;  // of the relay's input that counts; 0: there is none yet
        relay::Receipt receipt;
        relay::Owner owner = 0;                 // who numbers it; 0: nobody but this node
        relay::Position arriving;               // of the frame that arrived() let pass
        relay::Position acked;                  // told to the owner
        std::optional<relay::Retention> early;  // while nobody knows who will come
        std::vector<OutputPort*> ports;
    };

    relay::Position new_numbering() { return {own_epoch_++, 0}; }
    Stream& stream(std::uint16_t stream_id);
    void follow_relay(std::uint16_t stream_id, Stream& stream);
    void forget_streams();
    std::uint64_t count(std::uint16_t stream_id) const;
    relay::Position next(std::uint16_t stream_id);
    void renumber(std::uint16_t stream_id, const relay::Position& position);
    static std::optional<relay::Position> answered(const Stream& stream);

    const relay::Relay& relay_;
    std::uint64_t own_epoch_;  // of the next numbering of this node's own
    TimePoint trusting_from_;  // acks mean something from then on
    std::function<void()> due_;
    std::map<std::uint16_t, Stream> streams_;
    std::size_t forget_at_ = limits::streams_max;  // that many streams
};

}  // namespace weir::resource
