#include "stream/frame/frame.hpp"

#include <utility>

#include "base/assert.hpp"

namespace weir::frame {
namespace {

struct OwnedFrame final : Frame {
    OwnedFrame(FrameFacts facts, Buffer owned, std::size_t payload_at, std::size_t payload_size,
               std::size_t extra_size)
        : Frame(facts), buffer(std::move(owned)) {
        size_ = payload_size;
        tail_ = std::as_const(buffer).bytes().subspan(payload_at - extra_size,
                                                      extra_size + payload_size);
        head_extra_ = tail_.first(extra_size);
    }

    Buffer buffer;
};

struct PipedFrame final : Frame {
    PipedFrame(FrameFacts facts, std::unique_ptr<PipedBytes> tail, std::span<const std::byte> extra)
        : Frame(facts), bytes(std::move(tail)), head(extra.begin(), extra.end()) {
        size_ = bytes->size() - head.size();
        head_extra_ = head;
        piped_ = bytes.get();
    }

    std::unique_ptr<PipedBytes> bytes;
    std::vector<std::byte> head;
};

struct ExternalFrame final : Frame {
    ExternalFrame(FrameFacts facts, std::span<const std::byte> bytes,
                  std::move_only_function<void()> on_release, Account& booked_on)
        : Frame(facts), release(std::move(on_release)), account(booked_on) {
        size_ = bytes.size();
        tail_ = bytes;
        account.book(size_);
    }
    ~ExternalFrame() {
        if (release) release();
        account.release(size_);
    }

    std::move_only_function<void()> release;
    Account& account;
};

bool lies_in(std::span<const std::byte> part, std::span<const std::byte> whole) {
    return part.empty() || (part.data() >= whole.data() &&
                            part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace

Result<Draft> Draft::open(std::size_t size_max, Account& account) {
    auto buffer = Buffer::allocate(size_max, account);
    if (!buffer) return std::unexpected(std::move(buffer.error()));
    return Draft(std::move(*buffer));
}

FrameRef Draft::seal(FrameFacts facts, std::size_t size) && {
    WEIR_ASSERT(size <= buffer_.size());
    buffer_.shrink(size);
    return std::make_shared<OwnedFrame>(facts, std::move(buffer_), 0, size, 0);
}

FrameRef seal_received(FrameFacts facts, Buffer buffer, std::span<const std::byte> payload,
                       std::span<const std::byte> head_extra) {
    WEIR_ASSERT(lies_in(payload, buffer.bytes()) && lies_in(head_extra, buffer.bytes()));
    WEIR_ASSERT(head_extra.empty() || head_extra.data() + head_extra.size() == payload.data());
    const bool nowhere = payload.empty() && head_extra.empty();
    const auto payload_at =
        nowhere ? 0 : static_cast<std::size_t>(payload.data() - buffer.bytes().data());
    return std::make_shared<OwnedFrame>(facts, std::move(buffer), payload_at, payload.size(),
                                        head_extra.size());
}

FrameRef seal_piped(FrameFacts facts, std::unique_ptr<PipedBytes> tail,
                    std::span<const std::byte> head_extra) {
    WEIR_ASSERT(tail != nullptr && tail->bytes_missing() == 0);
    WEIR_ASSERT(head_extra.size() <= tail->size());
    return std::make_shared<PipedFrame>(facts, std::move(tail), head_extra);
}

FrameRef seal_external(FrameFacts facts, std::span<const std::byte> payload,
                       std::move_only_function<void()> release, Account& account) {
    return std::make_shared<ExternalFrame>(facts, payload, std::move(release), account);
}

}  // namespace weir::frame
