#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/random.hpp"
#include "fake_network.hpp"
#include "operations/stream_ids.hpp"

namespace {
using namespace weir;
using namespace weir::operations;
using test::FakeNetwork;

gen::Ingest device(const std::string& path, std::uint16_t id = 0) {
    gen::Ingest wish;
    wish.stream_id = id;
    wish.device_path = path;
    return wish;
}

// Lets one of several controllers ask at a time, in an order that the seed decides.
class Turns {
public:
    Turns(std::size_t count, std::uint64_t seed)
        : waiting_(count, false), random_(seeded_random(seed)), running_(count) {}

    // Before each question: waits until it is this controller's turn.
    void wait(std::size_t self) {
        std::unique_lock lock(mutex_);
        waiting_[self] = true;
        choose();
        changed_.wait(lock, [&] { return turn_ == self; });
        turn_ = nobody;
        waiting_[self] = false;
    }

    void finished() {
        const std::lock_guard lock(mutex_);
        --running_;
        choose();
    }

private:
    static constexpr std::size_t nobody = ~std::size_t{0};

    // Only when all that still run are waiting, so the order is the seed's and not the machine's.
    void choose() {
        std::vector<std::size_t> ready;
        for (std::size_t i = 0; i < waiting_.size(); ++i)
            if (waiting_[i]) ready.push_back(i);
        if (turn_ != nobody || ready.size() < running_ || ready.empty()) return;
        turn_ = ready[random_() % ready.size()];
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<bool> waiting_;
    Random random_;
    std::size_t running_;
    std::size_t turn_ = nobody;
};

// One controller's way to the shared nodes.
class Interleaved final : public Network {
public:
    Interleaved(FakeNetwork& shared, Turns& turns, std::size_t self)
        : shared_(shared), turns_(turns), self_(self) {}
    std::vector<NodeInfo> nodes() override {
        turns_.wait(self_);
        return shared_.nodes();
    }
    std::vector<Result<Body>> ask(std::span<const Question> questions) override {
        std::vector<Result<Body>> answers;
        for (const Question& one : questions) {  // others may come between any two
            turns_.wait(self_);
            answers.push_back(std::move(shared_.ask({&one, 1}).front()));
        }
        return answers;
    }

private:
    FakeNetwork& shared_;
    Turns& turns_;
    std::size_t self_;
};

std::multiset<std::uint16_t> wanted_ids(const FakeNetwork& network) {
    std::multiset<std::uint16_t> ids;
    for (const auto& [name, node] : network.nodes_by_name)
        for (const auto& ingest : node.wanted.values().ingests) ids.insert(ingest.stream_id);
    return ids;
}
}  // namespace

TEST_CASE("every controller tries the ids of a device in the same order") {
    // The same numbers are in web/test/operations.test.mjs.
    const auto first = [](std::string_view node, std::string_view path) {
        return std::array{candidate_id(node, path, 0), candidate_id(node, path, 1),
                          candidate_id(node, path, 2)};
    };
    CHECK(first("relay:main", "pattern:") == std::array<std::uint16_t, 3>{32200, 30581, 28962});
    CHECK(first("camera:desk", "/dev/video0") == std::array<std::uint16_t, 3>{43964, 45312, 46660});
    CHECK(first("kamera:büro", "v4l2:/dev/video2?x=1") ==
          std::array<std::uint16_t, 3>{36475, 57041, 12072});
}

TEST_CASE("stream ids: the order of a device visits every id once", "[operations]") {
    std::set<std::uint16_t> seen;
    for (unsigned attempt = 0; attempt < 65535; ++attempt)
        seen.insert(candidate_id("camera:desk", "/dev/video0", attempt));
    CHECK(seen.size() == 65535);
    CHECK_FALSE(seen.contains(0));
}

TEST_CASE("stream ids: options of a device are no other device", "[operations]") {
    CHECK(candidate_id("a:b", "pattern:?quality=1", 0) == candidate_id("a:b", "pattern:", 0));
    CHECK(candidate_id("a:b", "v4l2:/dev/video0", 0) == candidate_id("a:b", "/dev/video0", 0));
    CHECK(candidate_id("a:b", "file:/my%20film", 0) == candidate_id("a:b", "file:/my film", 0));
    CHECK(device_key("file:/100%") == "file:/100%");
    CHECK(device_key("file:/%zz%e4") == "file:/%zz%e4");  // no sign of ASCII
    CHECK(candidate_id("a:b", "/dev/video0", 0) != candidate_id("a:b", "/dev/video1", 0));
}

TEST_CASE("stream ids: a device keeps its id, whatever its settings", "[operations]") {
    FakeNetwork network;
    network.add("camera:desk");

    const auto first = start_ingest(network, "camera:desk", device("pattern:"));
    auto wish = device("pattern:?quality=30");
    wish.width = wish.height = 64;
    const auto again = start_ingest(network, "camera:desk", wish);

    REQUIRE(first);
    REQUIRE(again);
    CHECK(*again == *first);
    CHECK(network.nodes_by_name["camera:desk"].wanted.values().ingests.size() == 1);
}

TEST_CASE("stream ids: an id that flows anywhere is not given away", "[operations]") {
    FakeNetwork network;
    network.add("camera:desk");
    auto& relay = network.add("relay:main");
    relay.streams.push_back(
        {.stream_id = candidate_id("camera:desk", "pattern:", 0), .source = {}});
    REQUIRE(relay.wanted.start_relay({.stream_id = candidate_id("camera:desk", "pattern:", 1),
                                      .mode = gen::DeliveryMode::low_latency,
                                      .dest_host = "screen:wall"}));

    CHECK(start_ingest(network, "camera:desk", device("pattern:")).value() ==
          candidate_id("camera:desk", "pattern:", 2));
}

TEST_CASE("stream ids: an id that somebody chose is refused when it is another's", "[operations]") {
    FakeNetwork network;
    network.add("camera:a");
    network.add("camera:b");
    REQUIRE(start_ingest(network, "camera:a", device("pattern:", 7)));

    const auto refused = start_ingest(network, "camera:b", device("pattern:", 7));

    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::refused);
    CHECK(network.nodes_by_name["camera:b"].wanted.values().ingests.empty());
}

