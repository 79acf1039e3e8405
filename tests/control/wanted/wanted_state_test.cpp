#include "support/catch.hpp"

#include "base/limits.hpp"
#include "base/random.hpp"
#include "control/wanted/checks.hpp"
#include "control/wanted/wanted_state.hpp"

namespace {
using namespace weir;
using wanted::WantedState;

gen::Ingest camera(std::uint16_t stream_id) {
    gen::Ingest ingest;
    ingest.stream_id = stream_id;
    ingest.width = 1280;
    ingest.height = 720;
    ingest.device_path = "/dev/video0";
    return ingest;
}

gen::RelayEdge edge(std::uint16_t stream_id, std::string host) {
    gen::RelayEdge made;
    made.stream_id = stream_id;
    made.mode = gen::DeliveryMode::completeness;
    made.dest_host = std::move(host);
    return made;
}
}  // namespace

TEST_CASE("wanted state: a repeated wish changes nothing", "[wanted]") {
    WantedState state;
    CHECK(state.start_ingest(camera(3)).value());
    CHECK_FALSE(state.start_ingest(camera(3)).value());
    const auto first = state.start_relay(edge(3, "relay:main")).value();
    const auto again = state.start_relay(edge(3, "relay:main")).value();

    CHECK(first.changed);
    CHECK_FALSE(again.changed);
    CHECK(first.output_id == again.output_id);
    CHECK(state.revision() == 2);
}

TEST_CASE("wanted state: a second wish with the same key replaces the first", "[wanted]") {
    WantedState state;
    REQUIRE(state.start_ingest(camera(3)));
    auto smaller = camera(3);
    smaller.width = 640;
    smaller.height = 480;
    const auto output = state.start_relay(edge(3, "relay:main")).value().output_id;
    auto faster = edge(3, "relay:main");
    faster.mode = gen::DeliveryMode::low_latency;

    CHECK(state.start_ingest(smaller).value());
    CHECK(state.start_relay(faster).value().output_id == output);

    CHECK(state.values().ingests.size() == 1);
    CHECK(state.ingest(3)->width == 640);
    CHECK(state.values().relays.size() == 1);
    CHECK(state.relay(output)->mode == gen::DeliveryMode::low_latency);
}

TEST_CASE("wanted state: stopping says whether there was anything to stop", "[wanted]") {
    WantedState state;
    REQUIRE(state.start_ingest(camera(3)));
    const auto output = state.start_relay(edge(3, "relay:main")).value().output_id;

    CHECK(state.stop_ingest(3));
    CHECK_FALSE(state.stop_ingest(3));
    CHECK(state.stop_relay(output));
    CHECK_FALSE(state.stop_relay(output));
    CHECK_FALSE(state.stop_display(3));
    CHECK_FALSE(state.stop_sink(3));
    CHECK(state.revision() == 4);
}

TEST_CASE("wanted state: the id of a stopped output is not given to the next", "[wanted]") {
    WantedState state;
    const auto first = state.start_relay(edge(1, "a")).value().output_id;
    const auto second = state.start_relay(edge(2, "a")).value().output_id;
    state.stop_relay(second);

    const auto third = state.start_relay(edge(3, "a")).value().output_id;

    CHECK(first != 0);
    CHECK(third != second);
    CHECK(third < wanted::passing_output_first);
}

TEST_CASE("wanted state: a wish that makes no sense is refused with a reason", "[wanted]") {
    WantedState state;
    const auto reason = [](const auto& outcome) {
        REQUIRE_FALSE(outcome.has_value());
        return outcome.error().what;
    };
    auto wish = camera(3);
    wish.device_path.clear();
    CHECK(reason(state.start_ingest(wish)) ==
          "ingest of stream 3: device_path is empty; name a device as enum_devices lists it");
    CHECK(reason(state.start_ingest(camera(0))) ==
          "ingest: stream_id is 0, which is no stream; use 1 to 65535");
    wish = camera(3);
    wish.fps_n = 30;
    CHECK(reason(state.start_ingest(wish)).find("fps_d is 0") != std::string::npos);
    wish = camera(3);
    wish.width = 60000;
    CHECK(reason(state.start_ingest(wish)).find("60000x720 is larger") != std::string::npos);

    auto output = edge(3, "relay:main");
    output.mode = static_cast<gen::DeliveryMode>(9);
    CHECK(reason(state.start_relay(output)).find("mode 9 is not known") != std::string::npos);
    output = edge(3, "");
    CHECK(reason(state.start_relay(output)).find("dest_host is empty") != std::string::npos);
    output = edge(3, "relay:main");
    output.bytes_max = limits::completeness_bytes_max + 1;
    CHECK(reason(state.start_relay(output)).find("over the limit") != std::string::npos);

    CHECK(state.revision() == 0);
}

