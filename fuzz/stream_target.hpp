#pragma once
// What must hold for any bytes that a peer sends on a connection, however the network cuts them.

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "base/assert.hpp"
#include "base/ledger.hpp"
#include "fuzz/digest.hpp"
#include "wire/header.hpp"
#include "wire/message_stream.hpp"

namespace weir::fuzz {

// Small enough that a fuzzer reaches both sides of each bound.
inline constexpr wire::StreamBounds stream_bounds{
    .is_media = [](std::uint16_t type) { return type % 4 == 1; },
    .media_payload_bytes_max = 16u << 10,
    .control_payload_bytes_max = 6000};
static_assert(stream_bounds.control_payload_bytes_max > limits::inline_payload_bytes_max);

// What came out of a stream.
struct Received {
    std::vector<std::byte> bytes;  // all whole messages, as they were sent
    std::uint64_t meaning = 0;     // of every message, as its handler saw it
    std::optional<wire::StreamError> error;
    bool mid_message = false;

    bool operator==(const Received&) const = default;
};

// How many bytes the network brings next: all there are, or few and never the same.
class Pieces {
public:
    explicit Pieces(unsigned kind) : state_(kind * 2654435761u + 1), all_(kind == 0) {}

    std::size_t next(std::size_t most) {
        if (all_) return most;
        state_ = state_ * 1664525u + 1013904223u;
        return std::min<std::size_t>(most, 1 + (state_ >> 24) % 40);
    }

private:
    std::uint32_t state_;
    bool all_;
};

inline void keep(Received& out, const wire::Message& message) {
    const std::size_t place = out.bytes.size();
    out.bytes.resize(place + wire::header_bytes + message.payload.size());
    wire::store_header(out.bytes.data() + place,
                       {message.type, static_cast<std::uint32_t>(message.payload.size())});
    std::ranges::copy(message.payload,
                      out.bytes.begin() + static_cast<std::ptrdiff_t>(place + wire::header_bytes));
}

// True while the stream gives messages.
template <typename Read>
bool take(wire::MessageStream& stream, Received& out, Read& read) {
    auto message = stream.next();
    if (!message) {
        const auto again = stream.next();
        WEIR_ASSERT(!again && again.error() == message.error());
        out.error = message.error();
        return false;
    }
    if (!*message) return false;
    keep(out, **message);
    out.meaning = out.meaning * 31 + read((*message)->type, (*message)->payload);
    return true;
}

// One read of a socket. Returns how many of the bytes there was room for.
inline std::size_t deliver(wire::MessageStream& stream, std::span<const std::byte> bytes) {
    std::size_t received = 0;
    for (const std::span<std::byte> room : stream.prepare()) {
        const std::size_t count = std::min(bytes.size() - received, room.size());
        if (count > 0) std::memcpy(room.data(), bytes.data() + received, count);
        received += count;
    }
    stream.commit(received);
    return received;
}

template <typename Read>
Received receive(std::span<const std::byte> sent, Pieces pieces, Read& read) {
    Account account("fuzz");
    Received out;
    {
        wire::MessageStream stream(stream_bounds, account);
        while (!sent.empty() && !out.error) {
            sent = sent.subspan(deliver(stream, sent.first(pieces.next(sent.size()))));
            while (take(stream, out, read)) continue;
        }
        out.mid_message = !out.error && stream.mid_message();
    }
    WEIR_ASSERT(account.bytes() == 0 && account.buffers() == 0);
    return out;
}

// The first byte chooses how the rest is cut. `read(type, payload)` decodes a message as a node
// would and gives a digest of what it means.
template <typename Read>
void check_stream(std::span<const std::byte> data, Read read) {
    if (data.empty()) return;
    const auto sent = data.subspan(1);
    const Received whole = receive(sent, Pieces(0), read);
    const Received cut = receive(sent, Pieces(std::to_integer<unsigned>(data[0]) + 1), read);
    WEIR_ASSERT(whole == cut);
    WEIR_ASSERT(whole.bytes.size() <= sent.size());
    WEIR_ASSERT(std::ranges::equal(whole.bytes, sent.first(whole.bytes.size())));
    WEIR_ASSERT(whole.error || whole.mid_message == (whole.bytes.size() < sent.size()));
}

}  // namespace weir::fuzz
