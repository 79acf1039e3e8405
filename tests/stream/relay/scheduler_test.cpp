#include "stream/relay/scheduler.hpp"

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::Output;
using relay::SchedulerKind;

namespace {

struct Fixture {
    explicit Fixture(std::initializer_list<std::uint8_t> priorities,
                     const std::vector<std::uint16_t>& weights = {}) {
        for (const std::uint8_t priority : priorities) {
            const auto id = static_cast<std::uint16_t>(owned.size() + 1);
            owned.push_back(std::make_unique<Output>(
                id,
                relay::OutputSettings{
                    .stream_id = 3,
                    .delivery = relay::Delivery::completeness,
                    .priority = priority,
                    .weight = weights.empty() ? std::uint16_t{1} : weights[owned.size()]},
                listener));
            outputs.push_back(owned.back().get());
        }
    }
    void offer(std::size_t index, int frames) {
        for (int i = 0; i < frames; ++i) outputs[index]->offer(make(next++), {});
    }
    // Who sends, in which order, until nobody has anything.
    std::vector<int> turns(SchedulerKind kind) {
        const auto scheduler = relay::make_scheduler(kind);
        std::vector<int> ids;
        while (Output* output = scheduler->pick(outputs, TimePoint{})) {
            ids.push_back(output->id());
            output->pop();
            output->sent({});
        }
        return ids;
    }

    // Bytes each sent in `turns` turns, when nobody ever has nothing to send and the frames of
    // output i are of sizes[i] bytes.
    std::vector<std::uint64_t> shares(SchedulerKind kind, const std::vector<std::size_t>& sizes,
                                      int turns) {
        const auto scheduler = relay::make_scheduler(kind);
        std::vector<std::uint64_t> bytes(outputs.size());
        for (int turn = 0; turn < turns; ++turn) {
            for (std::size_t i = 0; i < outputs.size(); ++i)
                if (!outputs[i]->ready()) outputs[i]->offer(make(next++, sizes[i]), {});
            Output* output = scheduler->pick(outputs, TimePoint{});
            const auto size = output->pop()->size();
            scheduler->took(*output, size);
            output->sent({});
            bytes[static_cast<std::size_t>(output->id() - 1)] += size;
        }
        return bytes;
    }

    FrameMaker make;
    Listener listener;
    std::vector<std::unique_ptr<Output>> owned;
    std::vector<Output*> outputs;
    std::uint32_t next = 0;
};

}  // namespace

TEST_CASE("round robin: everybody in turn, those with nothing are passed over", "[relay]") {
    Fixture f{0, 9, 0};
    f.offer(0, 3);
    f.offer(1, 1);
    f.offer(2, 2);

    CHECK(f.turns(SchedulerKind::round_robin) == std::vector{1, 2, 3, 1, 3, 1});
}

TEST_CASE("strict priority: the highest first, equals in turn", "[relay]") {
    Fixture f{1, 7, 7};
    f.offer(0, 2);
    f.offer(1, 2);
    f.offer(2, 2);

    CHECK(f.turns(SchedulerKind::strict_priority) == std::vector{2, 3, 2, 3, 1, 1});
}

TEST_CASE("schedulers: nothing to send is nobody's turn", "[relay]") {
    Fixture f{0, 1};

    for (std::size_t i = 0; i < relay::scheduler_count; ++i) {
        const auto kind = static_cast<SchedulerKind>(i);
        CHECK(f.turns(kind).empty());
        CHECK(relay::make_scheduler(kind)->pick({}, TimePoint{}) == nullptr);
        CHECK_FALSE(relay::name(kind).empty());
    }
}

TEST_CASE("schedulers: everything that waits leaves in the end, whoever chooses", "[relay]") {
    for (std::size_t i = 0; i < relay::scheduler_count; ++i) {
        Fixture f({0, 3, 7}, {1, 5, 2});
        f.offer(0, 10);
        f.offer(1, 1);
        f.offer(2, 4);

        CHECK(f.turns(static_cast<SchedulerKind>(i)).size() == 15);
    }
}

TEST_CASE("weighted round robin: frames in the ratio of the weights, spread evenly", "[relay]") {
    Fixture f({0, 0}, {3, 1});
    f.offer(0, 9);
    f.offer(1, 3);

    CHECK(f.turns(SchedulerKind::weighted_round_robin) ==
          std::vector{1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 2, 1});
}

