#pragma once
// Letters drawn from strokes at any size, so that the pattern needs no font file.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace weir::capture {

// Digits, `WEIRUTCFPSX`, colon, point and slash of one size in one grey on another, drawn once and
// then only copied. Anything else is a blank.
class StrokeFont {
public:
    StrokeFont(std::uint32_t height, std::uint8_t ink, std::uint8_t paper);

    std::uint32_t height() const { return height_; }    // pixels
    std::uint32_t advance() const { return advance_; }  // pixels from letter to letter

    // Copies the text with its top left corner at x, y into a plane of one byte per pixel. Letters
    // that would not fit are left out.
    void write(std::span<std::byte> plane, std::size_t stride, std::uint32_t x, std::uint32_t y,
               std::string_view text) const;

private:
    using Tile = std::vector<std::byte>;
    Tile draw(std::string_view strokes) const;

    std::uint32_t height_;
    std::uint32_t advance_;
    std::uint8_t ink_;
    std::uint8_t paper_;
    std::vector<Tile> tiles_;  // in the order of the glyph table, the blank last
};

}  // namespace weir::capture
