#pragma once
// Which formats, sizes and rates a camera offers.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "stream/capture/v4l2_handle.hpp"
#include "stream/frame/encoding.hpp"
#include "stream/frame/picture.hpp"

namespace weir::capture {

// A pixel format of V4L2 that weir can use, in order of preference.
struct KnownFormat {
    std::uint32_t fourcc;
    std::string_view name;
    frame::Encoding encoding;
    frame::PixelLayout layout;            // what it is called on the wire
    frame::PictureLayout picture_layout;  // raw only
};

std::span<const KnownFormat> known_formats();
const KnownFormat* known_format(std::uint32_t fourcc);  // null when weir cannot use it

struct Rate {
    std::uint32_t n = 0;  // frames
    std::uint32_t d = 0;  // in so many seconds; 0/0 when the driver does not say

    bool operator==(const Rate&) const = default;
};

constexpr double fps(Rate rate) {
    return rate.d == 0 ? 0 : static_cast<double>(rate.n) / rate.d;
}

// One format at one size. Ranges of sizes and rates are offered at the usual points.
struct Offer {
    std::uint32_t fourcc = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<Rate> rates;
};

// Everything usable, bounded. A wanted size within a range of sizes is one of the offers.
std::vector<Offer> list_offers(const V4l2Handle& handle, std::uint32_t width = 0,
                               std::uint32_t height = 0);

}  // namespace weir::capture
