// Sessions whose readers answer for what they have.
#include "control/resource/session_bench.hpp"

using namespace weir;
using test::Bench;
using test::Words;

namespace {

// An acknowledged output whose reader has not said hello.
struct PlainReader {
    PlainReader() {
        bench.port.on_lost([this](resource::OutputPort::Loss loss, const Error& why) {
            if (loss == resource::OutputPort::Loss::refused) reason = why.what;
        });
        bench.start_sender();
        plain->attach(bench.ends.second);
        bench.open_stream();
        bench.open_port(true);
        bench.sender->attach(bench.port);
    }

    Bench bench;
    std::shared_ptr<test::Peer> plain = std::make_shared<test::Peer>();
    std::string reason;  // why it was given up
};

}  // namespace

TEST_CASE("session: an acknowledged output asks first and says where its frames stand",
          "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.push(2);

    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "resume_delivery", "stream_open", "mark 0",
                                      "frame 1", "frame 2"});
    CHECK(bench.port.retained().frames == 2);
    CHECK(bench.port.pending());
    bench.memory.acknowledge(*bench.receiver);
    bench.loop.settle();
    CHECK(bench.port.retained().frames == 0);
    CHECK_FALSE(bench.port.pending());
}

TEST_CASE("session: after a lost connection a reader gets what it has not, and nothing twice",
          "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.loop.settle();
    bench.push(2);  // leaves, perhaps, and arrives nowhere
    bench.reconnect();
    bench.push(3);
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "resume_delivery", "stream_open", "mark 1",
                                      "frame 2", "frame 3"});
    CHECK(bench.port.output()->stats(monotonic_now()).dropped.total() == 0);
    CHECK(bench.memory.receipt.frames_missing() == 0);
}

TEST_CASE("session: frames that a reader answered for are gone, those it only has are kept",
          "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    for (std::uint32_t i = 1; i <= 3; ++i) bench.push(i);
    bench.loop.settle();

    bench.reconnect();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open", "resume_delivery"});
    CHECK(bench.port.retained().frames == 3);
}

TEST_CASE("session: a reader that cannot acknowledge loses an acknowledged output", "[resource]") {
    PlainReader reader;
    Bench& bench = reader.bench;
    reader.plain->connection->send(gen::refusal_message(1, gen::Command::resume_delivery,
                                                        gen::Status::unknown_command, "what?"));
    reader.plain->connection->send(gen::refusal_message(2, gen::Command::resume_delivery,
                                                        gen::Status::unknown_command, "what?"));

    bench.loop.settle();

    CHECK(reader.reason.ends_with("refuses: what?"));
    CHECK(bench.port.session() == nullptr);
}

TEST_CASE("session: a reader that does not say in time where to go on is asked again",
          "[resource]") {
    Bench bench;
    bench.memory.silent = true;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.loop.settle();
    bench.memory.silent = false;
    bench.memory.words.clear();

    bench.sender->tick(monotonic_now() + limits::request_timeout + std::chrono::seconds(1));
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"resume_delivery", "stream_open", "mark 0", "frame 1"});
    CHECK(bench.port.session() == bench.sender.get());
}

TEST_CASE("session: who says no hello and nothing else loses an acknowledged output",
          "[resource]") {
    PlainReader reader;
    Bench& bench = reader.bench;
    bench.loop.settle();
    const TimePoint later = monotonic_now() + limits::request_timeout + std::chrono::seconds(1);

    bench.sender->tick(later);
    bench.loop.settle();
    bench.sender->tick(later + limits::request_timeout + std::chrono::seconds(1));
    bench.loop.settle();

    CHECK(reader.reason.find("says no hello") != std::string::npos);
    CHECK(bench.port.session() == nullptr);
}
