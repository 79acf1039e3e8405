#include "control/change/changes.hpp"

#include <map>
#include <optional>
#include <set>

#include "base/limits.hpp"
#include "control/change/decisions.hpp"
#include "control/wanted/fake_disk.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using change::decide;

class Peer final : public dispatch::Peer {
public:
    std::string_view name() const override { return "controller:test"; }
    dispatch::Rights rights() const override { return dispatch::Rights::admin; }
    void send(std::vector<std::byte> message) override {
        const auto response =
            gen::ControlResponse::view(std::span(message).subspan(wire::header_bytes));
        REQUIRE(response);
        statuses.push_back(response->status);
        if (response->status == gen::Status::ok) return;
        const auto refusal = gen::Refusal::decode(response->body);
        REQUIRE(refusal);
        reason = refusal->reason;
    }
    std::vector<gen::Status> statuses;
    std::string reason;
};

// A node that writes down what is done to it. Its disk is saved by the test.
struct Bench final : change::House {
    Bench() {
        kept.emplace(store.load().state, &store,
                     [this](wanted::Keeper::Work work, wanted::Keeper::Then then) {
                         save = [work = std::move(work), then = std::move(then)]() mutable {
                             then(work());
                         };
                     });
    }

    std::string_view node_name() const override { return "relay:here"; }
    wanted::Keeper& keeper() override { return *kept; }
    std::uint64_t number_of(const dispatch::Peer&) const override { return 1; }
    std::shared_ptr<dispatch::Peer> peer(std::uint64_t) const override { return asking; }
    const gen::Ingest* given(std::uint16_t stream_id) const override {
        const auto at = gifts.find(stream_id);
        return at == gifts.end() ? nullptr : &at->second;
    }
    std::span<const gen::Ingest> all_given() const override { return given_list; }
    std::string device_at(std::string_view path) const override {
        const auto link = links.find(std::string(path));
        return link == links.end() ? std::string(path) : link->second;
    }
    change::Verdict may_stop(std::uint16_t output_id) const override {
        if (outputs.contains(output_id)) return {};
        return dispatch::refuse(gen::Status::conflict, "a recording's");
    }
    change::Verdict room_for_output(std::uint16_t) override {
        if (room) return {};
        return dispatch::refuse(gen::Status::error, "no room");
    }
    change::Verdict may_record() const override {
        if (records) return {};
        return dispatch::refuse(gen::Status::unavailable, "no folder");
    }
    change::Verdict may_show() const override {
        if (shows) return {};
        return dispatch::refuse(gen::Status::unavailable, "no screen");
    }
    change::Verdict follow_ingest(std::uint16_t id) override { return did("ingest", id); }
    change::Verdict follow_edge(std::uint16_t id) override { return did("edge", id); }
    change::Verdict follow_sink(std::uint16_t id) override { return did("sink", id); }
    change::Verdict follow_display(std::uint16_t id) override { return did("display", id); }
    void forget_given(std::uint16_t id) override { gifts.erase(id); }
    change::Outcome<std::uint16_t> start_reader(const gen::StartRelayRequest&,
                                                std::uint64_t) override {
        return std::uint16_t{0x8000};
    }
    void stop_output(std::uint16_t id) override { static_cast<void>(did("output", id)); }
    void ended(const change::Ended& change) override { endings.push_back(change); }

    template <typename Request>
    void ask(const Request& request) {
        const auto bytes = gen::to_message(std::uint16_t{7}, request);
        const auto view = gen::ControlRequest::view(std::span(bytes).subspan(wire::header_bytes));
        REQUIRE(view);
        REQUIRE(changes.arrived(1, *view));
    }
    void saved() {
        REQUIRE(save);
        auto now = std::exchange(save, nullptr);
        now();
    }

    test::FakeDisk disk;
    wanted::Store store{disk, "n"};
    std::optional<wanted::Keeper> kept;
    std::move_only_function<void()> save;
    std::map<std::uint16_t, gen::Ingest> gifts;
    std::vector<gen::Ingest> given_list;
    std::map<std::string, std::string> links;  // of devices, by name
    std::set<std::uint16_t> outputs;
    bool room = true;
    bool records = true;
    bool shows = true;
    std::vector<std::string> done;
    std::vector<change::Ended> endings;
    std::shared_ptr<Peer> asking = std::make_shared<Peer>();
    dispatch::Dispatcher dispatcher;
    change::Changes changes{dispatcher, *this};

private:
    change::Verdict did(const char* what, std::uint16_t id) {
        done.push_back(std::string(what) + " " + std::to_string(id));
        return {};
    }
};

