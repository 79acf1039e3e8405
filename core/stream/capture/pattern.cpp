#include "stream/capture/pattern.hpp"

#include <string>
#include <utility>

#include "base/clock.hpp"
#include "stream/capture/pacer.hpp"
#include "stream/capture/pattern_painter.hpp"
#include "stream/capture/threaded_device.hpp"

namespace weir::capture {
namespace {

constexpr std::uint16_t side_min = 64;
constexpr std::uint16_t side_max = 8192;
constexpr std::uint16_t fps_max = 1000;

std::string label_of(const frame::StreamFormat& format) {
    std::string text = "WEIR  " + std::to_string(format.width) + "X" +
                       std::to_string(format.height) + "  " + std::to_string(format.fps_n);
    if (format.fps_d != 1) text += "/" + std::to_string(format.fps_d);
    return text + " FPS  UTC";
}

class Pattern final : public ThreadedDevice {
public:
    Pattern(const frame::StreamFormat& format, std::uint64_t pictures_max, StopSignal stop)
        : ThreadedDevice("pattern", std::move(stop)),
          format_(format),
          pictures_max_(pictures_max),
          painter_(format.width, format.height, label_of(format)) {}
    ~Pattern() override { stop(); }

private:
    Result<> run(Sink& sink) override {
        auto pacer = Pacer::open(format_.fps_n, format_.fps_d);
        if (!pacer) return std::unexpected(pacer.error());
        sink.on_format(format_);
        for (std::uint64_t made = 0; pictures_max_ == 0 || made < pictures_max_; ++made) {
            const auto ticks = pacer->wait(stop_signal());
            if (!ticks) return std::unexpected(ticks.error());
            if (*ticks == 0) return {};
            counters_.missed += *ticks - 1;
            sink.on_picture(painter_.paint(next_++, unix_time_us()));
            ++counters_.captured;
        }
        sink.on_end();
        return {};
    }

    frame::StreamFormat format_;
    std::uint64_t pictures_max_;
    PatternPainter painter_;
    std::uint32_t next_ = 0;  // counts on from start to start, so that a reader sees no repeat
};

}  // namespace

Result<std::unique_ptr<Device>> open_pattern(const Request& request) {
    frame::StreamFormat format{.encoding = frame::Encoding::raw,
                               .layout = frame::PixelLayout::yuv420_planar,
                               .origin = frame::Origin::software_other,
                               .width = request.width != 0 ? request.width : std::uint16_t{1280},
                               .height = request.height != 0 ? request.height : std::uint16_t{720},
                               .fps_n = request.fps_n != 0 ? request.fps_n : std::uint16_t{30},
                               .fps_d = request.fps_d != 0 ? request.fps_d : std::uint16_t{1}};
    if (format.width < side_min || format.height < side_min || format.width > side_max ||
        format.height > side_max)
        return fail(Code::bad_request, "pattern cannot be " + std::to_string(format.width) + "x" +
                                           std::to_string(format.height) +
                                           "; choose 64x64 to 8192x8192");
    if (format.fps_n > fps_max * format.fps_d)
        return fail(Code::bad_request, "pattern cannot run at " + std::to_string(format.fps_n) +
                                           "/" + std::to_string(format.fps_d) +
                                           " pictures a second; choose at most 1000");
    auto stop = StopSignal::open();
    if (!stop) return std::unexpected(stop.error());
    return std::make_unique<Pattern>(format, request.pictures_max, std::move(*stop));
}

}  // namespace weir::capture
