#include "support/catch.hpp"

#include <map>
#include <tuple>
#include <vector>

#include "base/random.hpp"
#include "control/report/subscription.hpp"

namespace {
using namespace weir;

const report::History history;  // of a node to which nothing happens

gen::ResourceState resource(std::uint32_t number, std::string current) {
    gen::ResourceState state;
    state.number = number;
    state.kind = "capture";
    state.name = "capture " + std::to_string(number);
    state.current = std::move(current);
    return state;
}

// One thing of a kind comes, becomes another and goes: what a subscriber is told of it.
template <typename State, typename Item, typename Key>
void comes_changes_goes(std::vector<Item> State::* list, std::vector<Item> gen::StateChange::* told,
                        std::vector<Key> gen::StateChange::* gone, Key Item::* key,
                        const Item& before, const Item& after) {
    report::Subscription subscription;
    std::tuple<gen::GetConfigStateReply, gen::GetRuntimeStateReply> node;
    const auto next = [&] {
        return subscription.next(std::get<0>(node), std::get<1>(node), history);
    };
    auto& items = std::get<State>(node).*list;
    REQUIRE(next()->full);

    items = {before};
    const auto came = next();
    REQUIRE(came);
    CHECK((*came).*told == std::vector<Item>{before});
    CHECK(((*came).*gone).empty());
    CHECK_FALSE(next());

    items = {after};
    const auto changed = next();
    REQUIRE(changed);
    CHECK((*changed).*told == std::vector<Item>{after});
    CHECK(((*changed).*gone).empty());
    CHECK_FALSE(next());

    items.clear();
    const auto went = next();
    REQUIRE(went);
    CHECK(((*went).*told).empty());
    CHECK((*went).*gone == std::vector<Key>{after.*key});
    CHECK_FALSE(went->full);
    CHECK_FALSE(next());
}

// What a subscriber makes of the changes that it receives.
struct Mirror {
    void take(const gen::StateChange& change) {
        if (change.full) *this = {};
        for (const auto id : change.ingests_gone) ingests.erase(id);
        for (const auto& item : change.ingests) ingests[item.stream_id] = item;
        for (const auto id : change.outputs_gone) outputs.erase(id);
        for (const auto& item : change.outputs) outputs[item.output_id] = item;
        revision = change.revision;
    }
    bool shows(const gen::GetConfigStateReply& config,
               const gen::GetRuntimeStateReply& runtime) const {
        Mirror other;
        other.revision = config.revision;
        for (const auto& item : config.ingests) other.ingests[item.stream_id] = item;
        for (const auto& item : runtime.outputs) other.outputs[item.output_id] = item;
        return other.revision == revision && other.ingests == ingests && other.outputs == outputs;
    }

    std::uint64_t revision = 0;
    std::map<std::uint16_t, gen::Ingest> ingests;
    std::map<std::uint16_t, gen::OutputState> outputs;
};
}  // namespace

TEST_CASE("subscription: the first change tells everything, even when that is nothing",
          "[report]") {
    report::Subscription subscription;

    const auto first = subscription.next({}, {}, history);

    REQUIRE(first);
    CHECK(first->full);
    CHECK_FALSE(first->more);
    CHECK_FALSE(subscription.next({}, {}, history));
}

TEST_CASE("subscription: passing time is no news, another state or another try is", "[report]") {
    report::Subscription subscription;
    gen::GetRuntimeStateReply runtime;
    runtime.resources = {resource(1, "open")};
    runtime.resources[0].since = 100;
    runtime.resources[0].retry_in = 500;
    runtime.peers.resize(1);
    (void)subscription.next({}, runtime, history);

    runtime.resources[0].since = 400;
    runtime.resources[0].retry_in = 200;
    runtime.peers[0].last_seen = 3000;
    CHECK_FALSE(subscription.next({}, runtime, history));

    runtime.resources[0].retry_in = 400;  // less than was told, more than was left
    const auto tried = subscription.next({}, runtime, history);
    REQUIRE(tried);
    CHECK(tried->resources.size() == 1);
    CHECK(tried->peers.empty());

    runtime.resources[0].since = 0;  // left the state and came back between two looks
    CHECK(subscription.next({}, runtime, history));
}

TEST_CASE("subscription: what is gone is told once, by its key", "[report]") {
    report::Subscription subscription;
    gen::GetRuntimeStateReply runtime;
    runtime.resources = {resource(1, "open"), resource(2, "open")};
    (void)subscription.next({}, runtime, history);

    runtime.resources.erase(runtime.resources.begin());
    const auto change = subscription.next({}, runtime, history);

    REQUIRE(change);
    CHECK(change->resources_gone == std::vector<std::uint32_t>{1});
    CHECK(change->resources.empty());
    CHECK_FALSE(change->full);
    CHECK_FALSE(subscription.next({}, runtime, history));
}

TEST_CASE("subscription: a recording is told when it starts, changes and stops", "[report]") {
    comes_changes_goes(&gen::GetConfigStateReply::sinks, &gen::StateChange::sinks,
                       &gen::StateChange::sinks_gone, &gen::Sink::stream_id,
                       {.stream_id = 7, .path = "door.mkv"}, {.stream_id = 7, .path = "hall.mkv"});
}

