#include <vector>

#include "stream/codec/jpeg.hpp"
#include "stream/codec/pictures.hpp"
#include "stream/frame/picture_number.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using frame::PictureLayout;

constexpr frame::PictureNumber number{.number = 0xdeadbeef, .time_ms = 0x01234567};

std::optional<frame::PictureNumber> through_jpeg(const frame::Picture& picture, int quality) {
    Ledger ledger;
    const auto frame =
        *(*codec::JpegEncoder::open(quality))->encode(picture, {}, ledger.open("test"));
    codec::DecodedPicture decoded;
    REQUIRE((*codec::JpegDecoder::open())
                ->decode(frame->payload(), {}, codec::DecodeTo::luma, decoded)
                .has_value());
    return frame::read_picture_number(decoded.pixels, {.stride = decoded.width});
}
}  // namespace

TEST_CASE("picture number: survives JPEG at quality 50 and 4:2:0 in every layout", "[codec]") {
    struct Case {
        PictureLayout layout;
        std::size_t step;
        std::size_t channels;
    };
    for (const auto& c : {Case{PictureLayout::yuv420p, 1, 1}, Case{PictureLayout::nv12, 1, 1},
                          Case{PictureLayout::yuyv, 2, 1}, Case{PictureLayout::bgrx, 4, 3}})
        for (const bool full : {false, true})
            for (const int quality : {5, 50, 80}) {
                CAPTURE(static_cast<int>(c.layout), full, quality);
                auto painted = test::plain(c.layout, 646, 100, {120, 128, 128}, 6);
                painted.picture.full_range = full;
                const std::size_t stride = painted.picture.planes[0].stride;
                REQUIRE(frame::write_picture_number(
                    painted.planes[0], {.stride = stride, .step = c.step}, number, c.channels));
                CHECK(through_jpeg(painted.picture, quality) == number);
            }
}
