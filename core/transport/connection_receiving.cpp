// How bytes come in and become messages.

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/limits.hpp"
#include "transport/connection.hpp"

namespace weir::transport {
namespace {

constexpr std::size_t discarded_at_once_bytes = 16u << 10;

}  // namespace

void Connection::wait_readable() {
    // A socket that has ended is readable for ever.
    if (!open_ || says_no_more_) return;
    socket_->when_readable([self = shared_from_this()] { self->receive_ready(); });
}

void Connection::receive_ready() {
    const std::uint64_t start = bytes_received_;
    const bool some_wait = std::exchange(turn_messages_, 0) == limits::received_a_turn_messages_max;
    if (some_wait && !ended_) hand_over(0);
    while (turn_messages_ < limits::received_a_turn_messages_max && open_ &&
           receive_some() == Step::again)
        if (bytes_received_ - start > limits::received_a_turn_bytes_max) break;
    if (!open_) return;
    watch_progress();
    if (turn_messages_ < limits::received_a_turn_messages_max) return wait_readable();
    // Of what is left of them in the stream no socket says anything.
    socket_->later([self = shared_from_this()] {
        if (self->open_) self->receive_ready();
    });
}

Connection::Step Connection::receive_some() {
    if (one_way_ || ended_) return discard_some();
    if (stream_.piping() != nullptr) return receive_piped(*stream_.piping());
    const auto spans = stream_.prepare();
    std::array<iovec, 2> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = {spans[i].data(), spans[i].size()};
    const ssize_t got = socket_->receive(parts);
    if (got > 0) stream_.commit(static_cast<std::size_t>(got));
    return received(got, spans[0].size() + spans[1].size());
}

Connection::Step Connection::discard_some() {
    std::array<std::byte, discarded_at_once_bytes> thrown_away;
    std::array<iovec, 1> into{{{thrown_away.data(), thrown_away.size()}}};
    const ssize_t got = socket_->receive(into);
    if (got == 0 && one_way_ && !ended_ && still_takes()) {
        says_no_more_ = true;
        return Step::wait;
    }
    if (got <= 0) return received(got, thrown_away.size());
    last_received_ = clock().now();
    bytes_received_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got) == thrown_away.size() ? Step::again : Step::wait;
}

// Whether somebody who has ended only says no more, or is gone, is known where it can still be
// written to.
bool Connection::still_takes() {
    ssize_t written = -EINTR;
    while (written == -EINTR) written = socket_->send({});
    return written >= 0 || written == -EAGAIN;
}

// A payload that its pipe does not take goes on in memory, and so do those like it.
Connection::Step Connection::receive_piped(PipedBytes& payload) {
    const std::size_t missing = payload.bytes_missing();
    ssize_t got = socket_->receive_into(payload.pipe(), missing);
    bool full = false;
    if (got == -EAGAIN) {
        // A full pipe hides the end of the socket, and a byte out of band stops splicing for ever:
        // the kernel would go on to call the socket readable.
        const ssize_t there = socket_->peek();
        if (there <= 0) return received(there, missing);
        // Only what was there before a try and is not taken by it does not fit.
        got = socket_->receive_into(payload.pipe(), missing);
        full = got == -EAGAIN;
    }
    if (!full && got != -EINVAL) return received(got, missing);
    piped_bytes_max_ = full ? std::min(piped_bytes_max_, payload.pipe().bytes()) : 0;
    if (stream_.stop_piping()) return Step::again;
    deliver();  // which says why not
    return Step::wait;
}

Connection::Step Connection::received(ssize_t got, std::size_t asked) {
    if (got == -EINTR) return Step::again;
    if (got == -EAGAIN) return Step::wait;
    if (got <= 0 && ended_) {
        close(std::move(why_closed_));
        return Step::wait;
    }
    if (got < 0) return give_up(broken(got));
    if (got == 0) {
        const bool cut = stream_.mid_message();
        close({Code::peer_closed, peer_name_ + (cut ? ": closed in the middle of a message"
                                                    : ": closed by the peer")});
        return Step::wait;
    }
    const auto bytes = static_cast<std::size_t>(got);
    last_received_ = clock().now();
    bytes_received_ += bytes;
    hand_over(bytes);
    // Less than asked for: the socket is empty, and asking again would only be told so.
    return bytes == asked ? Step::again : Step::wait;
}

std::unique_ptr<PipedBytes> Connection::place(std::uint16_t type, std::uint32_t payload_length,
                                              std::span<const std::byte> start) {
    if (payload_length > piped_bytes_max_) return nullptr;
    const auto from = inbox_->passes_on_from(type, payload_length, start);
    if (!from) return nullptr;
    return PipedBytes::open(payload_length - *from, start.subspan(*from), *pipes_, account_);
}

// What has come, `bytes` of it just now.
void Connection::hand_over(std::size_t bytes) {
    const bool completed = deliver();
    progress_.received(last_received_, {bytes, completed, stream_.mid_message(),
                                        stream_.mid_payload(), stream_.payload_bytes()});
}

// True when at least one message was handed over. Stops after so many a turn: small ones cost far
// more than their bytes.
bool Connection::deliver() {
    bool any = false;
    while (open_ && turn_messages_ < limits::received_a_turn_messages_max) {
        auto message = stream_.next();
        if (!message) {
            close({Code::bad_request, peer_name_ + ": " + wire::text(message.error())});
            return any;
        }
        if (!*message) return any;
        any = true;
        ++turn_messages_;
        inbox_->on_message(**message);
    }
    return any;
}

}  // namespace weir::transport
