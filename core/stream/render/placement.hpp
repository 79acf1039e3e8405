#pragma once
// Where a picture sits in its window, and which part of it is seen. Pure.

#include <cstdint>

namespace weir::render {

struct PixelSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    bool operator==(const PixelSize&) const = default;
};

enum class Scale : std::uint8_t {
    fit,         // the largest size that fits; the rest of the window is black
    stretch,     // the whole window, whatever that does to the aspect ratio
    fill,        // covers the window; what does not fit is cut off
    one_to_one,  // pixel for pixel; what does not fit is cut off
};

enum class Anchor : std::uint8_t { center, top_left };

// `from` and `to` of the picture, 0 to 1, are drawn over `size` pixels that begin at `start`.
struct Span {
    std::uint32_t start = 0;  // pixels from the left or the top of the window
    std::uint32_t size = 0;   // pixels, never beyond the window
    double from = 0;
    double to = 1;
};

struct Placement {
    Span across;
    Span down;
};

// Both sizes are at least 1 x 1. Something of the picture is always seen.
Placement placed(PixelSize picture, PixelSize window, Scale scale, Anchor anchor);

// The size itself, or the largest of the same shape that fits `room`; a room of 0 x 0 is no bound.
PixelSize fitted(PixelSize size, PixelSize room);

}  // namespace weir::render
