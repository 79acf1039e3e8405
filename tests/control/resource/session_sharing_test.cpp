// Many outputs, or many lives of one, on one connection.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "control/resource/session_bench.hpp"

using namespace weir;
using test::Bench;
using test::source;
using test::Words;

namespace {

using Ports = std::vector<std::unique_ptr<resource::OutputPort>>;

// `count` outputs of the one stream, each under an id of its own.
Ports many_ports(Bench& bench, std::size_t count, bool acknowledged) {
    Ports ports;
    for (std::size_t i = 0; i < count; ++i) {
        relay::OutputSettings settings;
        settings.stream_id = 7;
        settings.output_stream_id = static_cast<std::uint16_t>(100 + i);
        settings.delivery = relay::Delivery::completeness;
        settings.acknowledged = acknowledged;
        ports.push_back(std::make_unique<resource::OutputPort>(bench.relay, &bench.deliveries));
        REQUIRE(ports.back()->open(settings, monotonic_now()));
        bench.sender->attach(*ports.back());
    }
    return ports;
}

std::size_t count(const Words& words, const std::string& word) {
    return static_cast<std::size_t>(std::ranges::count(words, word));
}

const auto later_than_timeout = limits::request_timeout + std::chrono::seconds(1);

}  // namespace

TEST_CASE("session: more streams than questions may be open share a connection", "[resource]") {
    constexpr std::size_t streams = limits::requests_open_max + 50;
    const bool acknowledged = GENERATE(false, true);
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    const Ports ports = many_ports(bench, streams, acknowledged);
    bench.loop.settle();
    CHECK(count(bench.memory.words, "stream_open") == streams);
    CHECK(count(bench.memory.words, "resume_delivery") == (acknowledged ? streams : 0));

    bench.push(1);
    bench.loop.settle();
    CHECK(count(bench.memory.words, "frame 1") == streams);
    bench.relay.close_input(source, 7);
    bench.loop.settle();

    CHECK(count(bench.memory.words, "stream_close") == streams);
    CHECK(bench.sender->is_open());
}

TEST_CASE("session: a stream whose format never rests holds no other one up", "[resource]") {
    Bench bench;
    bench.memory.hesitant = true;  // as somebody who answers nothing
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    REQUIRE(bench.relay.open_input(source, 8, {}, "test"));
    relay::OutputSettings settings;
    settings.stream_id = 8;
    settings.delivery = relay::Delivery::completeness;
    resource::OutputPort other{bench.relay};
    REQUIRE(other.open(settings, monotonic_now()));
    bench.sender->attach(other);

    for (std::uint16_t width = 1; width <= 2 * limits::requests_open_max; ++width) {
        REQUIRE(bench.relay.open_input(source, 7, {.width = width}, "test"));
        bench.push(width);
        bench.loop.settle();
    }
    bench.push(9999, 8);
    bench.loop.settle();

    CHECK(bench.sender->is_open());
    CHECK(bench.memory.words.back() == "frame 9999");
    CHECK(count(bench.memory.words, "stream_open") <= 2 + 2 * limits::announcements_open_max);
}

TEST_CASE("session: what waited in the old format is announced and sent in it", "[resource]") {
    Bench bench;
    bench.open_stream();
    bench.open_port();
    bench.push(1);
    bench.open_stream(frame::Encoding::h264);
    bench.push(2);
    bench.start_sender();
    bench.sender->attach(bench.port);
    bench.start_receiver();

    bench.loop.settle();

    CHECK(bench.memory.words ==
          Words{"hello source:a", "stream_open", "frame 1", "stream_open", "frame 2"});
    CHECK(bench.memory.formats == std::vector{gen::Format::mjpeg, gen::Format::h264});
}

TEST_CASE("session: what is sent again is announced in the format that it had", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    bench.loop.settle();
    bench.push(1);  // leaves, perhaps, and arrives nowhere
    bench.sender->close({Code::peer_closed, "cut"});
    bench.loop.settle();
    bench.open_stream(frame::Encoding::h264);
    bench.push(2);
    bench.memory.formats.clear();

    bench.reconnect();

    CHECK(bench.memory.words == Words{"hello source:a", "resume_delivery", "stream_open", "mark 0",
                                      "frame 1", "stream_open", "frame 2"});
    CHECK(bench.memory.formats == std::vector{gen::Format::mjpeg, gen::Format::h264});
}

TEST_CASE("session: an acknowledged stream that was closed says anew where it stands",
          "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.loop.settle();
    bench.relay.close_input(source, 7);
    bench.loop.settle();
    bench.memory.words.clear();

    bench.open_stream();
    bench.push(2);
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"stream_open", "mark 1", "frame 2"});
}

TEST_CASE("session: the end of a stream is said again behind frames that are sent again",
          "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.relay.close_input(source, 7);
    bench.loop.settle();
    REQUIRE(bench.memory.words.back() == "stream_close");
    REQUIRE(bench.port.retained().frames == 1);

    bench.memory.receipt = {};  // whoever comes now has nothing
    bench.reconnect();

    CHECK(bench.memory.words == Words{"hello source:a", "resume_delivery", "stream_open", "mark 0",
                                      "frame 1", "stream_close"});
}

TEST_CASE("session: what is sent again goes behind what is more important", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);  // priority 0
    bench.sender->attach(bench.port);
    for (std::uint32_t i = 1; i <= 5; ++i) bench.push(i);
    bench.loop.settle();
    bench.memory.receipt = {};
    relay::OutputSettings settings;
    settings.stream_id = 8;
    settings.delivery = relay::Delivery::completeness;
    settings.priority = 9;
    resource::OutputPort live{bench.relay};
    REQUIRE(bench.relay.open_input(source, 8, {}, "test"));
    REQUIRE(live.open(settings, monotonic_now()));
    bench.push(100, 8);

    bench.reconnect(&live);

    const auto at = [&](const std::string& word) {
        return std::ranges::find(bench.memory.words, word) - bench.memory.words.begin();
    };
    CHECK(count(bench.memory.words, "frame 5") == 1);
    CHECK(at("frame 100") < at("frame 2"));
}

TEST_CASE("session: a late answer is not taken for one to another output of the same id",
          "[resource]") {
    const bool answered = GENERATE(false, true);
    Bench bench;
    bench.memory.silent = true;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    relay::OutputSettings settings;
    settings.output_id = 5;
    settings.stream_id = 7;
    settings.delivery = relay::Delivery::completeness;
    settings.acknowledged = true;
    REQUIRE(bench.port.open(settings, monotonic_now()));
    bench.sender->attach(bench.port);
    bench.loop.settle();
    bench.port.close();
    settings.acknowledged = false;
    REQUIRE(bench.port.open(settings, monotonic_now()));
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.loop.settle();

    if (answered) {
        for (std::uint16_t request = 1; request <= 4; ++request)
            bench.receiver->send(gen::to_message(request, gen::ResumeDeliveryReply{}));
    } else {
        bench.sender->tick(monotonic_now() + later_than_timeout);
    }
    bench.push(2);
    bench.loop.settle();

    CHECK(bench.memory.words.back() == "frame 2");
    CHECK(bench.port.output()->stats(monotonic_now()).dropped.total() == 0);
    CHECK(bench.port.session() == bench.sender.get());
}
