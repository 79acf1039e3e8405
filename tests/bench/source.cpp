#include "source.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/buffer.hpp"
#include "base/clock.hpp"
#include "reader.hpp"

namespace weir::bench {

Source::Source(UniqueFd fd, Peer& peer, std::size_t frame_bytes)
    : fd_(std::move(fd)), peer_(&peer), block_(frame_bytes + Buffer::alignment) {
    // Each system's payload lies as far behind a 64-byte line as its own head is long. Where it
    // happens to lie otherwise decides whether the kernel copies it in 50 us or in 120 us, and that
    // would be measured as the relay's latency (base/buffer.hpp).
    peer_->frame_head(0, frame_bytes, head_);
    const auto start = reinterpret_cast<std::uintptr_t>(block_.data());
    payload_ = std::span(block_).subspan((head_.size() - start) % Buffer::alignment, frame_bytes);
    // Bytes that no relay could compress.
    std::uint32_t state = 1;
    for (auto& byte : payload_) {
        state = state * 1664525u + 1013904223u;
        byte = static_cast<std::byte>(state >> 24);
    }
}

bool Source::start_frame() {
    if (busy()) return true;
    peer_->frame_head(number_, payload_.size(), head_);
    started_at_ = monotonic_now();
    const Stamp stamp{.written_at_ns = started_at_.time_since_epoch().count(), .number = number_++};
    std::memcpy(payload_.data(), &stamp, sizeof(stamp));
    sent_ = 0;
    size_ = head_.size() + payload_.size() + peer_->frame_tail().size();
    return go_on();
}

bool Source::go_on() {
    while (busy()) {
        std::array<iovec, 3> parts{};
        std::size_t count = 0;
        std::size_t before = sent_;
        for (const auto part : {std::span<const std::byte>(head_),
                                std::span<const std::byte>(payload_), peer_->frame_tail()}) {
            if (before >= part.size()) {
                before -= part.size();
                continue;
            }
            parts[count++] = {const_cast<std::byte*>(part.data()) + before, part.size() - before};
            before = 0;
        }
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = count;
        const auto sent = ::sendmsg(fd_.get(), &message, MSG_NOSIGNAL);
        if (sent < 0) return errno == EAGAIN || errno == EINTR;
        sent_ += static_cast<std::size_t>(sent);
        longest_write_ = std::max(longest_write_, monotonic_now() - started_at_);
    }
    return true;
}

Duration Source::longest_write() {
    return std::exchange(longest_write_, Duration{});
}

bool Source::drain() {
    std::array<std::byte, 4096> scratch;
    const auto got = ::recv(fd_.get(), scratch.data(), scratch.size(), 0);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

}  // namespace weir::bench
