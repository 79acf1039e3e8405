#include "stream/capture/splitter.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {
using namespace weir;
using capture::Annexb;
using capture::SplitFault;
using Bytes = std::vector<std::byte>;

struct Seen {
    std::vector<std::pair<Bytes, bool>> units;
    std::optional<SplitFault> fault;

    bool operator==(const Seen&) const = default;
};

using Make = std::unique_ptr<capture::Splitter> (*)();

std::unique_ptr<capture::Splitter> h264() {
    return capture::split_annexb(Annexb::h264, 10'000);
}
std::unique_ptr<capture::Splitter> h265() {
    return capture::split_annexb(Annexb::h265, 10'000);
}
std::unique_ptr<capture::Splitter> parts() {
    return capture::split_multipart("weir", 10'000);
}

Seen feed(Make make, std::initializer_list<Bytes> portions, bool finish = true) {
    Seen seen;
    const auto splitter = make();
    const auto note = [&](const capture::Unit& unit) {
        seen.units.emplace_back(Bytes(unit.bytes.begin(), unit.bytes.end()), unit.keyframe);
    };
    for (const Bytes& portion : portions)
        if (const auto pushed = splitter->push(portion, note); !pushed) {
            seen.fault = pushed.error();
            return seen;
        }
    if (finish)
        if (const auto finished = splitter->finish(note); !finished) seen.fault = finished.error();
    return seen;
}

Bytes bytes(std::initializer_list<int> values) {
    Bytes made;
    for (const int value : values) made.push_back(static_cast<std::byte>(value));
    return made;
}

Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Bytes text(std::string_view from) {
    Bytes made;
    for (const char c : from) made.push_back(static_cast<std::byte>(c));
    return made;
}

// Payload bytes that nearly look like start codes.
const Bytes tricky = bytes({0x88, 0, 0, 3, 1, 0, 1, 0, 0, 2, 9, 1, 0, 0});
const Bytes long_code = bytes({0, 0, 0, 1});
const Bytes short_code = bytes({0, 0, 1});

// Delimiter, SPS, PPS, IDR; delimiter, SEI, slice with two slices; delimiter, slice.
const Bytes h264_key = long_code + bytes({9, 0xf0}) + long_code + bytes({0x67, 0x42, 5}) +
                       short_code + bytes({0x68, 7}) + short_code + bytes({0x65}) + tricky +
                       bytes({0x80});
const Bytes h264_two_slices = long_code + bytes({9, 0x30}) + short_code + bytes({6, 5, 1, 2}) +
                              short_code + bytes({0x41}) + tricky + bytes({0x80}) + short_code +
                              bytes({0x41, 3});
const Bytes h264_last = short_code + bytes({9, 0x30}) + short_code + bytes({0x01, 7, 7});
const Bytes h264_stream = h264_key + h264_two_slices + h264_last;

const Bytes h265_key = long_code + bytes({0x46, 1, 0x10}) + long_code + bytes({0x40, 1, 9}) +
                       short_code + bytes({0x26, 1, 5, 5});
const Bytes h265_other = long_code + bytes({0x46, 1, 0x50}) + short_code + bytes({0x02, 1, 6});

Bytes part(const Bytes& body) {
    return text("--weir\r\nContent-type: image/jpeg\r\nContent-length: " +
                std::to_string(body.size()) + "\r\n\r\n") +
           body + text("\r\n");
}
const Bytes body_a = bytes({0xff, 0xd8, 1, 2, 3}) + text("\r\n--weir\r\n") + bytes({0xff, 0xd9});
const Bytes body_b = bytes({0xff, 0xd8, 9});
const Bytes multipart = part(body_a) + part(body_b);

void same_at_every_split(Make make, const Bytes& stream, const Seen& expected) {
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        CAPTURE(cut);
        const auto at = stream.begin() + static_cast<std::ptrdiff_t>(cut);
        CHECK(feed(make, {Bytes(stream.begin(), at), Bytes(at, stream.end())}) == expected);
    }
}
}  // namespace

TEST_CASE("annexb: access units split at their delimiters wherever the bytes are cut",
          "[capture]") {
    const Seen expected{{{h264_key, true}, {h264_two_slices, false}, {h264_last, false}},
                        std::nullopt};

    same_at_every_split(h264, h264_stream, expected);
}

TEST_CASE("annexb: the same byte by byte", "[capture]") {
    Seen seen;
    const auto splitter = h264();
    for (const std::byte byte : h264_stream)
        REQUIRE(splitter->push(std::span(&byte, 1), [&](const capture::Unit& unit) {
            seen.units.emplace_back(Bytes(unit.bytes.begin(), unit.bytes.end()), unit.keyframe);
        }));

    REQUIRE(seen.units.size() == 2);
    CHECK(seen.units[1].first == h264_two_slices);
}

TEST_CASE("annexb: H.265 has its own types", "[capture]") {
    const Seen expected{{{h265_key, true}, {h265_other, false}}, std::nullopt};

    same_at_every_split(h265, h265_key + h265_other, expected);
}

TEST_CASE("annexb: two delimiters in a row make no empty unit", "[capture]") {
    const Bytes twice = long_code + bytes({9, 0xf0}) + h264_key;

    CHECK(feed(h264, {twice + h264_last}).units.size() == 2);
}

TEST_CASE("annexb: the first units leave before the end", "[capture]") {
    CHECK(feed(h264, {h264_stream}, false).units.size() == 2);
}

TEST_CASE("annexb: garbage is refused at once", "[capture]") {
    CHECK(feed(h264, {text("GIF89a")}).fault == SplitFault::not_expected);
    CHECK(feed(h264, {bytes({0, 1, 9})}).fault == SplitFault::not_expected);
    CHECK(feed(h264, {Bytes(1000)}).fault == SplitFault::not_expected);
}

TEST_CASE("annexb: a unit without end stops at the limit", "[capture]") {
    CHECK(feed(h264, {h264_key, Bytes(10'001, std::byte{0x55})}).fault == SplitFault::too_large);
}

TEST_CASE("annexb: parameters without a picture are no unit", "[capture]") {
    CHECK(feed(h264, {long_code + bytes({9, 0xf0}) + long_code + bytes({0x67, 1})}).units.empty());
    CHECK(feed(h264, {}).units.empty());
}

TEST_CASE("multipart: parts come whole wherever the bytes are cut", "[capture]") {
    const Seen expected{{{body_a, true}, {body_b, true}}, std::nullopt};

    same_at_every_split(parts, multipart, expected);
    same_at_every_split(parts, multipart + text("--weir--\r\n"), expected);
    same_at_every_split(parts, multipart + text("--weir\r\n"), expected);
}

TEST_CASE("multipart: a part leaves when its last byte is there", "[capture]") {
    const Bytes without_line_end(multipart.begin(), multipart.end() - 2);

    CHECK(feed(parts, {without_line_end}, false).units.size() == 2);
}

TEST_CASE("multipart: an end inside a part is told", "[capture]") {
    const Bytes cut(multipart.begin(), multipart.end() - 3);

    CHECK(feed(parts, {cut}).fault == SplitFault::truncated);
    CHECK(feed(parts, {text("--weir\r\nCont")}).fault == SplitFault::truncated);
}

TEST_CASE("multipart: lengths are checked before anything is held", "[capture]") {
    const auto with_length = [](const std::string& length) {
        return feed(parts, {text("--weir\r\nContent-length: " + length + "\r\n\r\n")}).fault;
    };

    CHECK(with_length("10001") == SplitFault::too_large);
    CHECK(with_length("999999999999999999999999") == SplitFault::not_expected);
    CHECK(with_length("-1") == SplitFault::not_expected);
    CHECK(with_length("0") == SplitFault::not_expected);
    CHECK(with_length("12x") == SplitFault::not_expected);
    CHECK(with_length("") == SplitFault::not_expected);
}

TEST_CASE("multipart: garbage and endless heads are refused", "[capture]") {
    CHECK(feed(parts, {text("HTTP/1.1 200 OK\r\n\r\n")}).fault == SplitFault::not_expected);
    CHECK(feed(parts, {text("--weir\r\n" + std::string(2000, 'x'))}).fault ==
          SplitFault::not_expected);
    CHECK(feed(parts, {text("--weir\r\nContent-type: x\r\n\r\n")}).fault ==
          SplitFault::not_expected);
}

TEST_CASE("splitters: random damage and random cuts are survived", "[capture]") {
    const unsigned seed = std::random_device{}();
    INFO("seed=" << seed);
    std::mt19937 random(seed);
    for (const auto& [make, stream] :
         {std::pair<Make, const Bytes&>{h264, h264_stream}, {h265, h265_key}, {parts, multipart}}) {
        for (int round = 0; round < 3000; ++round) {
            Bytes damaged = stream + stream;
            for (int hits = 0; hits < 2; ++hits)
                damaged[random() % damaged.size()] = static_cast<std::byte>(random());
            const auto splitter = make();
            std::size_t total = 0;
            const auto count = [&](const capture::Unit& unit) { total += unit.bytes.size(); };
            for (std::size_t at = 0; at < damaged.size();) {
                const std::size_t size = std::min(1 + random() % 40, damaged.size() - at);
                if (!splitter->push(std::span(damaged).subspan(at, size), count)) break;
                at += size;
            }
            CHECK(total <= damaged.size());
        }
    }
}
