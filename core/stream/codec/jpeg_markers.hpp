#pragma once
// Reads the markers of a JPEG before a decoder sees it: 312 kB of repeated progressive scans cost a
// decoder a minute, reading their markers costs microseconds.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "base/limits.hpp"

namespace weir::codec {

// What a picture may be. Zero width or height means any within the pixel limit.
struct JpegBounds {
    std::uint32_t width = 0;   // pixels
    std::uint32_t height = 0;  // pixels
    std::uint64_t pixels_max = limits::picture_pixels_max;
    bool progressive = false;
    // Each progressive scan touches every pixel again.
    std::uint64_t scanned_pixels_max = 4 * limits::picture_pixels_max;
};

enum class JpegFault : std::uint8_t {
    not_jpeg,     // does not begin with SOI
    truncated,    // ends inside a segment or before EOI
    bad_marker,   // a marker where none may be, or none where one must be
    bad_header,   // a frame or scan header that contradicts itself
    unsupported,  // arithmetic, lossless, 12 bit, not 1 or 3 components
    progressive,  // refused unless asked for
    wrong_size,   // not the size the stream announced
    too_many_pixels,
    too_many_scans,  // more than the components need, or than the limit of scanned pixels
};

// For people; never empty.
std::string_view name(JpegFault fault);

struct JpegFacts {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint8_t components = 0;
    std::uint8_t luma_h = 1;  // sampling factors of the first component: 2,2 is 4:2:0
    std::uint8_t luma_v = 1;
    bool progressive = false;
    std::uint32_t scans = 0;
    std::size_t size = 0;  // bytes up to and with EOI; cameras pad behind it
};

// Pure, linear in the bytes, allocates nothing.
std::expected<JpegFacts, JpegFault> read_jpeg_markers(std::span<const std::byte> bytes,
                                                      const JpegBounds& bounds);

}  // namespace weir::codec
