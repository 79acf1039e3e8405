#include "stream/frame/picture_number.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {
using namespace weir;
using frame::PictureNumber;

constexpr std::size_t stride = 700;

std::vector<std::byte> grey_plane(std::size_t rows = 40) {
    return std::vector<std::byte>(stride * rows, std::byte{128});
}

std::byte at(const std::vector<std::byte>& plane, std::size_t x, std::size_t y) {
    return plane[y * stride + x];
}
}  // namespace

TEST_CASE("picture number: what was written is read", "[frame]") {
    for (const auto& number :
         {PictureNumber{0, 0}, PictureNumber{1, 2}, PictureNumber{0xffffffff, 0xffffffff},
          PictureNumber{0x01020304, 0xfedcba98}}) {
        auto plane = grey_plane();
        REQUIRE(frame::write_picture_number(plane, {.stride = stride}, number));
        CHECK(frame::read_picture_number(plane, {.stride = stride}) == number);
    }
}

TEST_CASE("picture number: blocks lie where readers in other languages look", "[frame]") {
    auto plane = grey_plane();
    REQUIRE(frame::write_picture_number(plane, {.stride = stride}, {0x80000001, 0x40000000}));

    std::string rows[2];
    for (std::size_t row = 0; row < 2; ++row)
        for (std::size_t column = 0; column < 40; ++column)
            rows[row] += at(plane, column * 16 + 8, row * 16 + 8) > std::byte{128} ? '1' : '0';

    CHECK(rows[0] == "1010101010000000000000000000000000000001");
    CHECK(rows[1] == "0100000000000000000000000000000011000001");  // 80 ^ 01 ^ 40
}

TEST_CASE("picture number: nothing outside the two rows of blocks is touched", "[frame]") {
    auto plane = grey_plane();
    REQUIRE(frame::write_picture_number(plane, {.stride = stride}, {1, 2}));

    std::size_t touched = 0;
    for (std::size_t y = 0; y < 40; ++y)
        for (std::size_t x = y < 32 ? 640 : 0; x < stride; ++x)
            if (at(plane, x, y) != std::byte{128}) ++touched;
    CHECK(touched == 0);
}

TEST_CASE("picture number: any flipped block is noticed", "[frame]") {
    for (std::size_t block = 0; block < 80; ++block) {
        CAPTURE(block);
        auto plane = grey_plane();
        REQUIRE(frame::write_picture_number(plane, {.stride = stride}, {77, 99}));
        std::byte* start = plane.data() + block / 40 * 16 * stride + block % 40 * 16;
        for (std::size_t dy = 0; dy < 16; ++dy)
            for (std::size_t dx = 0; dx < 16; ++dx) start[dy * stride + dx] ^= std::byte{0xff};
        CHECK_FALSE(frame::read_picture_number(plane, {.stride = stride}).has_value());
    }
}

TEST_CASE("picture number: a picture without one says so", "[frame]") {
    CHECK_FALSE(frame::read_picture_number(grey_plane(), {.stride = stride}).has_value());
}

TEST_CASE("picture number: too small pictures are refused", "[frame]") {
    auto low = grey_plane(31);
    CHECK_FALSE(frame::write_picture_number(low, {.stride = stride}, {1, 2}));
    CHECK_FALSE(frame::read_picture_number(low, {.stride = stride}).has_value());

    std::vector<std::byte> narrow(639 * 100);
    CHECK_FALSE(frame::write_picture_number(narrow, {.stride = 639}, {1, 2}));
}
