#include "support/catch.hpp"

#include "control/wanted/generation.hpp"

#include <charconv>

namespace {
using namespace weir;

// As a node of protocol version 1 wrote it: a capture, a recording and an edge, without a
// site_id.
constexpr std::string_view before_sites =
    "5745495257414e5401000000070000000000000065000000e570b627050000000000000001002700"
    "030000000000000000000000000000000b2f6465762f766964656f300a72656c61793a6d61696e00"
    "0001000800030005612e6d6b76010020000200030000000201010000000000000000000000000000"
    "000772656c61793a62";

std::vector<std::byte> bytes_of(std::string_view hex) {
    std::vector<std::byte> bytes(hex.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        unsigned value = 0;
        std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, value, 16);
        bytes[i] = static_cast<std::byte>(value);
    }
    return bytes;
}

wanted::Generation sample() {
    wanted::Generation generation{41, {}};
    gen::RelayEdge edge;
    edge.stream_id = 3;
    edge.mode = gen::DeliveryMode::low_latency;
    edge.dest_host = "relay:main";
    REQUIRE(generation.state.start_relay(edge));
    return generation;
}
}  // namespace

TEST_CASE("generation: comes back as it was written", "[wanted]") {
    const auto written = sample();

    const auto read = wanted::decode_generation(encode(written));

    REQUIRE(read);
    CHECK(read->number == 41);
    CHECK(read->state.values() == written.state.values());
}

TEST_CASE("generation: every truncation and every flipped bit is noticed", "[wanted]") {
    const auto whole = encode(sample());
    for (std::size_t size = 0; size < whole.size(); ++size)
        REQUIRE_FALSE(wanted::decode_generation(std::span(whole).first(size)));

    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto flipped = whole;
        flipped[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
        REQUIRE_FALSE(wanted::decode_generation(flipped));
    }
}

TEST_CASE("generation: bytes after the end are damage", "[wanted]") {
    auto bytes = encode(sample());
    bytes.push_back(std::byte{0});

    CHECK_FALSE(wanted::decode_generation(bytes));
}

TEST_CASE("generation: a file from before sites reads as this site's own wishes", "[wanted]") {
    const auto old = wanted::decode_generation(bytes_of(before_sites));

    INFO((old ? "" : old.error().what));
    REQUIRE(old);
    CHECK(old->number == 7);
    const auto& values = old->state.values();
    REQUIRE(values.ingests.size() == 1);
    CHECK(values.ingests[0].dest_host == "relay:main");
    CHECK(values.ingests[0].site_id == 0);
    CHECK(values.sinks.at(0).site_id == 0);
    CHECK(values.relays.at(0).site_id == 0);
    CHECK(values.relays.at(0).output_id == 2);
    // Written again it says so, and comes back the same.
    const auto again = wanted::decode_generation(encode(*old));
    REQUIRE(again);
    CHECK(again->state.values() == values);
    CHECK(encode(*old).size() > bytes_of(before_sites).size());
}

TEST_CASE("generation: the site of a wish is on the disk", "[wanted]") {
    // Only this site's wishes are let in; what is written has room for others all the same.
    gen::GetConfigStateReply values;
    values.ingests.push_back({.stream_id = 3, .device_path = "/dev/video0", .site_id = 513});
    std::vector<std::byte> bytes(values.encoded_size());
    wire::Writer out(bytes);
    values.encode(out);

    const auto read = gen::GetConfigStateReply::decode(bytes);
    REQUIRE(read);
    CHECK(read->ingests[0].site_id == 513);
    CHECK_FALSE(wanted::WantedState::decode(bytes));
}
