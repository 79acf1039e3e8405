#include "control/resource/capture_pipeline.hpp"

#include <asio/post.hpp>
#include <utility>

#include "base/limits.hpp"

namespace weir::resource {
namespace {

constexpr int items_per_turn = 16;

}  // namespace

CapturePipeline::CapturePipeline(asio::any_io_executor node, CaptureListener& listener,
                                 Account& account, const Settings& settings)
    : node_(std::move(node)),
      listener_(&listener),
      account_(account),
      settings_(settings),
      waiting_(limits::capture_frames_waiting_max) {}

void CapturePipeline::on_format(const frame::StreamFormat& format) {
    frame::StreamFormat sent = format;
    if (format.encoding == frame::Encoding::raw) {
        auto encoder = codec::JpegEncoder::open(settings_.quality);
        if (!encoder) return on_lost(std::move(encoder.error()));
        encoder_ = std::move(*encoder);
        sent.encoding = frame::Encoding::mjpeg;
        sent.layout = frame::PixelLayout::none;
        sent.origin = frame::Origin::libjpeg_turbo;
    }
    hand_over(sent);
}

void CapturePipeline::on_frame(frame::FrameRef frame) {
    if (!broken_) hand_over(std::move(frame));
}

void CapturePipeline::on_picture(const frame::Picture& picture) {
    if (broken_ || encoder_ == nullptr) return;
    frame::FrameFacts facts;
    facts.stream_id = settings_.stream_id;
    auto frame = encoder_->encode(picture, facts, account_);
    if (frame) return hand_over(std::move(*frame));
    on_lost(std::move(frame.error()));
}

void CapturePipeline::on_lost(Error error) {
    if (!std::exchange(broken_, true)) hand_over(std::move(error));
}

void CapturePipeline::on_end() {
    if (!broken_) hand_over(Ended{});
}

// A node thread that is too slow costs frames, which are counted; it never stops the device. What
// is said once (a format, an end) is never spilled.
void CapturePipeline::hand_over(Item item) {
    const bool is_frame = std::holds_alternative<frame::FrameRef>(item);
    const auto put =
        is_frame ? waiting_.put(std::move(item)) : waiting_.put_always(std::move(item));
    if (put == Handoff<Item>::Put::first)
        asio::post(node_, [self = shared_from_this()] { self->deliver(); });
}

// A few at a time, so that a source without a pace of its own leaves the node its turns.
void CapturePipeline::deliver() {
    for (int turn = 0; turn < items_per_turn; ++turn) {
        auto item = waiting_.take();
        if (!item) return;
        if (listener_ == nullptr) continue;
        if (auto* frame = std::get_if<frame::FrameRef>(&*item)) {
            listener_->on_frame(std::move(*frame));
        } else if (auto* format = std::get_if<frame::StreamFormat>(&*item)) {
            listener_->on_format(*format);
        } else if (auto* why = std::get_if<Error>(&*item)) {
            listener_->on_lost(std::move(*why));
        } else {
            listener_->on_end();
        }
    }
    asio::post(node_, [self = shared_from_this()] { self->deliver(); });
}

}  // namespace weir::resource
