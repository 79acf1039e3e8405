#pragma once
// Two sessions on one connection: a relay with one output, and a peer that remembers what came.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "control/resource/deliveries.hpp"
#include "control/resource/frame_messages.hpp"
#include "control/resource/output_port.hpp"
#include "control/resource/session.hpp"
#include "stream/relay/relay.hpp"
#include "support/catch.hpp"
#include "transport/loop.hpp"

namespace weir::test {

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
        if (request.command == gen::Command::stream_open)
            formats.push_back(gen::StreamOpenRequest::decode(request.body)->format);
        if (request.command == gen::Command::stream_open && refuse) {
            session.send(gen::refusal_message(request.request_id, request.command,
                                              gen::Status::unsupported_format, "no decoder"));
        } else if (request.command == gen::Command::stream_open && !hesitant) {
            session.send(gen::to_message(request.request_id, gen::StreamOpenReply{}));
        } else if (request.command == gen::Command::stream_close) {
            session.send(gen::to_message(request.request_id, gen::StreamCloseReply{}));
        } else if (request.command == gen::Command::resume_delivery && !silent) {
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
    std::vector<gen::Format> formats;  // of the streams that were opened
    relay::Receipt receipt;
    bool refuse = false;
    bool silent = false;    // does not say where to go on
    bool hesitant = false;  // does not say whether it takes a stream
};

inline gen::Hello named(const std::string& name) {
    gen::Hello hello;
    hello.node_name = name;
    return hello;
}

constexpr relay::Owner source = 1;

// A relay whose one output leaves through `sender` to `receiver`.
struct Bench {
    Bench() {
        loop.settings.bounds.is_media = resource::is_media;
        ends = loop.pair();
    }

    // Both ends anew, as after a lost connection.
    void reconnect(resource::OutputPort* other = nullptr) {
        sender->close({Code::peer_closed, "cut"});
        loop.settle();
        memory.words.clear();
        memory.receipt.disconnected();
        ends = loop.pair();
        start_sender();
        start_receiver();
        sender->attach(port);
        if (other != nullptr) sender->attach(*other);
        loop.settle();
    }

    // A connection and its session hold each other until they are closed.
    ~Bench() {
        for (const auto& session : {sender, receiver})
            if (session != nullptr) session->close({Code::peer_closed, "the test is over"});
        loop.settle();
    }

    void start_sender(dispatch::Rights of_receiver = dispatch::Rights::admin,
                      relay::SchedulerKind turns = relay::SchedulerKind::strict_priority) {
        sender = begin(ends.first, sent_to, "source:a", of_receiver, turns);
    }
    void start_receiver(dispatch::Rights of_sender = dispatch::Rights::admin) {
        receiver =
            begin(ends.second, memory, "relay:b", of_sender, relay::SchedulerKind::strict_priority);
    }

    std::shared_ptr<resource::Session> begin(std::shared_ptr<transport::Connection> end,
                                             resource::SessionOwner& owner, const std::string& name,
                                             dispatch::Rights rights, relay::SchedulerKind turns) {
        return resource::Session::start(std::move(end), owner, named(name),
                                        {.rights = rights,
                                         .number = 9,
                                         .account = &loop.ledger.open("test"),
                                         .scheduler = turns});
    }

    void open_stream(frame::Encoding encoding = frame::Encoding::mjpeg) {
        frame::StreamFormat format;
        format.encoding = encoding;
        REQUIRE(relay.open_input(source, 7, format, "test"));
    }
    void push(std::uint32_t sequence, std::uint16_t stream_id = 7) {
        auto draft = frame::Draft::open(100, loop.ledger.open("test"));
        frame::FrameFacts facts;
        facts.stream_id = stream_id;
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

    Loop loop;
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

}  // namespace weir::test
