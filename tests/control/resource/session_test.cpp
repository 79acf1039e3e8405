#include "control/resource/session.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

#include "control/resource/deliveries.hpp"
#include "control/resource/frame_messages.hpp"
#include "control/resource/output_port.hpp"
#include "stream/relay/relay.hpp"
#include "transport/loop.hpp"

using namespace weir;

namespace {

// Remembers everything in the order in which it came, as one word each.
class Memory final : public resource::SessionOwner {
public:
    void on_hello(resource::Session& session) override {
        words.push_back("hello " + session.peer());
    }
    void on_frame(resource::Session&, frame::FrameRef frame) override {
        words.push_back((frame->plain ? "plain " : "frame ") + std::to_string(frame->sequence));
        if (receipt.numbered()) static_cast<void>(receipt.arrived());
    }
    void on_request(resource::Session& session, const gen::ControlRequest::View& request) override {
        words.push_back(std::string(gen::name(request.command)));
        if (request.command == gen::Command::stream_open && refuse) {
            session.send(gen::refusal_message(request.request_id, request.command,
                                              gen::Status::unsupported_format, "no decoder"));
        } else if (request.command == gen::Command::stream_open) {
            session.send(gen::to_message(request.request_id, gen::StreamOpenReply{}));
        } else if (request.command == gen::Command::resume_delivery) {
            gen::ResumeDeliveryReply reply;
            reply.epoch = receipt.next().epoch;
            reply.number = receipt.next().number;
            session.send(gen::to_message(request.request_id, reply));
        }
    }
    void on_mark(resource::Session&, const gen::DeliveryMark& mark) override {
        words.push_back("mark " + std::to_string(mark.number));
        static_cast<void>(receipt.marked({mark.epoch, mark.number}));
    }
    void acknowledge(resource::Session& session) {
        gen::DeliveryAck ack;
        ack.stream_id = 7;
        ack.epoch = receipt.next().epoch;
        ack.number = receipt.next().number;
        session.send(gen::to_message(ack));
    }
    void on_event(resource::Session&, const gen::StreamEvent& event) override {
        words.push_back(std::string(gen::name(event.code)));
    }
    void on_closed(resource::Session&, const Error& why) override {
        words.push_back("closed: " + why.what);
    }

    std::vector<std::string> words;
    relay::Receipt receipt;
    bool refuse = false;
};

gen::Hello named(const std::string& name) {
    gen::Hello hello;
    hello.node_name = name;
    return hello;
}

constexpr relay::Owner source = 1;

// A relay whose one output leaves through `sender` to `receiver`.
struct Bench {
    Bench() {
        loop.settings.bounds.is_media = resource::is_media;
        auto both = transport::Connection::pair(loop.io.get_executor(), loop.settings);
        REQUIRE(both);
        ends = std::move(*both);
    }

    // Both ends anew, as after a lost connection.
    void reconnect() {
        sender->close({Code::peer_closed, "cut"});
        loop.settle();
        memory.words.clear();
        memory.receipt.disconnected();
        auto both = transport::Connection::pair(loop.io.get_executor(), loop.settings);
        REQUIRE(both);
        ends = std::move(*both);
        start_sender();
        start_receiver();
        sender->attach(port);
        loop.settle();
    }

    // A connection and its session hold each other until they are closed.
    ~Bench() {
        for (const auto& session : {sender, receiver})
            if (session != nullptr) session->close({Code::peer_closed, "the test is over"});
        loop.settle();
    }

    void start_sender() { sender = begin(ends.first, sent_to, "source:a"); }
    void start_receiver() { receiver = begin(ends.second, memory, "relay:b"); }

    std::shared_ptr<resource::Session> begin(std::shared_ptr<transport::Connection> end,
                                             resource::SessionOwner& owner,
                                             const std::string& name) {
        return resource::Session::start(
            std::move(end), owner, named(name),
            {.rights = dispatch::Rights::admin, .number = 9, .account = &loop.ledger.open("test")});
    }

    void open_stream(frame::Encoding encoding = frame::Encoding::mjpeg) {
        frame::StreamFormat format;
        format.encoding = encoding;
        REQUIRE(relay.open_input(source, 7, format, "test"));
    }
    void push(std::uint32_t sequence) {
        auto draft = frame::Draft::open(100, loop.ledger.open("test"));
        frame::FrameFacts facts;
        facts.stream_id = 7;
        facts.sequence = sequence;
        facts.keyframe = true;
        REQUIRE(relay.push(source, std::move(*draft).seal(facts, 100), monotonic_now()));
    }
    void open_port(bool acknowledged = false) {
        relay::OutputSettings settings;
        settings.stream_id = 7;
        settings.delivery = relay::Delivery::completeness;
        settings.acknowledged = acknowledged;
        REQUIRE(port.open(settings, monotonic_now()));
    }

