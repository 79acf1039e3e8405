#include "stream/render/picture.hpp"

#include <vector>

#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace weir::render;
using frame::PixelLayout;

std::size_t bytes_of(PixelLayout layout, PixelSize size) {
    const std::size_t pixels = std::size_t{size.width} * size.height;
    const std::size_t half = std::size_t{(size.width + 1) / 2};
    switch (layout) {
        case PixelLayout::bgr:
            return pixels * 3;
        case PixelLayout::yuv420_planar:
            return pixels + 2 * half * ((size.height + 1) / 2);
        case PixelLayout::yuv422_packed:
            return half * 4 * size.height;
        default:
            return pixels * 4;
    }
}
}  // namespace

TEST_CASE("picture: every texture lies inside the bytes, and together they are all of them",
          "[render]") {
    const auto layout = GENERATE(PixelLayout::bgra, PixelLayout::rgba, PixelLayout::bgr,
                                 PixelLayout::yuv420_planar, PixelLayout::yuv422_packed);
    const PixelSize size{GENERATE(1u, 2u, 5u, 640u), GENERATE(1u, 3u, 360u)};
    const std::vector<std::byte> bytes(bytes_of(layout, size));

    const auto picture = raw_picture(layout, size, bytes);

    REQUIRE(picture);
    CHECK(picture->size == size);
    const std::byte* end = bytes.data();
    for (const Texels& texels : picture->textures) {
        if (texels.channels == 0) continue;
        CHECK(texels.bytes.size() ==
              std::size_t{texels.size.width} * texels.size.height * texels.channels);
        CHECK(texels.bytes.data() >= bytes.data());
        CHECK(texels.bytes.data() + texels.bytes.size() <= bytes.data() + bytes.size());
        end = std::max(end, texels.bytes.data() + texels.bytes.size());
    }
    CHECK(end == bytes.data() + bytes.size());
}

TEST_CASE("picture: bytes that do not fit the announced size are refused", "[render]") {
    const auto layout = GENERATE(PixelLayout::bgra, PixelLayout::rgba, PixelLayout::bgr,
                                 PixelLayout::yuv420_planar, PixelLayout::yuv422_packed);
    const PixelSize size{6, 4};
    const std::size_t right = bytes_of(layout, size);

    for (std::size_t count = 0; count < right + 8; ++count) {
        const std::vector<std::byte> bytes(count);
        const auto picture = raw_picture(layout, size, bytes);
        CHECK(picture.has_value() == (count == right));
        if (!picture) CHECK(picture.error().code == Code::bad_request);
    }
    const std::vector<std::byte> none(0);
    CHECK(raw_picture(layout, size, none).error().what.find("6x4") != std::string::npos);
}

TEST_CASE("picture: a size of nothing or beyond all limits is refused before it is multiplied",
          "[render]") {
    const auto size = GENERATE(PixelSize{0, 0}, PixelSize{0, 5}, PixelSize{5, 0},
                               PixelSize{65535, 65535}, PixelSize{1, 16385});
    const std::vector<std::byte> bytes(64);

    const auto picture = raw_picture(PixelLayout::bgra, size, bytes);

    REQUIRE_FALSE(picture);
    CHECK(picture.error().code == Code::bad_request);
}

TEST_CASE("picture: raw without a layout is no picture", "[render]") {
    const std::vector<std::byte> bytes(64);

    const auto picture = raw_picture(PixelLayout::none, {4, 4}, bytes);

    REQUIRE_FALSE(picture);
    CHECK(picture.error().code == Code::unsupported);
}
