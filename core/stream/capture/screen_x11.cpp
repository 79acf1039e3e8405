#include <optional>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "stream/capture/pacer.hpp"
#include "stream/capture/screen.hpp"
#include "stream/capture/threaded_device.hpp"
#include "stream/capture/x11_connection.hpp"
#include "stream/capture/x11_grabber.hpp"

namespace weir::capture {
namespace {

constexpr std::uint16_t fps_max = 240;

class Screen final : public ThreadedDevice {
public:
    Screen(std::string name, X11Grabber grabber, const frame::StreamFormat& format, StopSignal stop)
        : ThreadedDevice(std::move(name), std::move(stop)),
          grabber_(std::move(grabber)),
          format_(format) {}
    ~Screen() override { stop(); }

private:
    Result<> run(Sink& sink) override {
        if (!grabber_) return fail(Code::device_lost, name() + " was lost; open it again");
        auto pacer = Pacer::open(format_.fps_n, format_.fps_d);
        if (!pacer) return std::unexpected(pacer.error());
        sink.on_format(format_);
        bool first = true;
        for (;;) {
            const auto ticks = pacer->wait(stop_signal());
            if (!ticks) return std::unexpected(ticks.error());
            if (*ticks == 0) return {};
            auto picture = grabber_->grab();
            if (!picture) {
                // Xlib leaves a broken display locked by the thread that noticed, so only this one
                // can still close it.
                grabber_.reset();
                return std::unexpected(picture.error());
            }
            picture->captured_us = unix_time_us();
            picture->sequence = next_++;
            picture->discontinuity = first || *ticks > 1;
            first = false;
            counters_.missed += *ticks - 1;
            sink.on_picture(*picture);
            ++counters_.captured;
        }
    }

    std::optional<X11Grabber> grabber_;  // none after a loss
    frame::StreamFormat format_;
    std::uint32_t next_ = 0;
};

std::string text_of(const Rect& rect) {
    return std::to_string(rect.width) + "x" + std::to_string(rect.height) + "+" +
           std::to_string(rect.x) + "+" + std::to_string(rect.y);
}

bool inside(const Rect& rect, DesktopSize desktop) {
    return rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0 &&
           std::uint64_t{rect.width} + static_cast<std::uint32_t>(rect.x) <= desktop.width &&
           std::uint64_t{rect.height} + static_cast<std::uint32_t>(rect.y) <= desktop.height;
}

}  // namespace

Result<std::unique_ptr<Device>> open_screen(const Request& request) {
    const std::uint16_t fps_n = request.fps_n != 0 ? request.fps_n : std::uint16_t{30};
    const std::uint16_t fps_d = request.fps_d != 0 ? request.fps_d : std::uint16_t{1};
    if (fps_n > fps_max * fps_d)
        return fail(Code::bad_request, "a screen cannot be captured " + std::to_string(fps_n) +
                                           "/" + std::to_string(fps_d) +
                                           " times a second; choose at most 240");
    auto x11 = X11Connection::open(target_of(request.device_path));
    if (!x11) return std::unexpected(x11.error());
    const DesktopSize desktop = desktop_size(*x11);
    const Rect area = request.rect.value_or(Rect{0, 0, desktop.width, desktop.height});
    if (!inside(area, desktop))
        return fail(Code::bad_request, "the rectangle " + text_of(area) +
                                           " is not within the desktop of " +
                                           std::to_string(desktop.width) + "x" +
                                           std::to_string(desktop.height) + "; choose another one");
    std::string name = "screen " + x11->name();
    auto grabber = X11Grabber::open(std::move(*x11), area, request.cursor);
    if (!grabber) return std::unexpected(grabber.error());
    auto stop = StopSignal::open();
    if (!stop) return std::unexpected(stop.error());
    const frame::StreamFormat format{.encoding = frame::Encoding::raw,
                                     .layout = frame::PixelLayout::bgra,
                                     .origin = frame::Origin::device_native,
                                     .width = static_cast<std::uint16_t>(area.width),
                                     .height = static_cast<std::uint16_t>(area.height),
                                     .fps_n = fps_n,
                                     .fps_d = fps_d};
    return std::make_unique<Screen>(std::move(name), std::move(*grabber), format, std::move(*stop));
}

}  // namespace weir::capture