TEST_CASE("wanted state: limits hold and name themselves", "[wanted]") {
    WantedState state;
    for (std::uint16_t id = 1; id <= limits::streams_max; ++id)
        REQUIRE(state.start_ingest(camera(id)));

    const auto refused = state.start_ingest(camera(limits::streams_max + 1));

    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::limit_exceeded);
    CHECK(refused.error().what ==
          "this node has 1024 ingests already, which is the limit; stop one first");
    CHECK(state.start_ingest(camera(1)).has_value());
}

TEST_CASE("wanted state: never grows beyond what one message can tell", "[wanted]") {
    WantedState state;
    std::uint16_t streams = 0;
    Result<WantedState::Relayed> last = WantedState::Relayed{};
    while (last && streams < limits::outputs_max) {
        auto wide = edge(++streams, std::string(limits::text_bytes_max, 'h'));
        last = state.start_relay(wide);
    }

    REQUIRE_FALSE(last);
    CHECK(last.error().code == Code::limit_exceeded);
    CHECK(state.values().relays.size() == streams - 1u);
    CHECK(state.encode().size() < limits::control_payload_bytes_max);
    CHECK(state.revision() == streams - 1u);
}

TEST_CASE("wanted state: survives its own encoding, and a newer one is refused whole", "[wanted]") {
    WantedState state;
    REQUIRE(state.start_ingest(camera(3)));
    REQUIRE(state.start_relay(edge(3, "relay:main")));
    gen::Sink sink;
    sink.stream_id = 3;
    sink.path = "a.mkv";
    REQUIRE(state.start_sink(sink));
    gen::Display display;
    display.stream_id = 3;
    REQUIRE(state.start_display(display));

    const auto bytes = state.encode();
    CHECK(WantedState::decode(bytes)->values() == state.values());

    auto values = state.values();
    values.relays[0].output_id = wanted::passing_output_first;
    std::vector<std::byte> bad(values.encoded_size());
    wire::Writer out(bad);
    values.encode(out);
    CHECK_FALSE(WantedState::decode(bad));
}

TEST_CASE("wanted state: random edits keep keys unique and the revision honest", "[wanted]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    WantedState state;
    for (int i = 0; i < 3'000; ++i) {
        const auto before = state;
        const auto id = static_cast<std::uint16_t>(random() % 6);
        auto wish = camera(id);
        wish.fps_n = static_cast<std::uint16_t>(random() % 2);
        wish.fps_d = static_cast<std::uint16_t>(random() % 2);
        if (random() % 2 == 0) static_cast<void>(state.start_ingest(wish));
        if (random() % 4 == 0) state.stop_ingest(id);
        if (random() % 2 == 0)
            static_cast<void>(state.start_relay(edge(id, random() % 2 == 0 ? "a" : "b")));
        if (random() % 4 == 0) state.stop_relay(static_cast<std::uint16_t>(random() % 40));

        REQUIRE(WantedState::decode(state.encode()).has_value());
        if (!state.same_as(before)) REQUIRE(state.revision() > before.revision());
        if (state.revision() == before.revision()) REQUIRE(state.same_as(before));
    }
}

namespace {

std::string refusal_of(const gen::RelayEdge& edge) {
    wanted::WantedState state;
    const auto started = state.start_relay(edge);
    return started ? std::string("accepted") : started.error().what;
}

}  // namespace

TEST_CASE("wanted state: an edge that makes no sense is refused with what to do", "[wanted]") {
    auto soft_slot = edge(1, "relay:a");
    soft_slot.mode = gen::DeliveryMode::low_latency;
    soft_slot.budget_policy = gen::BudgetPolicy::soft;
    auto heavy = edge(1, "relay:a");
    heavy.weight = limits::scheduler_weight_max + 1;
    auto weighed = edge(1, "relay:a");
    weighed.weight = 2;
    weighed.scheduler = gen::Scheduler::strict_priority;
    auto unknown = edge(1, "relay:a");
    unknown.scheduler = static_cast<gen::Scheduler>(77);
    auto strange = edge(1, "relay:a");
    strange.budget_policy = static_cast<gen::BudgetPolicy>(9);

    CHECK(refusal_of(soft_slot).find("belongs to completeness") != std::string::npos);
    CHECK(refusal_of(heavy).find("over the limit of 1000") != std::string::npos);
    CHECK(refusal_of(weighed).find("strict_priority knows no weights") != std::string::npos);
    CHECK(refusal_of(unknown).find("scheduler 77 is not known") != std::string::npos);
    CHECK(refusal_of(strange).find("budget_policy 9 is not known") != std::string::npos);
    weighed.scheduler = gen::Scheduler::deficit_round_robin;
    CHECK(refusal_of(weighed) == "accepted");
}

