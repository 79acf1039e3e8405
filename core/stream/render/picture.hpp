#pragma once
// A frame as a graphics card takes it: which textures its bytes become, and how they become
// colours.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "base/error.hpp"
#include "stream/frame/encoding.hpp"
#include "stream/render/placement.hpp"

namespace weir::render {

// How texels become red, green and blue. YUV is BT.601 with luma from 16 to 235, as cameras send
// it: nothing on the wire says otherwise.
enum class Shade : std::uint8_t {
    rgb,     // R G B in this order, a fourth byte has no meaning
    bgr,     // B G R
    yuv420,  // planes Y, U, V
    yuv422,  // Y0 U Y1 V, twice: as pairs for the luma, as fours for the chroma
};

// Rows follow each other without padding.
struct Texels {
    std::span<const std::byte> bytes;
    PixelSize size;             // texels
    std::uint8_t channels = 0;  // bytes per texel, 1 to 4
};

inline constexpr std::size_t textures_max = 3;

// Its bytes live as long as `keeps`.
struct Picture {
    PixelSize size;
    Shade shade = Shade::rgb;
    std::array<Texels, textures_max> textures{};  // those without channels are not there
    std::shared_ptr<const void> keeps = nullptr;
};

// The textures of an uncompressed picture. bad_request when its bytes are not exactly those of its
// size, unsupported for a layout that has none.
Result<Picture> raw_picture(frame::PixelLayout layout, PixelSize size,
                            std::span<const std::byte> bytes);

}  // namespace weir::render
