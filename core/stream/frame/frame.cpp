#include "stream/frame/frame.hpp"

#include <utility>

#include "base/assert.hpp"

namespace weir::frame {
namespace {

struct OwnedFrame final : Frame {
    OwnedFrame(FrameFacts facts, Buffer owned)
        : Frame(std::move(facts)), buffer(std::move(owned)) {}

    Buffer buffer;
};

struct ExternalFrame final : Frame {
    ExternalFrame(FrameFacts facts, std::span<const std::byte> bytes,
                  std::move_only_function<void()> on_release, Account& booked_on)
        : Frame(std::move(facts)), release(std::move(on_release)), account(booked_on) {
        payload = bytes;
        account.book(payload.size());
    }
    ExternalFrame(const ExternalFrame&) = delete;
    ExternalFrame& operator=(const ExternalFrame&) = delete;
    ~ExternalFrame() {
        if (release) release();
        account.release(payload.size());
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
    auto frame = std::make_shared<OwnedFrame>(std::move(facts), std::move(buffer_));
    frame->payload = std::as_const(frame->buffer).bytes();
    return frame;
}

FrameRef seal_received(FrameFacts facts, Buffer buffer, std::span<const std::byte> payload,
                       std::span<const std::byte> head_extra) {
    WEIR_ASSERT(lies_in(payload, buffer.bytes()) && lies_in(head_extra, buffer.bytes()));
    WEIR_ASSERT(head_extra.empty() || head_extra.data() + head_extra.size() == payload.data());
    auto frame = std::make_shared<OwnedFrame>(std::move(facts), std::move(buffer));
    frame->payload = payload;
    frame->head_extra = head_extra;
    return frame;
}

FrameRef seal_external(FrameFacts facts, std::span<const std::byte> payload,
                       std::move_only_function<void()> release, Account& account) {
    return std::make_shared<ExternalFrame>(std::move(facts), payload, std::move(release), account);
}

}  // namespace weir::frame