TEST_CASE("wanted state: an opaque edge leads to a program, and cannot do much", "[wanted]") {
    auto plain = edge(1, "127.0.0.1");
    plain.dest_port = 9000;
    plain.mode = gen::DeliveryMode::opaque;
    auto to_node = edge(1, "relay:a");
    to_node.mode = gen::DeliveryMode::opaque;
    auto answered = plain;
    answered.acknowledged = true;
    auto mapped = plain;
    mapped.output_stream_id = 9;
    auto bounded = plain;
    bounded.frames_max = 5;
    auto important = plain;
    important.priority = 1;

    CHECK(refusal_of(plain) == "accepted");
    CHECK(refusal_of(to_node).find("give its HOST:PORT or unix:/PATH") != std::string::npos);
    CHECK(refusal_of(answered).find("speaks no protocol") != std::string::npos);
    CHECK(refusal_of(mapped).find("without a stream id") != std::string::npos);
    CHECK(refusal_of(bounded).find("cannot drop frames") != std::string::npos);
    CHECK(refusal_of(important).find("connection to itself") != std::string::npos);
}

TEST_CASE("wanted state: an opaque edge that was kept is read again as it was", "[wanted]") {
    wanted::WantedState state;
    auto wish = edge(1, "unix:/run/player");
    wish.mode = gen::DeliveryMode::opaque;
    wish.bytes_max = 1'000'000;

    const auto first = state.start_relay(wish);
    REQUIRE(first);

    CHECK(wanted::check(state.values()));
    CHECK_FALSE(state.start_relay(wish)->changed);
}

TEST_CASE("wanted state: one connection has one scheduler", "[wanted]") {
    wanted::WantedState state;
    auto first = edge(1, "relay:a");
    first.scheduler = gen::Scheduler::round_robin;
    auto second = edge(2, "relay:a");
    second.scheduler = gen::Scheduler::deficit_round_robin;
    auto elsewhere = second;
    elsewhere.dest_host = "relay:b";
    auto silent = edge(3, "relay:a");
    REQUIRE(state.start_relay(first));

    const auto clash = state.start_relay(second);

    REQUIRE_FALSE(clash);
    CHECK(clash.error().what.find("output 1 of the same connection has round_robin") !=
          std::string::npos);
    CHECK(state.start_relay(elsewhere));
    CHECK(state.start_relay(silent));
    first.scheduler = gen::Scheduler::deficit_round_robin;
    CHECK(state.start_relay(first));  // the only one that names any may change it
    CHECK(state.start_relay(second));
}

TEST_CASE("wanted state: a recording stays below its folder, whatever its path says", "[wanted]") {
    WantedState state;
    gen::Sink sink;
    sink.stream_id = 3;
    for (const std::string path :
         {"", "/etc/passwd.mkv", "../a.mkv", "a/../../b.mkv", "a//b.mkv", "./a.mkv", ".hidden.mkv",
          "a/.ssh/b.mkv", "a.mkv/", "..", "a", "a.sh", "a.m3u8", "a.mkv.exe"}) {
        INFO(path);
        sink.path = path;
        CHECK_FALSE(state.start_sink(sink));
    }
    sink.path = std::string("a\0.mkv", 6);
    CHECK_FALSE(state.start_sink(sink));
    for (const std::string path : {"a.mkv", "front/door.mp4", "a.b/c d.ts"}) {
        INFO(path);
        sink.path = path;
        CHECK(state.start_sink(sink));
    }
}

TEST_CASE("wanted state: another site's wishes are refused until sites can be joined", "[wanted]") {
    WantedState state;
    auto ingest = camera(3);
    ingest.site_id = 9;
    auto elsewhere = edge(3, "relay:main");
    elsewhere.site_id = 9;

    const auto refused = state.start_ingest(ingest);

    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("site 9") != std::string::npos);
    CHECK_FALSE(state.start_relay(elsewhere));
    CHECK(state.revision() == 0);
}

TEST_CASE("wanted state: a window larger than any picture is refused", "[wanted]") {
    WantedState state;
    gen::Display display;
    display.stream_id = 3;
    display.win_w = limits::picture_side_max;
    REQUIRE(state.start_display(display));

    display.win_h = limits::picture_side_max + 1;
    const auto refused = state.start_display(display);

    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::bad_request);
    CHECK(refused.error().what.find("16384 pixels") != std::string::npos);
}

TEST_CASE("wanted state: two streams do not arrive at one place under one id", "[wanted]") {
    wanted::WantedState state;
    gen::RelayEdge nine;
    nine.stream_id = 9;
    nine.mode = gen::DeliveryMode::low_latency;
    nine.dest_host = "relay:wall";
    const auto first = state.start_relay(nine);
    REQUIRE(first);

    gen::RelayEdge seven = nine;
    seven.stream_id = 7;
    seven.output_stream_id = 9;
    const auto clash = state.start_relay(seven);

    REQUIRE_FALSE(clash);
    CHECK(clash.error().code == Code::bad_request);
    CHECK(clash.error().what == "relay of stream 7: output " + std::to_string(first->output_id) +
                                    " sends stream 9 there under the id 9 already; choose another "
                                    "output_stream_id, or stop that one first");
    CHECK(state.start_relay(nine));  // said twice
    seven.dest_host = "relay:desk";
    CHECK(state.start_relay(seven));
}
