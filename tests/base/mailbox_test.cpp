#include "support/catch.hpp"

#include <thread>

#include "base/mailbox.hpp"

using namespace weir;

TEST_CASE("latest: a newer value replaces the one that nobody took", "[base]") {
    Latest<int> box;

    CHECK(box.put(1));
    CHECK_FALSE(box.put(2));

    CHECK(box.take() == 2);
    CHECK(box.take() == std::nullopt);
    CHECK(box.replaced() == 1);
}

TEST_CASE("handoff: a full queue spills the new value and counts it", "[base]") {
    Handoff<int> queue(2);

    CHECK(queue.put(1) == Handoff<int>::Put::first);
    CHECK(queue.put(2) == Handoff<int>::Put::queued);
    CHECK(queue.put(3) == Handoff<int>::Put::spilled);

    CHECK(queue.take() == 1);
    CHECK(queue.take() == 2);
    CHECK(queue.take() == std::nullopt);
    CHECK(queue.spilled() == 1);
}

TEST_CASE("handoff: what one thread puts another takes, in order", "[base]") {
    constexpr int count = 10'000;
    Handoff<int> queue(count);

    std::thread producer([&] {
        for (int i = 0; i < count; ++i) queue.put(i);
    });
    int expected = 0;
    while (expected < count)
        if (const auto value = queue.take()) REQUIRE(*value == expected++);
    producer.join();

    CHECK(queue.take() == std::nullopt);
}