TEST_CASE("stream ids: a node that does not answer is named", "[operations]") {
    FakeNetwork network;
    network.add("camera:a").answers = false;

    const auto refused = start_ingest(network, "camera:a", device("pattern:"));

    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("camera:a") != std::string::npos);
}

// Every two controllers start a device each, on one node or on two, in every order that 400 seeds
// give. To make collisions certain, their first candidates are the same: found by search.
TEST_CASE("stream ids: controllers at the same time never leave one id with two devices",
          "[operations]") {
    const std::string first = "pattern:0";
    std::string second;
    for (int i = 1; second.empty(); ++i)
        if (const auto path = "pattern:" + std::to_string(i);
            candidate_id("node:b", path, 0) == candidate_id("node:a", first, 0))
            second = path;
    std::string same_node;
    for (int i = 1; same_node.empty(); ++i)
        if (const auto path = "pattern:" + std::to_string(i);
            candidate_id("node:a", path, 0) == candidate_id("node:a", first, 0))
            same_node = path;
    std::size_t collisions = 0;

    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        CAPTURE(seed);
        FakeNetwork network;
        network.add("node:a");
        network.add("node:b");
        const std::vector<std::pair<std::string, std::string>> wishes{
            {"node:a", first}, {"node:b", second}, {"node:a", same_node}};
        std::vector<Result<std::uint16_t>> ids(wishes.size(), std::uint16_t{0});
        Turns turns(wishes.size(), seed);
        {
            std::vector<std::jthread> controllers;
            for (std::size_t i = 0; i < wishes.size(); ++i)
                controllers.emplace_back([&, i] {
                    Interleaved view(network, turns, i);
                    ids[i] = start_ingest(view, wishes[i].first, device(wishes[i].second));
                    turns.finished();
                });
        }
        const auto wanted = wanted_ids(network);
        REQUIRE(wanted.size() == wishes.size());
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            REQUIRE(ids[i]);
            REQUIRE(wanted.count(*ids[i]) == 1);
            const auto* ingest = network.nodes_by_name[wishes[i].first].wanted.ingest(*ids[i]);
            REQUIRE(ingest != nullptr);
            REQUIRE(ingest->device_path == wishes[i].second);
            collisions += *ids[i] != candidate_id(wishes[i].first, wishes[i].second, 0);
        }
    }

    CHECK(collisions >= 400);  // else nothing was tried
}
