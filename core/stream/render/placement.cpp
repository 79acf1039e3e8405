#include "stream/render/placement.hpp"

#include <algorithm>
#include <cmath>

namespace weir::render {
namespace {

std::int64_t rounded(double pixels) {
    return std::max<std::int64_t>(1, std::llround(pixels));
}

// One axis: `drawn` pixels are wanted where there are `room`.
Span along(std::int64_t drawn, std::int64_t room, Anchor anchor) {
    const std::int64_t offset = anchor == Anchor::center ? (room - drawn) / 2 : 0;
    const std::int64_t begin = std::max<std::int64_t>(0, offset);
    const std::int64_t end = std::min(room, offset + drawn);
    const auto share = [&](std::int64_t at) {
        return static_cast<double>(at - offset) / static_cast<double>(drawn);
    };
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin),
            share(begin), share(end)};
}

struct Drawn {
    std::int64_t width;
    std::int64_t height;
};

Drawn drawn_size(PixelSize picture, PixelSize window, Scale scale) {
    if (scale == Scale::stretch) return {window.width, window.height};
    if (scale == Scale::one_to_one) return {picture.width, picture.height};
    const double across = static_cast<double>(window.width) / picture.width;
    const double down = static_cast<double>(window.height) / picture.height;
    const double factor = scale == Scale::fit ? std::min(across, down) : std::max(across, down);
    return {rounded(factor * picture.width), rounded(factor * picture.height)};
}

}  // namespace

Placement placed(PixelSize picture, PixelSize window, Scale scale, Anchor anchor) {
    const auto [width, height] = drawn_size(picture, window, scale);
    return {along(width, window.width, anchor), along(height, window.height, anchor)};
}

PixelSize fitted(PixelSize size, PixelSize room) {
    if (room == PixelSize{} || (size.width <= room.width && size.height <= room.height))
        return size;
    const auto [width, height] = drawn_size(size, room, Scale::fit);
    return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

}  // namespace weir::render
