#include "support/catch.hpp"

#include "control/wanted/generation.hpp"

namespace {
using namespace weir;

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
