#include "control/resource/capture_resource.hpp"

#include <utility>

#include "base/log.hpp"
#include "control/resource/capture_graph.hpp"
#include "control/resource/device_path.hpp"

namespace weir::resource {
namespace {

// A device that is gone is looked for this often at most: opening it is not free.
constexpr auto device_retry_first = std::chrono::milliseconds(200);
constexpr auto device_retry_max = std::chrono::seconds(2);
constexpr auto device_deadline = std::chrono::seconds(30);  // ffprobe on a slow share

Result<std::optional<capture::Rect>> parse_rect(std::string_view text) {
    if (text.empty()) return std::nullopt;
    unsigned width = 0;
    unsigned height = 0;
    int x = 0;
    int y = 0;
    int used = 0;
    const std::string copy(text);
    const int fields = std::sscanf(copy.c_str(), "%ux%u%d%d%n", &width, &height, &x, &y, &used);
    if (fields != 4 || static_cast<std::size_t>(used) != copy.size() || width == 0 || height == 0 ||
        width > limits::picture_side_max || height > limits::picture_side_max)
        return fail(Code::bad_request,
                    "rect \"" + copy + "\" is not WxH+X+Y; example: 640x480+100+50");
    return capture::Rect{x, y, width, height};
}

std::string scheme_of(DevicePath::Kind kind) {
    switch (kind) {
        case DevicePath::Kind::screen:
            return "screen:";
        case DevicePath::Kind::pattern:
            return "pattern:";
        case DevicePath::Kind::file:
            return "file:";
        default:
            return "";
    }
}

}  // namespace

Result<CapturePlan> capture_plan(const gen::Ingest& ingest) {
    const auto path = DevicePath::parse(ingest.device_path);
    if (!path) return std::unexpected(path.error());
    const auto quality = path->number("quality", 80, 1, 100);
    const auto frames = path->number("frames", 0, 0, 1'000'000'000);
    const auto loop = path->number("loop", 0, 0, 1);
    const auto realtime = path->number("realtime", 1, 0, 1);
    const auto cursor = path->number("cursor", 1, 0, 1);
    auto rect = parse_rect(path->get("rect"));
    for (const auto* number : {&quality, &frames, &loop, &realtime, &cursor})
        if (!*number) return std::unexpected(number->error());
    if (!rect) return std::unexpected(rect.error());

    CapturePlan plan;
    plan.quality = static_cast<int>(*quality);
    capture::Request& request = plan.request;
    request.device_path = scheme_of(path->kind) + (path->target == "auto" ? "" : path->target);
    request.stream_id = ingest.stream_id;
    if (path->get("format") == "yuyv" || ingest.format == gen::Format::raw)
        request.format = capture::Wish::yuyv;
    if (path->get("format") == "mjpeg" || ingest.format == gen::Format::mjpeg)
        request.format = capture::Wish::mjpeg;
    request.width = ingest.width;
    request.height = ingest.height;
    request.fps_n = ingest.fps_n;
    request.fps_d = ingest.fps_n > 0 && ingest.fps_d == 0 ? std::uint16_t{1} : ingest.fps_d;
    request.rect = *rect;
    request.cursor = *cursor == 1;
    request.pictures_max = static_cast<std::uint64_t>(*frames);
    request.loop = *loop == 1;
    request.realtime = *realtime == 1;
    return plan;
}

CaptureResource::CaptureResource(const House& house, gen::Ingest ingest, CapturePlan plan,
                                 relay::Owner owner)
    : house_(house),
      ingest_(std::move(ingest)),
      plan_(std::move(plan)),
      owner_(owner),
      current_(capturing::closed),
      self_(std::make_shared<CaptureResource*>(this)) {
    reconcile::Settings settings;
    settings.back_off = {device_retry_first, device_retry_max};
    settings.step_deadline = device_deadline;
    // A camera that is plugged in is noticed; what a screen or an address offers changes unseen.
    if (!is_camera()) settings.lasting_failures_max = 0;
    id_ = house_.reconciler.add(*this, std::move(settings));
}

CaptureResource::~CaptureResource() {
    *self_ = nullptr;
    if (pipeline_) pipeline_->forget_listener();
    house_.reconciler.remove(id_);
    house_.relay.close_input(owner_, ingest_.stream_id);
    if (device_) dispose([](bool) {});
}

bool CaptureResource::is_camera() const {
    const auto path = DevicePath::parse(ingest_.device_path);
    return path && path->kind == DevicePath::Kind::camera;
}

void CaptureResource::device_appeared() {
    if (is_camera()) house_.reconciler.poke(id_);
}

reconcile::Graph CaptureResource::graph() const {
    return capturing::graph;
}

reconcile::State CaptureResource::wanted() const {
    return ended_ ? capturing::closed : capturing::streaming;
}

void CaptureResource::begin(const reconcile::Edge& step, TimePoint) {
    if (step.action == "open_device") return open_device();
    if (step.action == "start_capture") return start_capture();
    stop_device(step.to);
}

void CaptureResource::open_device() {
    busy_ = true;
    // The ledger is the node thread's; only the account goes along.
    house_.background.run(
        [request = plan_.request, &account = house_.ledger.open("capture")] {
            return capture::open(request, account);
        },
        [self = self_](Result<std::unique_ptr<capture::Device>> device) {
            CaptureResource* here = *self;
            if (here == nullptr) return;
            here->busy_ = false;
            if (!device) return here->fail_step(std::move(device.error()));
            here->device_ = std::move(*device);
            here->settle(capturing::open);
        });
}

void CaptureResource::start_capture() {
    CaptureListener& listener = *this;
    pipeline_ = std::make_shared<CapturePipeline>(
        house_.node, listener, house_.ledger.open("encode"),
        CapturePipeline::Settings{.stream_id = ingest_.stream_id, .quality = plan_.quality});
    busy_ = true;
    house_.background.run([device = device_, sink = pipeline_] { return device->start(*sink); },
                          [self = self_](Result<> started) {
                              CaptureResource* here = *self;
                              if (here == nullptr) return;
                              here->busy_ = false;
                              if (!started) return here->fail_step(std::move(started.error()));
                              here->settle(capturing::streaming);
                          });
}

// Stopping waits for the capture thread, and closing for the driver.
template <typename Done>
void CaptureResource::dispose(Done done) {
    house_.background.run(
        [device = std::exchange(device_, nullptr), sink = pipeline_]() mutable {
            if (device) device->stop();
            device.reset();
            return true;
        },
        std::move(done));
}

void CaptureResource::stop_device(reconcile::State then) {
    busy_ = true;
    auto stopped = [self = self_, then](bool) {
        CaptureResource* here = *self;
        if (here == nullptr) return;
        here->busy_ = false;
        here->lost_.reset();  // stopped anyway
        here->settle(then);
    };
    if (then == capturing::closed) return dispose(std::move(stopped));
    house_.background.run(
        [device = device_, sink = pipeline_] {
            device->stop();
            return true;
        },
        std::move(stopped));
}

// The device broke by itself: away with it, and then the reconciler opens it again.
void CaptureResource::abandon(Error why) {
    busy_ = true;
    dispose([self = self_, why = std::move(why)](bool) {
        CaptureResource* here = *self;
        if (here == nullptr) return;
        here->busy_ = false;
        here->current_ = capturing::closed;
        here->house_.reconciler.failed(here->id_, why);
    });
}

void CaptureResource::settle(reconcile::State state) {
    if (lost_) return abandon(*std::exchange(lost_, std::nullopt));
    current_ = state;
    house_.reconciler.completed(id_, state);
}

void CaptureResource::fail_step(Error why) {
    house_.reconciler.failed(id_, std::move(why));
}

void CaptureResource::on_format(const frame::StreamFormat& format) {
    if (auto opened =
            house_.relay.open_input(owner_, ingest_.stream_id, format, ingest_.device_path);
        !opened)
        return on_lost(std::move(opened.error()));
    house_.relay.resume_input(owner_, ingest_.stream_id, "device is back");
}

void CaptureResource::on_frame(frame::FrameRef frame) {
    house_.relay.push(owner_, frame, monotonic_now());
}

void CaptureResource::on_lost(Error why) {
    house_.relay.interrupt_input(owner_, ingest_.stream_id, why.what);
    if (busy_) {
        lost_ = std::move(why);
    } else {
        abandon(std::move(why));
    }
}

void CaptureResource::on_end() {
    ended_ = true;
    house_.relay.close_input(owner_, ingest_.stream_id);
    house_.reconciler.poke(id_);
    if (finished_) finished_();
}

}  // namespace weir::resource