TEST_CASE("subscription: a peer is told when it comes, moves and goes offline", "[report]") {
    const gen::PeerState here{.name = "relay:b", .address = "10.0.0.7:8001", .boot_nonce = 42};
    gen::PeerState there = here;
    there.address = "10.0.0.8:8001";
    comes_changes_goes(&gen::GetRuntimeStateReply::peers, &gen::StateChange::peers,
                       &gen::StateChange::peers_gone, &gen::PeerState::boot_nonce, here, there);
}

TEST_CASE("subscription: edges, displays, streams and outputs are told alike", "[report]") {
    comes_changes_goes(&gen::GetConfigStateReply::relays, &gen::StateChange::relays,
                       &gen::StateChange::relays_gone, &gen::RelayEdge::output_id,
                       {.output_id = 3, .stream_id = 7}, {.output_id = 3, .stream_id = 8});
    comes_changes_goes(&gen::GetConfigStateReply::displays, &gen::StateChange::displays,
                       &gen::StateChange::displays_gone, &gen::Display::stream_id, {.stream_id = 7},
                       {.stream_id = 7, .win_w = 640});
    comes_changes_goes(&gen::GetRuntimeStateReply::streams, &gen::StateChange::streams,
                       &gen::StateChange::streams_gone, &gen::StreamState::stream_id,
                       {.stream_id = 7}, {.stream_id = 7, .live = true});
    comes_changes_goes(&gen::GetRuntimeStateReply::outputs, &gen::StateChange::outputs,
                       &gen::StateChange::outputs_gone, &gen::OutputState::output_id,
                       {.output_id = 3}, {.output_id = 3, .frames_sent = 9});
}

TEST_CASE("subscription: a change of nothing but the revision is told", "[report]") {
    report::Subscription subscription;
    gen::GetConfigStateReply config;
    (void)subscription.next(config, {}, history);

    config.revision = 9;

    CHECK(subscription.next(config, {}, history)->revision == 9);
}

TEST_CASE("subscription: however small the messages, the mirror becomes the original", "[report]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    report::Subscription subscription;
    Mirror mirror;
    gen::GetConfigStateReply config;
    gen::GetRuntimeStateReply runtime;

    for (int round = 0; round < 300; ++round) {
        ++config.revision;
        const auto id = static_cast<std::uint16_t>(1 + random() % 20);
        std::erase_if(config.ingests, [&](const auto& item) { return item.stream_id == id; });
        if (random() % 3 != 0)
            config.ingests.push_back(
                {.stream_id = id, .device_path = std::string(random() % 200, 'd')});
        runtime.outputs.resize(random() % 10);
        for (std::size_t i = 0; i < runtime.outputs.size(); ++i) {
            runtime.outputs[i].output_id = static_cast<std::uint16_t>(i + 1);
            runtime.outputs[i].frames_sent = random() % 4;
        }

        const std::size_t room = 600 + random() % 400;
        bool more = true;
        for (int sent = 0; more && random() % 8 != 0; ++sent) {  // a slow reader is told less
            REQUIRE(sent < 100);
            const auto change = subscription.next(config, runtime, history, room);
            if (!change) break;
            REQUIRE(change->encoded_size() <= room);
            mirror.take(*change);
            more = change->more;
        }
    }
    while (const auto change = subscription.next(config, runtime, history, 600))
        mirror.take(*change);

    CHECK(mirror.shows(config, runtime));
}

TEST_CASE("subscription: events are told from the first change on, each once", "[report]") {
    report::History events;
    report::Subscription subscription;
    events.add(1, {.subject = gen::EventSubject::node, .name = "n", .after = "running"});
    CHECK(subscription.next({}, {}, events)->events.empty());

    events.add(2, {.subject = gen::EventSubject::stream, .name = "stream 3", .after = "live"});
    events.add(3, {.subject = gen::EventSubject::stream, .name = "stream 3", .after = ""});

    const auto change = subscription.next({}, {}, events);
    REQUIRE(change);
    REQUIRE(change->events.size() == 2);
    CHECK(change->events[0].number == 2);
    CHECK(change->events[1].before == "live");
    CHECK_FALSE(change->more);
    CHECK_FALSE(subscription.next({}, {}, events));
}

TEST_CASE("subscription: events that do not fit into one message follow", "[report]") {
    report::History events;
    report::Subscription subscription;
    (void)subscription.next({}, {}, events);
    for (int i = 0; i < 50; ++i)
        events.add(1, {.subject = gen::EventSubject::wanted,
                       .name = "w" + std::to_string(i),
                       .after = "wanted",
                       .detail = std::string(100, 'x')});

    std::uint64_t seen = 0;
    int messages = 0;
    while (const auto change = subscription.next({}, {}, events, 1500)) {
        for (const auto& event : change->events) REQUIRE(event.number == ++seen);
        CHECK(change->encoded_size() <= 1500);
        ++messages;
    }
    CHECK(seen == 50);
    CHECK(messages > 3);
}
