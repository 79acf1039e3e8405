#include "stream/render/picture_maker.hpp"

#include <cstring>
#include <vector>

#include "base/ledger.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace weir::render;

struct Bench {
    frame::FrameRef frame(std::span<const std::byte> bytes) {
        auto draft =
            frame::Draft::open(std::max<std::size_t>(bytes.size(), 1), ledger.open("test"));
        REQUIRE(draft);
        if (!bytes.empty()) std::memcpy(draft->bytes().data(), bytes.data(), bytes.size());
        return std::move(*draft).seal({.stream_id = 1, .keyframe = true}, bytes.size());
    }
    frame::FrameRef jpeg(std::uint32_t width, std::uint32_t height) {
        const std::vector<std::byte> pixels(std::size_t{width} * height * 4, std::byte{0x80});
        frame::Picture picture{
            .layout = frame::PictureLayout::bgrx, .width = width, .height = height};
        picture.planes[0] = {pixels, std::size_t{width} * 4};
        auto encoder = codec::JpegEncoder::open(80);
        REQUIRE(encoder);
        auto encoded = (*encoder)->encode(picture, {.stream_id = 1}, ledger.open("test"));
        REQUIRE(encoded);
        return *encoded;
    }

    Ledger ledger;
    std::shared_ptr<PictureMaker> maker = std::make_shared<PictureMaker>();
};

frame::StreamFormat of(frame::Encoding encoding, std::uint16_t width, std::uint16_t height) {
    frame::StreamFormat format{.encoding = encoding};
    if (encoding == frame::Encoding::raw) format.layout = frame::PixelLayout::rgba;
    format.width = width;
    format.height = height;
    return format;
}
}  // namespace

TEST_CASE("picture maker: a JPEG becomes pixels, of its own size where none was announced",
          "[render]") {
    Bench bench;
    const auto announced = GENERATE(of(frame::Encoding::mjpeg, 48, 32), frame::StreamFormat{});

    const auto picture = bench.maker->make(bench.jpeg(48, 32), announced);

    REQUIRE(picture);
    CHECK(picture->size == PixelSize{48, 32});
    CHECK(picture->textures[0].bytes.size() == 48 * 32 * 4);
    CHECK(std::to_integer<int>(picture->textures[0].bytes[1000]) == 0x80);
}

TEST_CASE("picture maker: a JPEG of another size than announced is refused", "[render]") {
    Bench bench;

    const auto picture = bench.maker->make(bench.jpeg(48, 32), of(frame::Encoding::mjpeg, 16, 16));

    REQUIRE_FALSE(picture);
    CHECK(picture.error().code == Code::bad_request);
}

TEST_CASE("picture maker: every beginning of a JPEG is refused or a picture, never read beyond",
          "[render]") {
    Bench bench;
    const auto whole = bench.jpeg(48, 32);

    for (std::size_t size = 0; size < whole->size(); ++size) {
        // A copy of exactly that size, so that a sanitizer sees a read behind it.
        const std::vector<std::byte> cut(
            whole->payload().begin(), whole->payload().begin() + static_cast<std::ptrdiff_t>(size));
        const auto picture =
            bench.maker->make(bench.frame(cut), of(frame::Encoding::mjpeg, 48, 32));
        CHECK_FALSE(picture);
    }
    CHECK(bench.maker->make(whole, of(frame::Encoding::mjpeg, 48, 32)));
}

TEST_CASE("picture maker: a raw picture keeps its frame and copies nothing", "[render]") {
    Bench bench;
    const std::vector<std::byte> pixels(4 * 2 * 4);
    auto frame = bench.frame(pixels);
    const std::byte* first = frame->payload().data();

    auto picture = bench.maker->make(frame, of(frame::Encoding::raw, 4, 2));
    frame.reset();

    REQUIRE(picture);
    CHECK(picture->textures[0].bytes.data() == first);
    CHECK_FALSE(bench.ledger.reads_zero());
    picture->keeps.reset();
    CHECK(bench.ledger.reads_zero());
}

TEST_CASE("picture maker: what no window shows is said so", "[render]") {
    Bench bench;

    const auto picture = bench.maker->make(bench.frame({}), of(frame::Encoding::h264, 4, 2));

    REQUIRE_FALSE(picture);
    CHECK(picture.error().code == Code::unsupported);
}
