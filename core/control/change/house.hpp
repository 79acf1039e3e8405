#pragma once
// What a change needs to know of the node that it happens at, and what it does to it.

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "control/dispatch/peer.hpp"
#include "control/dispatch/refusal.hpp"
#include "control/wanted/keeper.hpp"
#include "gen/messages.hpp"

namespace weir::change {

template <typename Reply>
using Outcome = std::expected<Reply, dispatch::Refusal>;
using Verdict = std::expected<void, dispatch::Refusal>;

// What became of a change, and what of it is news.
struct Ended {
    bool done = false;           // acknowledged; else refused
    bool changed = false;        // what is wanted is another than before
    std::uint64_t revision = 0;  // of what is wanted, with this change and no later one
    std::string name;            // of the wish: "capture of stream 5"
    bool wanted = false;         // from now on; else no longer
    std::string detail;          // whose wish, and what
};

// Implemented by a node, real or simulated. Lives on the node thread.
class House {
public:
    virtual std::string_view node_name() const = 0;
    virtual wanted::Keeper& keeper() = 0;
    // Connections by number; null when it has ended.
    virtual std::uint64_t number_of(const dispatch::Peer& peer) const = 0;
    virtual std::shared_ptr<dispatch::Peer> peer(std::uint64_t number) const = 0;

    // Before a wish is written down.
    // What a command line or a configuration gives under that id; null: nothing.
    virtual const gen::Ingest* given(std::uint16_t stream_id) const = 0;
    // All of that.
    virtual std::span<const gen::Ingest> all_given() const { return {}; }
    // The device that a path leads to, whatever it is called there; a device that is not there is
    // told apart by its name.
    virtual std::string device_at(std::string_view device_path) const {
        return std::string(device_path);
    }
    // An output that is not wanted and yet one's own: of a reader, or given. What serves something
    // else is refused with what ends it, not_found when there is none.
    virtual Verdict may_stop(std::uint16_t output_id) const = 0;
    virtual Verdict room_for_output(std::uint16_t stream_id) = 0;  // for one more
    virtual Verdict may_record() const = 0;
    virtual Verdict may_show() const = 0;
    // For whoever wants to compare it with what comes back from the disk.
    virtual void decided(const wanted::WantedState&) {}

    // Once it is on disk: what is meant to be under that id becomes so, or goes. What was decided
    // is not decided again: there is room, even where there was only one left for two.
    virtual Verdict follow_ingest(std::uint16_t stream_id) = 0;
    virtual Verdict follow_edge(std::uint16_t output_id) = 0;
    virtual Verdict follow_sink(std::uint16_t stream_id) = 0;
    virtual Verdict follow_display(std::uint16_t stream_id) = 0;
    virtual void forget_given(std::uint16_t stream_id) = 0;
    // An output on the connection that asks for it: as long as that lives, and never on disk.
    virtual Outcome<std::uint16_t> start_reader(const gen::StartRelayRequest& request,
                                                std::uint64_t session) = 0;
    virtual void stop_output(std::uint16_t output_id) = 0;
    // Right before the answer, once per change. False from alive(): the node is ending.
    virtual void ended(const Ended& change) = 0;
    virtual bool alive() const { return true; }

protected:
    ~House() = default;
};

}  // namespace weir::change
