#include "stream/relay/completeness_queue.hpp"

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::Budget;
using relay::CompletenessQueue;
using relay::DropCause;
using relay::DropPolicy;

namespace {

struct Fixture {
    bool push(CompletenessQueue& queue, std::uint32_t sequence, std::size_t bytes = 10,
              CompletenessQueue::InFlight in_flight = {}) {
        return !queue.push({make(sequence, bytes), {}}, in_flight, drops);
    }

    FrameMaker make;
    relay::DropCounts drops;
};

}  // namespace

TEST_CASE("completeness queue: keeps every frame in order while both budgets hold", "[relay]") {
    Fixture f;
    CompletenessQueue queue({.frames_max = 5, .bytes_max = 50}, DropPolicy::oldest);

    for (std::uint32_t sequence = 0; sequence < 5; ++sequence) CHECK(f.push(queue, sequence));

    CHECK(queue.bytes() == 50);
    for (std::uint32_t sequence = 0; sequence < 5; ++sequence)
        CHECK(queue.pop()->frame->sequence == sequence);
    CHECK(queue.bytes() == 0);
    CHECK(f.drops.total() == 0);
}

TEST_CASE("completeness queue: oldest frames leave first when a budget is full", "[relay]") {
    Fixture f;
    CompletenessQueue by_bytes({.frames_max = 100, .bytes_max = 50}, DropPolicy::oldest);
    CompletenessQueue by_frames({.frames_max = 2, .bytes_max = 1000}, DropPolicy::oldest);

    for (std::uint32_t sequence = 0; sequence < 6; ++sequence) f.push(by_bytes, sequence);
    for (std::uint32_t sequence = 0; sequence < 6; ++sequence) f.push(by_frames, sequence);

    CHECK(f.drops[DropCause::byte_budget] == 1);
    CHECK(f.drops[DropCause::frame_budget] == 4);
    CHECK(by_bytes.pop()->frame->sequence == 1);
    CHECK(by_frames.pop()->frame->sequence == 4);
}

TEST_CASE("completeness queue: new frames are refused when asked to keep the old", "[relay]") {
    Fixture f;
    CompletenessQueue queue({.frames_max = 2, .bytes_max = 1000}, DropPolicy::newest);

    for (std::uint32_t sequence = 0; sequence < 6; ++sequence) f.push(queue, sequence);

    CHECK(f.drops[DropCause::frame_budget] == 4);
    CHECK(queue.pop()->frame->sequence == 0);
    CHECK(queue.pop()->frame->sequence == 1);
}

TEST_CASE("completeness queue: a frame larger than the budget costs nothing else", "[relay]") {
    Fixture f;
    CompletenessQueue queue({.frames_max = 100, .bytes_max = 50}, DropPolicy::oldest);
    f.push(queue, 0, 50);

    CHECK_FALSE(f.push(queue, 1, 51));

    CHECK(f.drops[DropCause::oversized] == 1);
    CHECK(queue.pop()->frame->sequence == 0);
}

TEST_CASE("completeness queue: a large frame makes all the room it needs", "[relay]") {
    Fixture f;
    CompletenessQueue queue({.frames_max = 100, .bytes_max = 50}, DropPolicy::oldest);
    for (std::uint32_t sequence = 0; sequence < 5; ++sequence) f.push(queue, sequence);

    CHECK(f.push(queue, 5, 35));

    CHECK(f.drops[DropCause::byte_budget] == 4);
    CHECK(queue.frames() == 2);
}

TEST_CASE("completeness queue: what is being sent shares the budget", "[relay]") {
    Fixture f;
    CompletenessQueue queue({.frames_max = 100, .bytes_max = 50}, DropPolicy::oldest);

    CHECK(f.push(queue, 0, 20, {.frames = 1, .bytes = 30}));
    CHECK(f.push(queue, 1, 20, {.frames = 1, .bytes = 30}));
    CHECK_FALSE(f.push(queue, 2, 30, {.frames = 1, .bytes = 30}));

    CHECK(f.drops[DropCause::byte_budget] == 3);
    CHECK(queue.frames() == 0);
}

namespace {

constexpr Budget soft{.frames_max = 4, .bytes_max = 1000, .policy = relay::BudgetPolicy::soft};

std::vector<std::uint32_t> sequences_of(CompletenessQueue& queue) {
    std::vector<std::uint32_t> sequences;
    while (const auto waiting = queue.pop()) sequences.push_back(waiting->frame->sequence);
    return sequences;
}

}  // namespace

TEST_CASE("completeness queue: a burst passes a soft budget, never its ceiling", "[relay]") {
    Fixture f;
    CompletenessQueue queue(soft, DropPolicy::oldest);

    for (std::uint32_t sequence = 0; sequence < 8; ++sequence) CHECK(f.push(queue, sequence));

    CHECK(queue.frames() == 4 * limits::soft_budget_factor);
    CHECK(f.drops.total() == 0);
    for (std::uint32_t sequence = 8; sequence < 100; ++sequence) {
        f.push(queue, sequence);
        REQUIRE(queue.frames() <= 4 * limits::soft_budget_factor);
    }
}

TEST_CASE("completeness queue: at its ceiling a soft one makes one gap, not many", "[relay]") {
    Fixture f;
    CompletenessQueue queue(soft, DropPolicy::oldest);

    for (std::uint32_t sequence = 0; sequence <= 8; ++sequence) f.push(queue, sequence);

    CHECK(f.drops[DropCause::frame_budget] == 4);
    CHECK(sequences_of(queue) == std::vector<std::uint32_t>{4, 5, 6, 7, 8});
}

TEST_CASE("completeness queue: a soft one that keeps the oldest refuses until the budget holds",
          "[relay]") {
    Fixture f;
    CompletenessQueue queue(soft, DropPolicy::newest);
    std::uint32_t sequence = 0;
    while (f.push(queue, sequence)) ++sequence;
    CHECK(queue.frames() == 8);

    for (int left = 7; left > 4; --left) {
        queue.pop();
        CHECK_FALSE(f.push(queue, ++sequence));
    }
    queue.pop();

    CHECK(f.push(queue, ++sequence));
    CHECK(f.push(queue, ++sequence));
}

TEST_CASE("completeness queue: frames above a soft budget still get through one by one",
          "[relay]") {
    Fixture f;
    CompletenessQueue queue({.frames_max = 10, .bytes_max = 100, .policy = soft.policy},
                            DropPolicy::newest);

    for (std::uint32_t sequence = 0; sequence < 5; ++sequence) {
        CHECK(f.push(queue, 2 * sequence, 150));
        CHECK_FALSE(f.push(queue, 2 * sequence + 1, 150));
        CHECK(queue.pop());
    }
    CHECK_FALSE(f.push(queue, 99, 201));
    CHECK(f.drops[DropCause::oversized] == 1);
}

TEST_CASE("completeness queue: a soft budget near the limit has the limit for a ceiling",
          "[relay]") {
    const Budget near{.frames_max = limits::completeness_frames_max - 1,
                      .bytes_max = limits::completeness_bytes_max,
                      .policy = relay::BudgetPolicy::soft};

    CHECK(near.ceiling().frames_max == limits::completeness_frames_max);
    CHECK(near.ceiling().bytes_max == limits::completeness_bytes_max);
}
