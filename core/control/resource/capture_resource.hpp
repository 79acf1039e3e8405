#pragma once
// A device that this node is meant to capture, kept streaming through unplugs and errors.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "control/reconcile/reconciler.hpp"
#include "control/resource/background.hpp"
#include "control/resource/capture_pipeline.hpp"
#include "gen/messages.hpp"
#include "stream/capture/device.hpp"
#include "stream/relay/relay.hpp"

namespace weir::resource {

// The request of a start_ingest as the capture layer wants it; bad_request with a sentence.
struct CapturePlan {
    capture::Request request;
    int quality = 80;
};
Result<CapturePlan> capture_plan(const gen::Ingest& ingest);

// Feeds one stream of the relay from one device. Lives on the node thread; the device's slow calls
// run in the background.
class CaptureResource final : public reconcile::Resource, private CaptureListener {
public:
    struct House {
        reconcile::Reconciler& reconciler;
        relay::Relay& relay;
        Ledger& ledger;
        Background& background;
        asio::any_io_executor node;
    };

    CaptureResource(const House& house, gen::Ingest ingest, CapturePlan plan, relay::Owner owner);
    ~CaptureResource();

    const gen::Ingest& ingest() const { return ingest_; }
    // This is what is wished already, and it has not come to its end.
    bool keeps(const gen::Ingest& wish) const { return !ended_ && wish == ingest_; }
    // A camera was plugged in, or became usable: maybe this one.
    void device_appeared();
    // The source delivered its last frame and was not meant to start again.
    void on_finished(std::function<void()> finished) { finished_ = std::move(finished); }

    std::string_view kind() const override { return "capture"; }
    std::string_view name() const override { return ingest_.device_path; }
    reconcile::Graph graph() const override;
    reconcile::State current() const override { return current_; }
    reconcile::State wanted() const override;
    void begin(const reconcile::Edge& step, TimePoint now) override;

private:
    bool is_camera() const;
    void open_device();
    void start_capture();
    void stop_device(reconcile::State then);
    template <typename Done>
    void dispose(Done done);
    void abandon(Error why);
    void settle(reconcile::State state);
    void fail_step(Error why);

    void on_format(const frame::StreamFormat& format) override;
    void on_frame(frame::FrameRef frame) override;
    void on_lost(Error why) override;
    void on_end() override;

    House house_;
    gen::Ingest ingest_;
    CapturePlan plan_;
    relay::Owner owner_;
    std::shared_ptr<capture::Device> device_;
    std::shared_ptr<CapturePipeline> pipeline_;
    reconcile::ResourceId id_;
    reconcile::State current_;
    bool busy_ = false;          // a background call is under way
    std::optional<Error> lost_;  // the device broke meanwhile
    bool ended_ = false;
    std::function<void()> finished_;
    std::shared_ptr<CaptureResource*> self_;  // emptied at the end, for background results
};

}  // namespace weir::resource
