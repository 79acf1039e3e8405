#include "stream/capture/v4l2_offers.hpp"

#include <algorithm>
#include <array>

namespace weir::capture {
namespace {

using frame::Encoding;
using frame::PictureLayout;
using frame::PixelLayout;

constexpr std::array known = std::to_array<KnownFormat>({
    {V4L2_PIX_FMT_MJPEG, "MJPEG", Encoding::mjpeg, PixelLayout::none, PictureLayout::yuv420p},
    {V4L2_PIX_FMT_JPEG, "JPEG", Encoding::mjpeg, PixelLayout::none, PictureLayout::yuv420p},
    {V4L2_PIX_FMT_YUYV, "YUYV", Encoding::raw, PixelLayout::yuv422_packed, PictureLayout::yuyv},
    {V4L2_PIX_FMT_YUV420, "YU12", Encoding::raw, PixelLayout::yuv420_planar,
     PictureLayout::yuv420p},
    {V4L2_PIX_FMT_NV12, "NV12", Encoding::raw, PixelLayout::none, PictureLayout::nv12},
});

struct Size {
    std::uint32_t width;
    std::uint32_t height;
};

constexpr Size usual_sizes[] = {{320, 240}, {640, 480}, {1280, 720}, {1920, 1080}, {3840, 2160}};
constexpr Rate usual_rates[] = {{60, 1}, {50, 1}, {30, 1}, {25, 1}, {15, 1}};

constexpr std::uint32_t enumeration_max = 256;  // a driver that never says "no more" stops here

std::uint32_t on_grid(std::uint32_t wanted, std::uint32_t least, std::uint32_t most,
                      std::uint32_t step) {
    const std::uint32_t inside = std::clamp(wanted, least, std::max(least, most));
    return step > 1 ? least + (inside - least) / step * step : inside;
}

void add_once(std::vector<Size>& sizes, Size size) {
    const auto same = [&](Size s) { return s.width == size.width && s.height == size.height; };
    if (size.width != 0 && size.height != 0 && std::ranges::none_of(sizes, same))
        sizes.push_back(size);
}

void add_range(std::vector<Size>& sizes, const v4l2_frmsize_stepwise& range, Size wanted) {
    const auto fit = [&](Size size) {
        return Size{on_grid(size.width, range.min_width, range.max_width, range.step_width),
                    on_grid(size.height, range.min_height, range.max_height, range.step_height)};
    };
    for (const Size size : usual_sizes)
        if (size.width <= range.max_width && size.height <= range.max_height)
            add_once(sizes, fit(size));
    add_once(sizes, fit({range.max_width, range.max_height}));
    if (wanted.width != 0 && wanted.height != 0) add_once(sizes, fit(wanted));
}

std::vector<Size> list_sizes(const V4l2Handle& handle, std::uint32_t fourcc, Size wanted) {
    std::vector<Size> sizes;
    for (std::uint32_t i = 0; i < enumeration_max; ++i) {
        v4l2_frmsizeenum size{};
        size.index = i;
        size.pixel_format = fourcc;
        if (handle.call(VIDIOC_ENUM_FRAMESIZES, size) < 0) break;
        if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE) {
            add_range(sizes, size.stepwise, wanted);
            break;
        }
        add_once(sizes, {size.discrete.width, size.discrete.height});
    }
    return sizes;
}

Rate rate_of(const v4l2_fract& interval) {
    return {interval.denominator, interval.numerator};
}

void add_rates(std::vector<Rate>& rates, const v4l2_frmival_stepwise& range) {
    const Rate fastest = rate_of(range.min);
    const Rate slowest = rate_of(range.max);
    rates.push_back(fastest);
    for (const Rate rate : usual_rates)
        if (fps(rate) < fps(fastest) && fps(rate) >= fps(slowest)) rates.push_back(rate);
}

std::vector<Rate> list_rates(const V4l2Handle& handle, std::uint32_t fourcc, Size size) {
    std::vector<Rate> rates;
    for (std::uint32_t i = 0; i < enumeration_max; ++i) {
        v4l2_frmivalenum interval{};
        interval.index = i;
        interval.pixel_format = fourcc;
        interval.width = size.width;
        interval.height = size.height;
        if (handle.call(VIDIOC_ENUM_FRAMEINTERVALS, interval) < 0) break;
        if (interval.type != V4L2_FRMIVAL_TYPE_DISCRETE) {
            add_rates(rates, interval.stepwise);
            break;
        }
        rates.push_back(rate_of(interval.discrete));
    }
    std::erase_if(rates, [](Rate rate) { return rate.n == 0 || rate.d == 0; });
    return rates;
}

std::vector<std::uint32_t> list_fourccs(const V4l2Handle& handle) {
    std::vector<std::uint32_t> fourccs;
    for (std::uint32_t i = 0; i < enumeration_max; ++i) {
        v4l2_fmtdesc format{};
        format.index = i;
        format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (handle.call(VIDIOC_ENUM_FMT, format) < 0) break;
        if (known_format(format.pixelformat) != nullptr) fourccs.push_back(format.pixelformat);
    }
    return fourccs;
}

}  // namespace

std::span<const KnownFormat> known_formats() {
    return known;
}

const KnownFormat* known_format(std::uint32_t fourcc) {
    const auto found = std::ranges::find(known, fourcc, &KnownFormat::fourcc);
    return found != known.end() ? &*found : nullptr;
}

std::vector<Offer> list_offers(const V4l2Handle& handle, std::uint32_t width,
                               std::uint32_t height) {
    std::vector<Offer> offers;
    for (const std::uint32_t fourcc : list_fourccs(handle)) {
        auto sizes = list_sizes(handle, fourcc, {width, height});
        // An old driver that lists no sizes still takes one and says what it made of it.
        if (sizes.empty()) sizes.push_back({width, height});
        for (const Size size : sizes)
            offers.push_back({fourcc, size.width, size.height, list_rates(handle, fourcc, size)});
    }
    return offers;
}

}  // namespace weir::capture
