#pragma once
// An uncompressed picture somebody else owns: what a source hands over to be encoded.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace weir::frame {

// yuyv: one plane Y0 U Y1 V. yuv420p: planes Y, U, V, chroma halved both ways. nv12: planes Y and
// interleaved UV. bgrx: one plane, 4 bytes a pixel, the fourth without meaning.
enum class PictureLayout : std::uint8_t { yuyv, yuv420p, nv12, bgrx };

struct Plane {
    std::span<const std::byte> bytes;
    std::size_t stride = 0;  // bytes from one row to the next
};

// Borrowed: valid for the call it is passed to. Copying it copies no pixel.
struct Picture {
    PictureLayout layout = PictureLayout::yuv420p;
    std::uint32_t width = 0;   // pixels, > 0
    std::uint32_t height = 0;  // pixels, > 0
    std::array<Plane, 3> planes{};
    bool full_range = false;  // YUV only: luma 0 to 255 as in JPEG, else 16 to 235 as cameras send
    std::uint32_t sequence = 0;     // +1 per picture of the source
    std::uint64_t captured_us = 0;  // unix time
    bool discontinuity = false;     // pictures are missing before this one
};

constexpr std::size_t plane_count(PictureLayout layout) {
    switch (layout) {
        case PictureLayout::yuv420p:
            return 3;
        case PictureLayout::nv12:
            return 2;
        default:
            return 1;
    }
}

struct PlaneSize {
    std::size_t row_bytes;
    std::size_t rows;
};

// What the planes of a picture must hold at least; odd sizes round the chroma up.
constexpr PlaneSize plane_size(PictureLayout layout, std::size_t plane, std::uint32_t width,
                               std::uint32_t height) {
    const std::size_t half_width = (std::size_t{width} + 1) / 2;
    const std::size_t half_height = (std::size_t{height} + 1) / 2;
    switch (layout) {
        case PictureLayout::yuyv:
            return {half_width * 4, height};
        case PictureLayout::bgrx:
            return {std::size_t{width} * 4, height};
        case PictureLayout::yuv420p:
            return plane == 0 ? PlaneSize{width, height} : PlaneSize{half_width, half_height};
        case PictureLayout::nv12:
            return plane == 0 ? PlaneSize{width, height} : PlaneSize{half_width * 2, half_height};
    }
    return {0, 0};
}

// True when every row of every plane lies inside its bytes. A driver that announces one size and
// delivers another must not make an encoder read beyond the end.
constexpr bool complete(const Picture& picture) {
    if (picture.width == 0 || picture.height == 0) return false;
    for (std::size_t i = 0; i < plane_count(picture.layout); ++i) {
        const auto need = plane_size(picture.layout, i, picture.width, picture.height);
        const Plane& plane = picture.planes[i];
        if (plane.stride < need.row_bytes) return false;
        if (plane.bytes.size() < plane.stride * (need.rows - 1) + need.row_bytes) return false;
    }
    return true;
}

}  // namespace weir::frame
