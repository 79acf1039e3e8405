#include "stream/frame/picture_number.hpp"

#include <algorithm>
#include <array>

namespace weir::frame {
namespace {

constexpr std::size_t columns = picture_number_width / picture_number_block;
constexpr std::size_t rows = picture_number_height / picture_number_block;
constexpr std::uint8_t sync = 0b1010'1010;
// Inside the range of limited and full range YUV alike, and far from the threshold in both.
constexpr std::byte black{16};
constexpr std::byte white{235};

using Row = std::array<std::uint8_t, columns / 8>;

std::uint8_t byte_of(std::uint32_t value, unsigned index) {
    return static_cast<std::uint8_t>(value >> (24 - 8 * index));
}

std::array<Row, rows> rows_of(PictureNumber number) {
    std::array<Row, rows> bytes{};
    bytes[0][0] = sync;
    std::uint8_t check = 0;
    for (unsigned i = 0; i < 4; ++i) {
        bytes[0][i + 1] = byte_of(number.number, i);
        bytes[1][i] = byte_of(number.time_ms, i);
        check = static_cast<std::uint8_t>(check ^ bytes[0][i + 1] ^ bytes[1][i]);
    }
    bytes[1][4] = check;
    return bytes;
}

bool fits(std::size_t bytes, SampleGrid grid, std::size_t channels) {
    const std::size_t row = (picture_number_width - 1) * grid.step + channels;
    return grid.stride >= row && bytes >= grid.stride * (picture_number_height - 1) + row;
}

// The middle of a block is far from its neighbours, so a codec's ringing at the edges stays out.
bool is_white(std::span<const std::byte> pixels, SampleGrid grid, std::size_t x, std::size_t y) {
    constexpr std::size_t margin = 4;
    constexpr std::size_t side = picture_number_block - 2 * margin;
    std::size_t sum = 0;
    for (std::size_t dy = 0; dy < side; ++dy) {
        const std::size_t row = (y + margin + dy) * grid.stride + (x + margin) * grid.step;
        for (std::size_t dx = 0; dx < side; ++dx)
            sum += std::to_integer<std::size_t>(pixels[row + dx * grid.step]);
    }
    return sum > 128 * side * side;
}

}  // namespace

bool write_picture_number(std::span<std::byte> pixels, SampleGrid grid, PictureNumber number,
                          std::size_t channels) {
    if (!fits(pixels.size(), grid, channels)) return false;
    const auto bytes = rows_of(number);
    for (std::size_t y = 0; y < picture_number_height; ++y) {
        std::byte* line = pixels.data() + y * grid.stride;
        for (std::size_t x = 0; x < picture_number_width; ++x) {
            const std::size_t bit = x / picture_number_block;
            const bool set = (bytes[y / picture_number_block][bit / 8] >> (7 - bit % 8) & 1) != 0;
            std::fill_n(line + x * grid.step, channels, set ? white : black);
        }
    }
    return true;
}

std::optional<PictureNumber> read_picture_number(std::span<const std::byte> pixels,
                                                 SampleGrid grid) {
    if (!fits(pixels.size(), grid, 1)) return std::nullopt;
    std::array<Row, rows> seen{};
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t bit = 0; bit < columns; ++bit)
            if (is_white(pixels, grid, bit * picture_number_block, row * picture_number_block))
                seen[row][bit / 8] =
                    static_cast<std::uint8_t>(seen[row][bit / 8] | 0x80u >> bit % 8);
    PictureNumber number;
    for (unsigned i = 0; i < 4; ++i) {
        number.number = number.number << 8 | seen[0][i + 1];
        number.time_ms = number.time_ms << 8 | seen[1][i];
    }
    if (rows_of(number) != seen) return std::nullopt;
    return number;
}

}  // namespace weir::frame
