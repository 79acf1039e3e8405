#pragma once
// Small pictures with known colours, in every layout an encoder takes.

#include <array>
#include <cstdint>
#include <vector>

#include "stream/frame/picture.hpp"

namespace weir::test {

struct Painted {
    std::array<std::vector<std::byte>, 3> planes;
    frame::Picture picture;
};

// One colour everywhere, given as the samples the layout holds: Y U V, or B G R for bgrx. Rows are
// padded by `padding` bytes of a colour that must never show.
inline Painted plain(frame::PictureLayout layout, std::uint32_t width, std::uint32_t height,
                     std::array<std::uint8_t, 3> colour, std::size_t padding = 0) {
    Painted painted;
    painted.picture = {.layout = layout, .width = width, .height = height};
    for (std::size_t p = 0; p < frame::plane_count(layout); ++p) {
        const auto size = frame::plane_size(layout, p, width, height);
        const std::size_t stride = size.row_bytes + padding;
        auto& bytes = painted.planes[p];
        bytes.assign(stride * size.rows, std::byte{0x5a});
        for (std::size_t y = 0; y < size.rows; ++y) {
            for (std::size_t x = 0; x < size.row_bytes; ++x) {
                std::uint8_t sample = colour[p];
                if (layout == frame::PictureLayout::yuyv)
                    sample = x % 2 == 0 ? colour[0] : colour[x % 4 == 1 ? 1 : 2];
                if (layout == frame::PictureLayout::nv12 && p == 1) sample = colour[1 + x % 2];
                if (layout == frame::PictureLayout::bgrx) sample = x % 4 == 3 ? 0 : colour[x % 4];
                bytes[y * stride + x] = std::byte{sample};
            }
        }
        painted.picture.planes[p] = {bytes, stride};
    }
    return painted;
}

}  // namespace weir::test
