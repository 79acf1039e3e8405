#include "support/catch.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "control/report/subscription.hpp"
#include "operations/mirror.hpp"

namespace {
using namespace weir;
using namespace weir::operations;
using namespace std::chrono_literals;

const TimePoint begin{1h};

// Makes, changes and drops a few items of every list, ids in order as a map has them.
template <typename Item, typename Key, typename Change>
void shuffle(std::vector<Item>& items, Key Item::* key, Random& random, Change change) {
    const auto id = static_cast<Key>(1 + random() % 8);
    const auto at = std::ranges::find(items, id, key);
    if (at == items.end()) {
        Item made{};
        made.*key = id;
        change(made);
        items.push_back(std::move(made));
        std::ranges::sort(items, {}, key);
    } else if (random() % 3 == 0) {
        items.erase(at);
    } else {
        change(*at);
    }
}

struct Truth {
    gen::GetConfigStateReply config;
    gen::GetRuntimeStateReply runtime;

    void go_on(Random& random) {
        ++config.revision;
        const auto word = [&] { return std::string(random() % 40, 'x'); };
        shuffle(config.ingests, &gen::Ingest::stream_id, random,
                [&](auto& item) { item.device_path = word(); });
        shuffle(config.displays, &gen::Display::stream_id, random,
                [&](auto& item) { item.no_signal_fps = static_cast<std::uint8_t>(random()); });
        shuffle(config.sinks, &gen::Sink::stream_id, random,
                [&](auto& item) { item.path = word(); });
        shuffle(config.relays, &gen::RelayEdge::output_id, random,
                [&](auto& item) { item.dest_host = word(); });
        shuffle(runtime.resources, &gen::ResourceState::number, random, [&](auto& item) {
            item.error = word();
            item.since = 0;
        });
        shuffle(runtime.streams, &gen::StreamState::stream_id, random,
                [&](auto& item) { ++item.frames_received; });
        shuffle(runtime.outputs, &gen::OutputState::output_id, random,
                [&](auto& item) { ++item.frames_sent; });
        shuffle(runtime.peers, &gen::PeerState::boot_nonce, random,
                [&](auto& item) { item.name = word(); });
    }
};
}  // namespace

TEST_CASE("mirror: whoever is told every change knows the node's state", "[operations]") {
    const auto seed = GENERATE(range(1u, 41u));
    CAPTURE(seed);
    Random random = seeded_random(seed);
    Truth truth;
    report::Subscription subscription;
    const report::History quiet;
    Mirror mirror;
    NodeReport report;
    std::size_t parts = 0;

    for (int step = 0; step < 60; ++step) {
        truth.go_on(random);
        const std::size_t room = 200 + random() % 400;  // some changes come in parts
        for (bool more = true; more;) {
            const auto change = subscription.next(truth.config, truth.runtime, quiet, room);
            more = change && change->more;
            if (change) mirror.apply(*change, begin);
            parts += more ? 1 : 0;
        }
        mirror.write(report, begin);

        REQUIRE(report.config == truth.config);
        REQUIRE(report.runtime->resources == truth.runtime.resources);
        REQUIRE(report.runtime->streams == truth.runtime.streams);
        REQUIRE(report.runtime->outputs == truth.runtime.outputs);
        REQUIRE(report.runtime->peers == truth.runtime.peers);
    }
    CHECK(parts > 0);  // else nothing was tried
}

TEST_CASE("mirror: ages and countdowns go on between two changes", "[operations]") {
    gen::StateChange change{.full = true};
    change.resources.push_back({.since = 500, .retry_in = 2000, .number = 1});
    Mirror mirror;
    mirror.apply(change, begin);
    NodeReport report;

    mirror.write(report, begin + 1500ms);
    CHECK(report.runtime->resources.at(0).since == 2000);
    CHECK(report.runtime->resources.at(0).retry_in == 500);

    mirror.write(report, begin + 5s);
    CHECK(report.runtime->resources.at(0).retry_in == 0);
}

TEST_CASE("mirror: the first picture is whole when its last part has come", "[operations]") {
    Mirror mirror;

    mirror.apply({.full = true, .more = true}, begin);
    CHECK_FALSE(mirror.whole());
    mirror.apply({.more = false}, begin);
    CHECK(mirror.whole());
}
