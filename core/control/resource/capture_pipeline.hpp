#pragma once
// From the capture thread to the node thread: encodes raw pictures, numbers frames, hands them
// over.

#include <asio/any_io_executor.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <variant>

#include "base/ledger.hpp"
#include "base/mailbox.hpp"
#include "stream/capture/sink.hpp"
#include "stream/codec/jpeg.hpp"

namespace weir::resource {

// What the node thread hears of a device, in the order in which it happened.
class CaptureListener {
public:
    virtual void on_format(const frame::StreamFormat& format) = 0;
    virtual void on_frame(frame::FrameRef frame) = 0;
    virtual void on_lost(Error why) = 0;
    virtual void on_end() = 0;

protected:
    ~CaptureListener() = default;
};

// The sink of one device. Sink calls come on the capture thread; everything else is for the node
// thread. Shared, because a posted call may outlive the resource that made it.
class CapturePipeline final : public capture::Sink,
                              public std::enable_shared_from_this<CapturePipeline> {
public:
    struct Settings {
        std::uint16_t stream_id = 0;
        int quality = 80;  // of the JPEGs made of raw pictures
    };

    CapturePipeline(asio::any_io_executor node, CaptureListener& listener, Account& account,
                    const Settings& settings);

    void forget_listener() { listener_ = nullptr; }  // node thread

    void on_format(const frame::StreamFormat& format) override;
    void on_frame(frame::FrameRef frame) override;
    void on_picture(const frame::Picture& picture) override;
    void on_lost(Error error) override;
    void on_end() override;

private:
    struct Ended {};
    using Item = std::variant<frame::StreamFormat, frame::FrameRef, Error, Ended>;

    void hand_over(Item item);
    void deliver();

    asio::any_io_executor node_;
    CaptureListener* listener_;
    Account& account_;
    Settings settings_;
    std::unique_ptr<codec::JpegEncoder> encoder_;  // made at the first raw format
    Handoff<Item> waiting_;
    bool broken_ = false;  // capture thread: the encoder gave up, nothing more is sent
};

}  // namespace weir::resource
