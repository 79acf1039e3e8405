#include "stream/codec/jpeg.hpp"

#include <cstdlib>
#include <random>
#include <string>

#include "stream/codec/pictures.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using frame::PictureLayout;

struct Rig {
    Ledger ledger;
    Account& account = ledger.open("test");
    std::unique_ptr<codec::JpegEncoder> encoder = std::move(*codec::JpegEncoder::open(90));
    std::unique_ptr<codec::JpegDecoder> decoder = std::move(*codec::JpegDecoder::open());

    codec::DecodedPicture through(const frame::Picture& picture) {
        const auto frame = encoder->encode(picture, {.stream_id = 7}, account);
        REQUIRE(frame.has_value());
        codec::DecodedPicture decoded;
        const auto outcome =
            decoder->decode((*frame)->payload(), {.width = picture.width, .height = picture.height},
                            codec::DecodeTo::rgb, decoded);
        REQUIRE(outcome.has_value());
        CHECK_FALSE(decoded.damaged);
        return decoded;
    }
};

bool all_close(const codec::DecodedPicture& picture, std::array<int, 3> rgb) {
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        if (std::abs(std::to_integer<int>(picture.pixels[i]) - rgb[i % 3]) > 4) return false;
    return true;
}
}  // namespace

TEST_CASE("jpeg: every layout keeps its colour, odd sizes and padded rows included", "[codec]") {
    Rig rig;
    // BT.601 red: limited range 81 90 240, full range 76 85 255
    for (const auto layout : {PictureLayout::yuyv, PictureLayout::yuv420p, PictureLayout::nv12})
        for (const bool full : {false, true})
            for (const auto& [width, height] : {std::pair{64u, 48u}, std::pair{65u, 47u}}) {
                CAPTURE(static_cast<int>(layout), full, width, height);
                auto red = full ? test::plain(layout, width, height, {76, 85, 255}, 13)
                                : test::plain(layout, width, height, {81, 90, 240}, 13);
                red.picture.full_range = full;
                CHECK(all_close(rig.through(red.picture), {254, 0, 0}));
            }
    CHECK(all_close(rig.through(test::plain(PictureLayout::bgrx, 65, 47, {0, 0, 254}, 13).picture),
                    {254, 0, 0}));
}

TEST_CASE("jpeg: limited range black and white become full range ones", "[codec]") {
    Rig rig;
    const auto white = test::plain(PictureLayout::yuyv, 32, 32, {235, 128, 128});
    const auto black = test::plain(PictureLayout::yuyv, 32, 32, {16, 128, 128});

    CHECK(all_close(rig.through(white.picture), {255, 255, 255}));
    CHECK(all_close(rig.through(black.picture), {0, 0, 0}));
}

TEST_CASE("jpeg: the frame carries the picture's facts and the ledger only its bytes", "[codec]") {
    Rig rig;
    auto grey = test::plain(PictureLayout::yuv420p, 640, 480, {128, 128, 128});
    grey.picture.sequence = 41;
    grey.picture.captured_us = 1234;
    grey.picture.discontinuity = true;

    auto frame = *rig.encoder->encode(grey.picture, {.stream_id = 7}, rig.account);

    CHECK(frame->stream_id == 7);
    CHECK(frame->sequence == 41);
    CHECK(frame->captured_us == 1234);
    CHECK(frame->keyframe);
    CHECK(frame->discontinuity);
    CHECK(rig.ledger.bytes() < 32'768);
    frame.reset();
    CHECK(rig.ledger.reads_zero());
}

TEST_CASE("jpeg: a picture whose planes are too short is refused, not read", "[codec]") {
    Rig rig;
    auto painted = test::plain(PictureLayout::nv12, 64, 48, {128, 128, 128});
    auto& chroma = painted.picture.planes[1];
    chroma.bytes = chroma.bytes.first(chroma.bytes.size() - 1);

    const auto frame = rig.encoder->encode(painted.picture, {}, rig.account);

    REQUIRE_FALSE(frame.has_value());
    CHECK(frame.error().code == Code::bad_request);
    CHECK(rig.ledger.reads_zero());
}

TEST_CASE("jpeg: a quality outside 1 to 100 is a sentence", "[codec]") {
    CHECK(codec::JpegEncoder::open(0).error().what.find("1 to 100") != std::string::npos);
    CHECK_FALSE(codec::JpegEncoder::open(101).has_value());
}

TEST_CASE("jpeg: noise at quality 100 still fits the draft", "[codec]") {
    Rig rig;
    auto encoder = std::move(*codec::JpegEncoder::open(100));
    auto noise = test::plain(PictureLayout::bgrx, 333, 222, {0, 0, 0});
    std::mt19937 random(1);
    for (auto& byte : noise.planes[0]) byte = static_cast<std::byte>(random());

    CHECK(encoder->encode(noise.picture, {}, rig.account).has_value());
}

TEST_CASE("jpeg: the decoder never sees what the markers refuse", "[codec]") {
    Rig rig;
    const auto grey = test::plain(PictureLayout::yuv420p, 64, 48, {128, 128, 128});
    const auto frame = *rig.encoder->encode(grey.picture, {}, rig.account);
    codec::DecodedPicture decoded;

    const auto outcome = rig.decoder->decode(frame->payload(), {.width = 64, .height = 64},
                                             codec::DecodeTo::luma, decoded);

    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().what.find("not the one the stream announced") != std::string::npos);
}

TEST_CASE("jpeg: random damage is survived", "[codec]") {
    const unsigned seed = std::random_device{}();
    INFO("seed=" << seed);
    std::mt19937 random(seed);
    Rig rig;
    const auto grey = test::plain(PictureLayout::yuv420p, 160, 96, {90, 100, 160});
    const auto frame = *rig.encoder->encode(grey.picture, {}, rig.account);
    codec::DecodedPicture decoded;
    for (int round = 0; round < 2'000; ++round) {
        std::vector<std::byte> damaged(frame->payload().begin(), frame->payload().end());
        for (int hits = 0; hits < 4; ++hits)
            damaged[random() % damaged.size()] = static_cast<std::byte>(random());
        const auto outcome =
            rig.decoder->decode(damaged, {.pixels_max = 1 << 20}, codec::DecodeTo::bgrx, decoded);
        if (outcome) CHECK(decoded.pixels.size() == decoded.width * decoded.height * 4ull);
    }
}
