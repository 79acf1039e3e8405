#include "reader.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace weir::bench {

bool Reader::receive(bool& drained) {
    static std::array<std::byte, 1 << 20> scratch;
    const bool skipping = skip_ > 0;
    std::byte* const into = skipping ? scratch.data() : held_.data() + held_count_;
    const auto room = skipping ? std::min(skip_, scratch.size()) : held_.size() - held_count_;
    const auto wanted = std::min(room, allowed_);
    // MSG_TRUNC on a TCP socket discards instead of copying, tcp(7).
    const auto got = ::recv(fd_.get(), into, wanted, skipping ? MSG_TRUNC : 0);
    if (got < 0) {
        drained = true;
        return errno == EAGAIN || errno == EINTR;
    }
    const auto count = static_cast<std::size_t>(got);
    allowed_ -= count;
    drained = count < wanted || allowed_ == 0;
    if (skipping)
        skip_ -= count;
    else
        held_count_ += count;
    return got > 0;
}

bool Reader::parse(const std::function<void(const Stamp&)>& whole_frame) {
    while (skip_ == 0) {
        if (stamp_) whole_frame(*std::exchange(stamp_, std::nullopt));
        const auto bytes = std::span(held_).first(held_count_);
        const auto head = peer_->parse(bytes);
        const bool enough =
            head && (!head->is_frame || bytes.size() >= head->payload_at + sizeof(Stamp));
        if (!enough) return held_count_ < held_.size();
        if (head->is_frame) {
            stamp_.emplace();
            std::memcpy(&*stamp_, held_.data() + head->payload_at, sizeof(Stamp));
        }
        const auto here = std::min(head->size, held_count_);
        skip_ = head->size - here;
        held_count_ -= here;
        std::memmove(held_.data(), held_.data() + here, held_count_);
    }
    return true;
}

bool Reader::take(const std::function<void(const Stamp&)>& whole_frame) {
    for (bool drained = false; !drained;) {
        if (!receive(drained)) return false;
        if (!parse(whole_frame)) return false;
    }
    return true;
}

bool Reader::take_at_most(std::size_t bytes, const std::function<void(const Stamp&)>& whole_frame) {
    allowed_ = bytes;
    return take(whole_frame);
}

void Reader::break_off() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    fd_.reset();
}

}  // namespace weir::bench