TEST_CASE("weighted round robin: who had nothing to send has saved nothing up", "[relay]") {
    Fixture f({0, 0}, {1, 1});
    const auto scheduler = relay::make_scheduler(SchedulerKind::weighted_round_robin);
    for (int i = 0; i < 10; ++i) {
        f.offer(0, 1);
        scheduler->pick(f.outputs, {})->pop();
    }
    f.offer(0, 4);
    f.offer(1, 4);

    std::vector<int> ids;
    for (int i = 0; i < 4; ++i) {
        Output* output = scheduler->pick(f.outputs, {});
        output->pop();
        ids.push_back(output->id());
    }

    CHECK(std::ranges::count(ids, 1) == 2);
}

TEST_CASE("weighted schedulers: who stays keeps its share when others come and go", "[relay]") {
    for (const auto kind :
         {SchedulerKind::weighted_round_robin, SchedulerKind::deficit_round_robin}) {
        Fixture f({0, 0, 0, 0}, {1, 1, 1, 1});
        const auto scheduler = relay::make_scheduler(kind);
        std::vector<int> turns(4);
        for (int round = 0; round < 1200; ++round) {
            for (std::size_t i = 0; i < 4; ++i)
                if (!f.outputs[i]->ready())
                    f.outputs[i]->offer(f.make(f.next++, limits::scheduler_quantum_bytes), {});
            // The first or the third is away in turn; the second and the fourth never are.
            std::vector<Output*> here = f.outputs;
            here.erase(here.begin() + (round % 2 == 0 ? 0 : 2));
            Output* output = scheduler->pick(here, {});
            scheduler->took(*output, output->next_bytes());
            output->pop();
            output->sent({});
            ++turns[output->id() - 1u];
        }

        INFO(relay::name(kind));
        CHECK(std::abs(turns[1] - turns[3]) <= 1);
        CHECK(turns[1] >= 1200 / 4);
    }
}

TEST_CASE("deficit round robin: the same bytes for all, however large their frames", "[relay]") {
    Fixture f{0, 0, 0};

    const auto bytes =
        f.shares(SchedulerKind::deficit_round_robin, {1'000, 30'000, 700'000}, 60'000);

    const auto [least, most] = std::ranges::minmax(bytes);
    CHECK(most - least <= limits::scheduler_quantum_bytes + 700'000);
}

TEST_CASE("deficit round robin: bytes in the ratio of the weights", "[relay]") {
    Fixture f({0, 0, 0}, {1, 2, 5});

    const auto bytes =
        f.shares(SchedulerKind::deficit_round_robin, {200'000, 5'000, 90'000}, 50'000);

    std::vector<std::uint64_t> per_weight{bytes[0], bytes[1] / 2, bytes[2] / 5};
    const auto [least, most] = std::ranges::minmax(per_weight);
    CHECK(most - least <= limits::scheduler_quantum_bytes + 200'000);
}

TEST_CASE("deficit round robin: a frame of many quanta waits for them and then goes", "[relay]") {
    Fixture f{0, 0};
    const auto big = static_cast<std::size_t>(10 * limits::scheduler_quantum_bytes);

    const auto bytes = f.shares(SchedulerKind::deficit_round_robin, {big, big / 20}, 2'100);

    CHECK(bytes[0] > 0);
    CHECK((bytes[0] > bytes[1] ? bytes[0] - bytes[1] : bytes[1] - bytes[0]) <=
          big + limits::scheduler_quantum_bytes);
}

TEST_CASE("strict priority: equals stay in turn, however often a higher one comes between",
          "[relay]") {
    Fixture f{7, 0, 0};
    const auto scheduler = relay::make_scheduler(SchedulerKind::strict_priority);
    std::vector<int> low;
    f.offer(1, 20);
    f.offer(2, 20);

    for (int turn = 0; turn < 20; ++turn) {
        if (turn % 2 == 0) f.offer(0, 1);
        Output* output = scheduler->pick(f.outputs, TimePoint{});
        if (output->id() != 1) low.push_back(output->id());
        output->pop();
        output->sent({});
    }

    CHECK(low == std::vector{2, 3, 2, 3, 2, 3, 2, 3, 2, 3});
}

TEST_CASE("deficit round robin: who sends empty frames uses its turn up as well", "[relay]") {
    Fixture f{0, 0};

    const auto bytes = f.shares(SchedulerKind::deficit_round_robin, {0, 1000}, 10'000);

    CHECK(bytes[1] > 0);
}
