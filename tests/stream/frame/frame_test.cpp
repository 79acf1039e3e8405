#include "stream/frame/frame.hpp"

#include <algorithm>
#include <array>

#include "support/catch.hpp"

using namespace weir;

TEST_CASE("frame: a sealed draft keeps its bytes and only those are booked", "[frame]") {
    Ledger ledger;
    Account& account = ledger.open("capture");
    auto draft = frame::Draft::open(1000, account);
    REQUIRE(draft);
    std::ranges::fill(draft->bytes(), std::byte{7});

    frame::FrameRef frame = std::move(*draft).seal({.stream_id = 3, .sequence = 9}, 10);

    CHECK(frame->stream_id == 3);
    CHECK(frame->size() == 10);
    CHECK(std::ranges::count(frame->payload(), std::byte{7}) == 10);
    CHECK(account.bytes() == 10);
    frame.reset();
    CHECK(ledger.reads_zero());
}

TEST_CASE("frame: an abandoned or forgotten draft gives its memory back at once", "[frame]") {
    Ledger ledger;
    Account& account = ledger.open("capture");
    auto abandoned = frame::Draft::open(1000, account);
    {
        const auto forgotten = frame::Draft::open(1000, account);
    }

    std::move(*abandoned).abandon();

    CHECK(ledger.reads_zero());
}

TEST_CASE("frame: a received message becomes a frame where it lies", "[frame]") {
    Ledger ledger;
    auto buffer = Buffer::allocate(100, ledger.open("relay"));
    const std::byte* start = buffer->bytes().data();
    const std::span<const std::byte> bytes = buffer->bytes();

    const auto frame =
        frame::seal_received({}, std::move(*buffer), bytes.subspan(20), bytes.subspan(15, 5));

    CHECK(frame->payload().data() == start + 20);
    CHECK(frame->tail().data() == start + 15);
    CHECK(frame->tail().size() == 85);
}

TEST_CASE("frame: memory of a driver goes back once, when the last reader is done", "[frame]") {
    Ledger ledger;
    Account& account = ledger.open("capture");
    std::array<std::byte, 64> mapped{};
    int released = 0;

    frame::FrameRef frame = frame::seal_external({}, mapped, [&] { ++released; }, account);
    frame::FrameRef reader = frame;
    frame.reset();
    CHECK(released == 0);
    CHECK(account.bytes() == 64);

    reader.reset();
    CHECK(released == 1);
    CHECK(ledger.reads_zero());
}
