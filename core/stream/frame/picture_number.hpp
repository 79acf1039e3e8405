#pragma once
// A frame number and a time written into the picture itself, so that they survive any codec and any
// number of relays: two rows of 40 black and white blocks in the top left corner.
//
//   row 0   8 blocks 1010 1010, then the number, most significant bit first
//   row 1   32 blocks of the time, then 8 blocks: XOR of the eight bytes above
//
// A block is 16 x 16 pixels, white is 1. Readers in other languages follow the same picture.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace weir::frame {

struct PictureNumber {
    std::uint32_t number = 0;
    std::uint32_t time_ms = 0;  // the low 32 bits of unix time

    bool operator==(const PictureNumber&) const = default;
};

inline constexpr std::uint32_t picture_number_block = 16;   // pixels
inline constexpr std::uint32_t picture_number_width = 640;  // pixels, also the smallest picture
inline constexpr std::uint32_t picture_number_height = 32;  // pixels

// Where one sample per pixel lies: a luma plane has step 1, the luma of YUYV step 2, RGB step 3,
// any colour of BGRX step 4.
struct SampleGrid {
    std::size_t stride;    // bytes from row to row
    std::size_t step = 1;  // bytes from pixel to pixel
};

// Paints the blocks, `channels` bytes of every pixel (3 for BGRX, else 1). False when the picture
// is too small to carry a number.
bool write_picture_number(std::span<std::byte> pixels, SampleGrid grid, PictureNumber number,
                          std::size_t channels = 1);

// Nothing when the picture carries no number or it was damaged.
std::optional<PictureNumber> read_picture_number(std::span<const std::byte> pixels,
                                                 SampleGrid grid);

}  // namespace weir::frame