gen::StartIngestRequest camera(std::uint16_t stream_id, std::string device = "pattern:") {
    gen::StartIngestRequest request;
    request.stream_id = stream_id;
    request.device_path = std::move(device);
    return request;
}

gen::StartRelayRequest edge(std::uint16_t stream_id, std::string host = "relay:there") {
    gen::StartRelayRequest request;
    request.stream_id = stream_id;
    request.mode = gen::DeliveryMode::low_latency;
    request.dest_host = std::move(host);
    return request;
}

gen::StartSinkRequest recording(std::uint16_t stream_id, std::string path = "a.mkv") {
    gen::StartSinkRequest request;
    request.stream_id = stream_id;
    request.path = std::move(path);
    return request;
}
}  // namespace

TEST_CASE("changes: nothing is done or answered before it is on disk", "[change]") {
    Bench bench;

    bench.ask(camera(3));
    CHECK(bench.done.empty());
    CHECK(bench.asking->statuses.empty());
    bench.saved();

    CHECK(bench.done == std::vector<std::string>{"ingest 3"});
    CHECK(bench.asking->statuses == std::vector{gen::Status::ok});
    REQUIRE(bench.endings.size() == 1);
    CHECK(bench.endings[0].changed);
    CHECK(bench.endings[0].wanted);
    CHECK(bench.endings[0].name == "capture of stream 3");
    CHECK(bench.endings[0].detail == "by controller:test: pattern:");
}

TEST_CASE("changes: what the disk does not take has not happened", "[change]") {
    Bench bench;

    bench.ask(camera(3));
    bench.disk.fail_at(0);
    bench.saved();

    CHECK(bench.done.empty());
    CHECK(bench.asking->statuses == std::vector{gen::Status::error});
    CHECK_FALSE(bench.endings[0].done);
    CHECK_FALSE(bench.endings[0].changed);
    CHECK(bench.kept->state().revision() == 0);
}

TEST_CASE("changes: the same wish again is answered, and is no change", "[change]") {
    Bench bench;
    bench.ask(camera(3));
    bench.saved();

    bench.ask(camera(3));

    CHECK(bench.asking->statuses.size() == 2);
    CHECK(bench.endings[1].done);
    CHECK_FALSE(bench.endings[1].changed);
}

TEST_CASE("changes: without room nothing is written down", "[change]") {
    Bench bench;
    bench.room = false;
    wanted::WantedState next;
    auto pushed = camera(3);
    pushed.dest_host = "relay:there";

    CHECK_FALSE(decide(pushed, next, bench));
    CHECK_FALSE(decide(edge(3), next, bench));
    CHECK_FALSE(decide(recording(3), next, bench));

    CHECK(next.revision() == 0);
    CHECK(decide(camera(3), next, bench));  // stays here: needs no output
}

TEST_CASE("changes: other settings need no room for a second one", "[change]") {
    Bench bench;
    wanted::WantedState next;
    auto pushed = camera(3);
    pushed.dest_host = "relay:there";
    REQUIRE(decide(pushed, next, bench));
    const auto first = decide(edge(3), next, bench);
    REQUIRE(decide(recording(3), next, bench));
    bench.room = false;

    pushed.width = 640;
    pushed.height = 480;
    auto slower = edge(3);
    slower.mode = gen::DeliveryMode::completeness;

    CHECK(decide(pushed, next, bench));
    const auto second = decide(slower, next, bench);
    REQUIRE(second);
    CHECK(second->output_id == first->output_id);
    CHECK(decide(recording(3, "b.mkv"), next, bench));
    CHECK_FALSE(decide(edge(4), next, bench));
}

TEST_CASE("changes: what is given keeps its id from another device", "[change]") {
    Bench bench;
    bench.gifts[3] = {.stream_id = 3, .device_path = "pattern:one"};
    wanted::WantedState next;

    const auto other = decide(camera(3, "pattern:two"), next, bench);
    REQUIRE_FALSE(other);
    CHECK(other.error().status == gen::Status::conflict);
    CHECK(decide(camera(3, "pattern:one?quality=40"), next, bench));

    bench.ask(gen::StopIngestRequest{.stream_id = 3});
    CHECK(bench.asking->statuses == std::vector{gen::Status::ok});
    CHECK(bench.gifts.empty());
    CHECK(bench.done == std::vector<std::string>{"ingest 3"});
}

