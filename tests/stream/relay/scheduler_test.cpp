#include "stream/relay/scheduler.hpp"

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::Output;
using relay::SchedulerKind;

namespace {

struct Fixture {
    explicit Fixture(std::initializer_list<std::uint8_t> priorities) {
        for (const std::uint8_t priority : priorities) {
            const auto id = static_cast<std::uint16_t>(owned.size() + 1);
            owned.push_back(std::make_unique<Output>(
                id,
                relay::OutputSettings{.stream_id = 3,
                                      .delivery = relay::Delivery::completeness,
                                      .priority = priority},
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
        while (Output* output = scheduler->pick(outputs)) {
            ids.push_back(output->id());
            output->pop();
            output->sent({});
        }
        return ids;
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

    CHECK(f.turns(SchedulerKind::round_robin).empty());
    CHECK(f.turns(SchedulerKind::strict_priority).empty());
    CHECK(relay::make_scheduler(SchedulerKind::round_robin)->pick({}) == nullptr);
}
