#include "wire/reader.hpp"

#include <array>
#include <vector>

#include "support/catch.hpp"
#include "wire/header.hpp"
#include "wire/list.hpp"

namespace {
using namespace weir;

std::vector<std::byte> bytes(std::initializer_list<unsigned> values) {
    std::vector<std::byte> out;
    for (const unsigned value : values) out.push_back(static_cast<std::byte>(value));
    return out;
}
}  // namespace

TEST_CASE("header: six bytes, little endian", "[wire]") {
    std::array<std::byte, wire::header_bytes> memory{};

    wire::store_header(memory.data(), {0x0102, 0x03040506});

    CHECK(std::vector(memory.begin(), memory.end()) == bytes({2, 1, 6, 5, 4, 3}));
    CHECK(wire::load_header(memory.data()) == wire::Header{0x0102, 0x03040506});
}

TEST_CASE("reader: a run that does not fit names the end of the bytes", "[wire]") {
    const auto data = bytes({1, 2, 3});
    wire::Reader in(data);

    CHECK(in.run(2) == data.data());
    CHECK(in.run(2) == nullptr);
    CHECK(in.error() == wire::DecodeError{wire::DecodeProblem::truncated, 3});
}

TEST_CASE("reader: text over its maximum names its length prefix", "[wire]") {
    const auto data = bytes({3, 'a', 'b', 'c'});
    wire::Reader in(data);
    std::string_view text;

    in.run(1);

    CHECK_FALSE(in.text<std::uint8_t>(3, 2, text));
    CHECK(in.error() == wire::DecodeError{wire::DecodeProblem::too_long, 0});
}

TEST_CASE("reader: text that is not UTF-8 names its first byte", "[wire]") {
    const auto data = bytes({3, 'a', 0xc3, 'c'});
    wire::Reader in(data);
    std::string_view text;

    in.run(1);

    CHECK_FALSE(in.text<std::uint8_t>(3, 255, text));
    CHECK(in.error() == wire::DecodeError{wire::DecodeProblem::bad_text, 1});
}

TEST_CASE("reader: a count that the bytes cannot hold is refused before anything is read",
          "[wire]") {
    const auto data = bytes({0xff, 0xff, 1, 2, 3, 4});
    wire::Reader in(data);

    in.run(2);

    CHECK(in.count<std::uint16_t>(2, 0xffff, 2));
    CHECK_FALSE(in.count<std::uint16_t>(3, 0xffff, 2));
    CHECK(in.error() == wire::DecodeError{wire::DecodeProblem::too_many, 0});
}

TEST_CASE("list: scalars are read in order", "[wire]") {
    const auto data = bytes({1, 0, 2, 0, 3, 0});
    wire::Reader in(data);
    wire::List<wire::Plain<std::uint16_t>> list;

    REQUIRE(list.read(in, 3));

    std::vector<unsigned> seen;
    for (const auto value : list) seen.push_back(value);
    CHECK(seen == std::vector<unsigned>{1, 2, 3});
    CHECK(in.at_end());
}

TEST_CASE("decode error: says what and where", "[wire]") {
    CHECK(wire::text({wire::DecodeProblem::too_many, 12}) == "too_many at byte 12");
}
