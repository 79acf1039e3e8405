#include "support/catch.hpp"

#include "control/wanted/fake_disk.hpp"
#include "control/wanted/store.hpp"

namespace {
using namespace weir;
using test::FakeDisk;
using wanted::Store;
using wanted::WantedState;

constexpr std::size_t operations_per_save = 4;

WantedState with_streams(std::uint16_t count) {
    WantedState state;
    for (std::uint16_t id = 1; id <= count; ++id) {
        gen::Ingest ingest;
        ingest.stream_id = id;
        ingest.device_path = "pattern:";
        REQUIRE(state.start_ingest(ingest).value());
    }
    return state;
}

// One more change on top: what each save of these tests writes.
WantedState next_of(WantedState state) {
    gen::Sink sink;
    sink.stream_id = 1;
    sink.path = "revision-" + std::to_string(state.revision() + 1) + ".mkv";
    REQUIRE(state.start_sink(sink).value());
    return state;
}
}  // namespace

TEST_CASE("store: what was saved is loaded, also by another node start", "[wanted]") {
    FakeDisk disk;
    const auto state = with_streams(5);
    REQUIRE(Store(disk, "n").load().state.revision() == 0);
    REQUIRE(Store(disk, "n").save(state));

    const auto loaded = Store(disk, "n").load();

    CHECK(loaded.warnings.empty());
    CHECK(loaded.state.values() == state.values());
    CHECK(Store(disk, "other").load().state.values().ingests.empty());
}

TEST_CASE("store: a crash at any instant loses no acknowledged change", "[wanted]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    FakeDisk disk;
    Store store(disk, "n");
    WantedState acknowledged = with_streams(3);
    REQUIRE(store.save(acknowledged));

    for (int save = 0; save < 260; ++save) {
        const WantedState next = next_of(acknowledged);
        for (std::size_t instant = 0; instant <= operations_per_save; ++instant) {
            FakeDisk crashing = disk;
            Store writer(crashing, "n");
            REQUIRE(writer.load().state.values() == acknowledged.values());
            crashing.cut_power_at(instant);
            const bool saved = writer.save(next).has_value();
            crashing.restart(random);

            const auto loaded = Store(crashing, "n").load().state;

            REQUIRE((loaded.values() == next.values() ||
                     (!saved && loaded.values() == acknowledged.values())));
            REQUIRE(saved == (instant == operations_per_save));
        }
        REQUIRE(store.save(next));
        acknowledged = next;
    }
}

TEST_CASE("store: a life of crashes and full disks loses no acknowledged change", "[wanted]") {
    const auto seed = GENERATE(range(1u, 11u));
    CAPTURE(seed);
    Random random = seeded_random(seed);
    FakeDisk disk;
    WantedState acknowledged;
    for (int start = 0; start < 200; ++start) {
        Store store(disk, "n");
        const auto loaded = store.load().state;
        REQUIRE(loaded.revision() >= acknowledged.revision());
        acknowledged = loaded;
        for (std::uint32_t saves = random() % 4; saves > 0; --saves) {
            if (random() % 2 == 0) disk.fail_at(random() % 8);
            const auto next = next_of(acknowledged);
            if (store.save(next)) acknowledged = next;
        }
        disk.cut_power_at(random() % operations_per_save);
        if (store.save(next_of(acknowledged))) FAIL("saved without power");
        disk.restart(random);
    }
    CHECK(acknowledged.revision() > 100);
}

TEST_CASE("store: a damaged newest file falls back to the older one and says so", "[wanted]") {
    FakeDisk disk;
    Store store(disk, "n");
    const auto older = with_streams(2);
    const auto newer = next_of(older);
    REQUIRE(store.save(older));
    REQUIRE(store.save(newer));
    auto& bytes = disk.content("n.wanted.1");
    REQUIRE(Store(disk, "n").load().state.values() == newer.values());

    bytes[bytes.size() / 2] ^= std::byte{1};
    Store again(disk, "n");
    const auto loaded = again.load();

    CHECK(loaded.state.values() == older.values());
    REQUIRE(loaded.warnings.size() == 1);
    CHECK(loaded.warnings[0] ==
          "wanted state n.wanted.1: the checksum does not match; going on with revision 2 from "
          "n.wanted.0");
    REQUIRE(again.save(newer));
    CHECK(Store(disk, "n").load().warnings.empty());
    CHECK(Store(disk, "n").load().state.values() == newer.values());
}

TEST_CASE("store: with both files ruined a node starts empty and says so twice", "[wanted]") {
    FakeDisk disk;
    Store store(disk, "n");
    REQUIRE(store.save(with_streams(1)));
    REQUIRE(store.save(with_streams(2)));
    disk.content("n.wanted.0").clear();
    disk.content("n.wanted.1").resize(11);

    const auto loaded = Store(disk, "n").load();

    CHECK(loaded.state.revision() == 0);
    REQUIRE(loaded.warnings.size() == 2);
    CHECK(loaded.warnings[1] ==
          "wanted state n.wanted.1: torn after 11 bytes; there is no older "
          "one, so this node starts without wishes");
}

TEST_CASE("store: a save that failed is no obstacle for the next", "[wanted]") {
    const auto broken = GENERATE(range<std::size_t>(0, operations_per_save));
    FakeDisk disk;
    Store store(disk, "n");
    const auto first = with_streams(1);
    REQUIRE(store.save(first));
    disk.fail_at(broken);
    const auto second = next_of(first);
    CHECK_FALSE(store.save(second));

    const auto third = next_of(second);
    REQUIRE(store.save(third));

    CHECK(Store(disk, "n").load().state.values() == third.values());
}
