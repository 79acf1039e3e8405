#include "stream/codec/jpeg_markers.hpp"

#include <random>
#include <vector>

#include "support/catch.hpp"

namespace {
using namespace weir;
using codec::JpegFault;
using Bytes = std::vector<std::byte>;

void put(Bytes& to, std::initializer_list<int> bytes) {
    for (const int byte : bytes) to.push_back(static_cast<std::byte>(byte));
}

// SOI, a frame header of `kind` with `components`, ready for scans.
Bytes begin(int width, int height, int kind = 0xc0, int components = 3, int precision = 8) {
    Bytes bytes;
    put(bytes, {0xff, 0xd8, 0xff, kind, 0, 8 + 3 * components, precision, height >> 8, height & 255,
                width >> 8, width & 255, components});
    for (int i = 0; i < components; ++i) put(bytes, {i + 1, i == 0 ? 0x22 : 0x11, 0});
    return bytes;
}

void scan(Bytes& to, std::initializer_list<int> ids) {
    put(to, {0xff, 0xda, 0, 6 + 2 * static_cast<int>(ids.size()), static_cast<int>(ids.size())});
    for (const int id : ids) put(to, {id, 0});
    put(to, {0, 63, 0});
    put(to, {0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0x00, 0x78});
}

void end(Bytes& to) {
    put(to, {0xff, 0xd9});
}

Bytes picture(int width, int height, int kind = 0xc0) {
    Bytes bytes = begin(width, height, kind);
    scan(bytes, {1, 2, 3});
    end(bytes);
    return bytes;
}

JpegFault fault_of(const Bytes& bytes, const codec::JpegBounds& bounds = {}) {
    const auto facts = codec::read_jpeg_markers(bytes, bounds);
    REQUIRE_FALSE(facts.has_value());
    return facts.error();
}
}  // namespace

TEST_CASE("jpeg markers: size, sampling and end of a baseline picture are read", "[codec]") {
    Bytes bytes = picture(640, 480);
    const std::size_t size = bytes.size();
    put(bytes, {0, 0, 0, 0});  // padding of a camera

    const auto facts = codec::read_jpeg_markers(bytes, {});

    REQUIRE(facts.has_value());
    CHECK(facts->width == 640);
    CHECK(facts->height == 480);
    CHECK(facts->components == 3);
    CHECK(facts->luma_h == 2);
    CHECK(facts->scans == 1);
    CHECK(facts->size == size);
}

TEST_CASE("jpeg markers: every truncation is refused", "[codec]") {
    const Bytes whole = picture(64, 64);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto fault = fault_of(Bytes(whole.begin(), whole.begin() + static_cast<long>(size)));
        CHECK((fault == JpegFault::truncated || fault == JpegFault::not_jpeg));
    }
}

TEST_CASE("jpeg markers: progressive is refused unless asked for", "[codec]") {
    const Bytes bytes = picture(64, 64, 0xc2);

    CHECK(fault_of(bytes) == JpegFault::progressive);
    CHECK(codec::read_jpeg_markers(bytes, {.progressive = true}).has_value());
}

TEST_CASE("jpeg markers: repeated progressive scans stop at the limit of scanned pixels",
          "[codec]") {
    Bytes bytes = begin(8192, 8192, 0xc2);
    for (int i = 0; i < 10'000; ++i) scan(bytes, {1});
    end(bytes);

    CHECK(fault_of(bytes, {.progressive = true}) == JpegFault::too_many_scans);
}

TEST_CASE("jpeg markers: a sequential picture has each component once", "[codec]") {
    Bytes apart = begin(64, 64);
    for (const int id : {1, 2, 3}) scan(apart, {id});
    Bytes repeated = apart;
    scan(repeated, {2});
    end(apart);
    end(repeated);

    CHECK(codec::read_jpeg_markers(apart, {})->scans == 3);
    CHECK(fault_of(repeated) == JpegFault::too_many_scans);
}

TEST_CASE("jpeg markers: another size than the stream's is refused", "[codec]") {
    CHECK(fault_of(picture(64, 64), {.width = 65, .height = 64}) == JpegFault::wrong_size);
    CHECK(fault_of(picture(64, 64), {.width = 64, .height = 63}) == JpegFault::wrong_size);
}

TEST_CASE("jpeg markers: pixels are bounded before anything is allocated", "[codec]") {
    CHECK(fault_of(picture(65535, 65535)) == JpegFault::too_many_pixels);
    CHECK(fault_of(picture(64, 64), {.pixels_max = 4095}) == JpegFault::too_many_pixels);
}

TEST_CASE("jpeg markers: kinds no video source sends are refused", "[codec]") {
    for (const int kind : {0xc3, 0xc5, 0xc9, 0xca, 0xcb, 0xcf})
        CHECK(fault_of(picture(64, 64, kind)) == JpegFault::unsupported);
    CHECK(fault_of(begin(64, 64, 0xc0, 3, 12)) == JpegFault::unsupported);
    CHECK(fault_of(begin(64, 64, 0xc0, 4)) == JpegFault::unsupported);
}

TEST_CASE("jpeg markers: contradicting headers are refused", "[codec]") {
    Bytes no_frame;
    put(no_frame, {0xff, 0xd8});
    scan(no_frame, {1});
    CHECK(fault_of(no_frame) == JpegFault::bad_header);

    CHECK(fault_of(begin(0, 64)) == JpegFault::bad_header);
    CHECK(fault_of(begin(64, 0)) == JpegFault::bad_header);

    Bytes two_frames = begin(64, 64);
    const Bytes second = begin(64, 64);
    two_frames.insert(two_frames.end(), second.begin() + 2, second.end());
    CHECK(fault_of(two_frames) == JpegFault::bad_header);

    Bytes stranger = begin(64, 64);
    scan(stranger, {9});
    CHECK(fault_of(stranger) == JpegFault::bad_header);

    Bytes no_scan = begin(64, 64);
    end(no_scan);
    CHECK(fault_of(no_scan) == JpegFault::bad_header);
}

TEST_CASE("jpeg markers: an embedded thumbnail is skipped by its segment's length", "[codec]") {
    const Bytes inner = picture(16, 16, 0xc2);
    const Bytes outer = picture(64, 48);
    Bytes bytes(outer.begin(), outer.begin() + 2);
    put(bytes, {0xff, 0xe1, 0, static_cast<int>(inner.size() + 2)});
    bytes.insert(bytes.end(), inner.begin(), inner.end());
    bytes.insert(bytes.end(), outer.begin() + 2, outer.end());

    CHECK(codec::read_jpeg_markers(bytes, {})->height == 48);
}

TEST_CASE("jpeg markers: random damage is survived", "[codec]") {
    const unsigned seed = std::random_device{}();
    INFO("seed=" << seed);
    std::mt19937 random(seed);
    const Bytes whole = picture(640, 480);
    for (int round = 0; round < 20'000; ++round) {
        Bytes damaged = whole;
        for (int hits = 0; hits < 3; ++hits)
            damaged[random() % damaged.size()] = static_cast<std::byte>(random());
        const auto facts = codec::read_jpeg_markers(damaged, {});
        if (facts) CHECK(facts->size <= damaged.size());
    }
}