TEST_CASE("changes: a node that cannot says so, and that before anything is written", "[change]") {
    Bench bench;
    bench.records = bench.shows = false;

    bench.ask(recording(3));
    gen::StartDisplayRequest window;
    window.stream_id = 3;
    bench.ask(window);

    CHECK(bench.asking->statuses ==
          std::vector{gen::Status::unavailable, gen::Status::unavailable});
    CHECK(bench.kept->state().revision() == 0);
    // What makes no sense anywhere is told first.
    bench.ask(recording(3, "../a.mkv"));
    window.scale = static_cast<gen::Scale>(99);
    bench.ask(window);
    CHECK(bench.asking->statuses[2] == gen::Status::invalid_params);
    CHECK(bench.asking->statuses[3] == gen::Status::invalid_params);
}

TEST_CASE("changes: recordings are limited, and stopped by their stream", "[change]") {
    Bench bench;
    wanted::WantedState next;
    for (std::uint16_t id = 1; id <= limits::sinks_max; ++id)
        REQUIRE(decide(recording(id), next, bench));

    CHECK_FALSE(decide(recording(999), next, bench));
    CHECK(decide(recording(1, "other.mkv"), next, bench));
    CHECK(decide(gen::StopSinkRequest{.stream_id = 1}, next, bench));
    CHECK_FALSE(decide(gen::StopSinkRequest{.stream_id = 1}, next, bench));
}

TEST_CASE("changes: a node does not send to itself, whoever asks", "[change]") {
    Bench bench;
    wanted::WantedState next;
    auto pushed = camera(3);
    pushed.dest_host = "relay:here";

    CHECK_FALSE(decide(pushed, next, bench));
    const auto refused = decide(edge(3, "relay:here"), next, bench);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason.find("is this node itself") != std::string::npos);
    auto by_port = edge(3, "relay:here");
    by_port.dest_port = 9;
    CHECK(decide(by_port, next, bench));  // an address that happens to look like a name
}

TEST_CASE("changes: an output that serves something else is not stopped by itself", "[change]") {
    Bench bench;
    bench.outputs.insert(0x8001);
    wanted::WantedState next;
    const auto mine = next.start_relay(edge(3).as_relay_edge());
    REQUIRE(mine);

    CHECK(decide(gen::StopRelayRequest{.output_id = mine->output_id}, next, bench));
    CHECK(next.values().relays.empty());
    CHECK(decide(gen::StopRelayRequest{.output_id = 0x8001}, next, bench));
    const auto refused = decide(gen::StopRelayRequest{.output_id = 0x8002}, next, bench);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().status == gen::Status::conflict);
}

TEST_CASE("changes: a camera that is captured by one name is not captured by another", "[change]") {
    Bench bench;
    bench.links["/dev/v4l/by-id/cam"] = "/dev/video0";
    wanted::WantedState next;
    REQUIRE(decide(camera(5, "/dev/v4l/by-id/cam"), next, bench));

    const auto refused = decide(camera(6, "/dev/video0"), next, bench);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().status == gen::Status::invalid_params);
    CHECK(refused.error().reason ==
          "/dev/video0: is /dev/v4l/by-id/cam, which this node captures as stream 5; call it so, "
          "or stop that stream first");
    CHECK(next.ingest(6) == nullptr);
    CHECK(decide(camera(6, "/dev/video1"), next, bench));

    // Under its own id the other name is another way to say the same.
    REQUIRE(decide(camera(5, "/dev/video0"), next, bench));
    CHECK(next.ingest(5)->device_path == "/dev/video0");

    bench.given_list.push_back(camera(9, "/dev/v4l/by-id/desk").as_ingest());
    bench.links["/dev/v4l/by-id/desk"] = "/dev/video7";
    CHECK_FALSE(decide(camera(7, "/dev/video7"), next, bench));
}

TEST_CASE("changes: a window is wanted where there is a screen, and up to a limit", "[change]") {
    Bench bench;
    const auto ask = [&](std::uint16_t stream_id) {
        bench.asking->statuses.clear();
        bench.ask(gen::StartDisplayRequest{.stream_id = stream_id});
        if (bench.save) bench.saved();
        return bench.asking->statuses.at(0);
    };
    bench.shows = false;
    CHECK(ask(1) == gen::Status::unavailable);
    CHECK(bench.done.empty());

    bench.shows = true;
    for (std::uint16_t id = 1; id <= limits::displays_max; ++id) CHECK(ask(id) == gen::Status::ok);
    CHECK(bench.done.size() == limits::displays_max);
    CHECK(ask(99) == gen::Status::error);
    CHECK(ask(1) == gen::Status::ok);  // the same again
    bench.room = false;
    bench.ask(gen::StopDisplayRequest{.stream_id = 1});
    bench.saved();
    CHECK(bench.done.back() == "display 1");
    CHECK(ask(1) == gen::Status::error);
    CHECK(bench.kept->state().display(1) == nullptr);
}