    test::Loop loop;
    std::pair<std::shared_ptr<transport::Connection>, std::shared_ptr<transport::Connection>> ends;
    Memory sent_to;
    Memory memory;
    relay::Relay relay;
    resource::Deliveries deliveries{relay, 900, TimePoint{}, [] {}};
    resource::OutputPort port{relay, &deliveries};
    std::shared_ptr<resource::Session> sender;
    std::shared_ptr<resource::Session> receiver;
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("session: the stream is announced before its first frame", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.push(2);

    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open", "frame 1", "frame 2"});
    CHECK(bench.port.output()->stats(monotonic_now()).frames_sent == 2);
}

TEST_CASE("session: a backlog from before the connection is announced, too", "[resource]") {
    Bench bench;
    bench.open_stream();
    bench.open_port();
    bench.push(1);
    bench.start_sender();
    bench.sender->attach(bench.port);
    bench.loop.settle();
    CHECK(bench.port.output()->stats(monotonic_now()).frames_sent ==
          0);  // who reads is not known yet

    bench.start_receiver();
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open", "frame 1"});
}

TEST_CASE("session: the end of a stream leaves behind its last frame", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.relay.interrupt_input(source, 7, "unplugged");
    bench.relay.resume_input(source, 7, "back");
    bench.push(2);
    bench.relay.close_input(source, 7);

    bench.loop.settle();

    REQUIRE(bench.memory.words.size() == 7);
    CHECK(bench.memory.words.back() == "stream_close");
    CHECK(bench.memory.words[5] == "frame 2");
    CHECK_FALSE(bench.port.pending());
}

TEST_CASE("session: what is said of a stream leaves between the frames before and after it",
          "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.relay.interrupt_input(source, 7, "unplugged");
    bench.relay.resume_input(source, 7, "back");
    bench.push(2);
    bench.start_receiver();

    bench.loop.settle();

    CHECK(bench.memory.words ==
          Words{"hello source:a", "stream_open", "frame 1", "interrupted", "resumed", "frame 2"});
}

TEST_CASE("session: a break while the reader was away is told where it was", "[resource]") {
    Bench bench;
    bench.open_stream();
    bench.open_port();
    bench.push(1);
    bench.relay.interrupt_input(source, 7, "unplugged");
    bench.relay.resume_input(source, 7, "back");
    bench.push(2);
    bench.start_sender();
    bench.sender->attach(bench.port);
    bench.start_receiver();

    bench.loop.settle();

    CHECK(bench.memory.words ==
          Words{"hello source:a", "stream_open", "frame 1", "interrupted", "resumed", "frame 2"});
}

TEST_CASE("session: a reader that refuses a stream gets no more of it", "[resource]") {
    Bench bench;
    bench.memory.refuse = true;
    std::string reason;
    bench.port.on_lost([&](resource::OutputPort::Loss loss, const Error& why) {
        if (loss == resource::OutputPort::Loss::refused) reason = why.what;
    });
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.loop.settle();

    bench.push(1);
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open"});
    CHECK(reason == "relay:b refuses: no decoder");
    CHECK(bench.port.session() == nullptr);
}

TEST_CASE("session: an output keeps its books when the connection goes", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.loop.settle();

    bench.receiver->close({Code::peer_closed, "enough"});
    bench.loop.settle();
    bench.push(2);

    CHECK(bench.port.session() == nullptr);
    const auto stats = bench.port.output()->stats(monotonic_now());
    CHECK(stats.frames_sent == 1);
    CHECK(stats.frames_waiting == 1);
    CHECK(stats.frames_received == 2);
    CHECK(bench.sent_to.words.back().starts_with("closed: "));
}

TEST_CASE("session: the outputs of a connection take turns as one of them says", "[resource]") {
    Bench bench;
    bench.open_stream();
    relay::OutputSettings settings;
    settings.stream_id = 7;
    settings.delivery = relay::Delivery::completeness;
    settings.weight = 3;
    settings.scheduler = relay::SchedulerKind::weighted_round_robin;
    REQUIRE(bench.port.open(settings, monotonic_now()));
    resource::OutputPort other{bench.relay};
    settings.output_stream_id = 8;
    settings.weight = 1;
    settings.scheduler.reset();
    REQUIRE(other.open(settings, monotonic_now()));
    for (std::uint32_t sequence = 1; sequence <= 4; ++sequence) bench.push(sequence);
    bench.start_sender();
    bench.sender->attach(bench.port);
    bench.sender->attach(other);
    bench.start_receiver();

    bench.loop.settle();

    // Three of the one for each of the other, until the one has no more.
    std::string order;
    for (const auto& word : bench.memory.words)
        if (word.starts_with("frame ")) order += word.back();
    CHECK(order == "12134234");
}

TEST_CASE("session: a peer whose first word is no hello is served plainly", "[resource]") {
    Bench bench;
    auto plain = std::make_shared<test::Peer>();
    bench.start_sender();
    plain->attach(bench.ends.second);
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    plain->connection->send(gen::to_message(gen::Ping{}));

    bench.loop.settle();

    std::vector<std::uint16_t> types;
    for (const auto& seen : plain->seen) types.push_back(seen.type);
    CHECK(std::ranges::find(types, gen::VideoFrame::type) != types.end());
    CHECK(std::ranges::find(types, gen::TimedFrame::type) == types.end());
}

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

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open", "resume_delivery", "mark 0",
                                      "frame 1", "frame 2"});
    CHECK(bench.port.frames_retained() == 2);
    CHECK(bench.port.pending());
    bench.memory.acknowledge(*bench.receiver);
    bench.loop.settle();
    CHECK(bench.port.frames_retained() == 0);
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
    CHECK(bench.port.frames_retained() == 3);
}

TEST_CASE("session: a reader that cannot acknowledge loses an acknowledged output", "[resource]") {
    Bench bench;
    auto plain = std::make_shared<test::Peer>();
    std::string reason;
    bench.port.on_lost([&](resource::OutputPort::Loss loss, const Error& why) {
        if (loss == resource::OutputPort::Loss::refused) reason = why.what;
    });
    bench.start_sender();
    plain->attach(bench.ends.second);
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    plain->connection->send(gen::refusal_message(1, gen::Command::resume_delivery,
                                                 gen::Status::unknown_command, "what?"));
    plain->connection->send(gen::refusal_message(2, gen::Command::resume_delivery,
                                                 gen::Status::unknown_command, "what?"));

    bench.loop.settle();

    CHECK(reason.ends_with("refuses: what?"));
    CHECK(bench.port.session() == nullptr);
}
