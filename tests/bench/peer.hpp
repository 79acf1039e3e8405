#pragma once
// One relay under measurement: how to start it, and how its bytes look to a source and a reader.
//
// Everything else (pacing, reading, clocks) is the same driver code for all of them, so a
// difference in the table is a difference between the relays. A new system is one more file here.

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/unique_fd.hpp"

namespace weir::bench {

// What a reader learns from the first bytes of a message.
struct MessageHead {
    std::size_t size = 0;        // of the whole message, > 0
    std::size_t payload_at = 0;  // where a frame's payload starts
    bool is_frame = false;       // else the message is skipped
};

class Peer {
public:
    virtual ~Peer() = default;

    virtual std::string_view name() const = 0;
    // How it was configured, for the line under the table.
    virtual std::string settings() const = 0;
    // Why it cannot be measured here, one sentence; empty when it can.
    virtual std::string missing() const { return {}; }

    // A fresh process on free ports, gone again with stop() or this object.
    virtual Result<> start() = 0;
    virtual void stop() = 0;
    virtual pid_t pid() const = 0;

    // Connected and past the handshake; the socket still blocks.
    virtual Result<UniqueFd> open_source(std::size_t frame_bytes) = 0;
    virtual Result<UniqueFd> open_reader() = 0;

    // The bytes before and after the payload of one frame.
    virtual void frame_head(std::uint32_t number, std::size_t frame_bytes,
                            std::vector<std::byte>& head) = 0;
    virtual std::span<const std::byte> frame_tail() const { return {}; }

    // Cuts a message at its start; nothing when `bytes` are too few to tell. Must be able to tell
    // from 256 bytes.
    virtual std::optional<MessageHead> parse(std::span<const std::byte> bytes) const = 0;

    // What a reader sends once a second so as to count as alive; may be empty.
    virtual std::vector<std::byte> keepalive() const { return {}; }

    // What an operator would ask the running relay, on a connection of its own; returns when the
    // answer is there. Empty where there is nothing to ask. May be called from another thread.
    virtual std::function<Result<>()> question() { return {}; }
};

struct PeerPaths {
    std::string weir;      // the program
    unsigned threads = 1;  // that it writes with
    std::string helpers;   // the folder of naive_relay and zeromq_proxy
};

std::unique_ptr<Peer> make_naive(const PeerPaths& paths);
std::unique_ptr<Peer> make_zeromq(const PeerPaths& paths);
std::unique_ptr<Peer> make_mosquitto();
std::unique_ptr<Peer> make_nats();
std::unique_ptr<Peer> make_weir(const PeerPaths& paths);

}  // namespace weir::bench
