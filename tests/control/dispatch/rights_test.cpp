#include "support/catch.hpp"

#include <map>
#include <string>

#include "control/dispatch/dispatcher.hpp"
#include "gen/describe.hpp"
#include "gen/records.hpp"

// Every command that the schema has meets every right that a peer can have; a new command is in it
// by itself.

namespace {
using namespace weir;
using dispatch::Rights;

struct FakePeer : dispatch::Peer {
    explicit FakePeer(Rights rights) : may(rights) {}
    std::string_view name() const override { return "test"; }
    Rights rights() const override { return may; }
    void send(std::vector<std::byte> message) override { sent.push_back(std::move(message)); }

    Rights may;
    std::vector<std::vector<std::byte>> sent;
};

// The empty reply to any request.
template <typename Request>
struct Done {
    static constexpr gen::Command command = Request::command;
    static constexpr bool is_reply = true;
    std::size_t encoded_size() const { return 0; }
    void encode(wire::Writer&) const {}
};

struct Everything {
    Everything() {
        gen::for_each_record([this](std::string_view name, auto type) {
            using T = typename decltype(type)::type;
            if constexpr (requires { requires !T::is_reply; }) add<T>(std::string(name));
        });
    }

    template <typename Request>
    void add(const std::string& name) {
        Request request;
        std::vector<std::byte> body(request.encoded_size());
        wire::Writer out(body);
        request.encode(out);
        bodies[name] = std::move(body);
        dispatcher.on_later<Request, Done<Request>>(
            [this](const Request&, dispatch::Peer&, dispatch::AnswerWith<Done<Request>> answer) {
                ++called;
                answer.reply(Done<Request>{});
            });
    }

    dispatch::Dispatcher dispatcher;
    std::map<std::string, std::vector<std::byte>, std::less<>> bodies;  // by record name
    int called = 0;
};
}  // namespace

TEST_CASE("rights: each command is done for whoever has the right, and for nobody else",
          "[dispatch]") {
    Everything everything;
    std::size_t commands = 0;

    for (const gen::RecordInfo& record : gen::describe()) {
        if (record.kind != gen::RecordKind::request) continue;
        ++commands;
        const auto command = static_cast<gen::Command>(record.id);
        const auto needed = gen::access_of(command);
        REQUIRE(needed);
        for (const Rights rights : {Rights::none, Rights::view, Rights::control, Rights::admin}) {
            INFO(record.name << " asked with the right to " << name(rights));
            const auto peer = std::make_shared<FakePeer>(rights);
            const bool may = static_cast<int>(rights) >= static_cast<int>(*needed);
            gen::ControlRequest::View request;
            request.request_id = 5;
            request.command = command;
            request.body = everything.bodies.at(std::string(record.name));
            everything.called = 0;

            everything.dispatcher.dispatch(request, peer);

            REQUIRE(peer->sent.size() == 1);
            const auto response =
                gen::ControlResponse::decode(std::span(peer->sent[0]).subspan(wire::header_bytes));
            REQUIRE(response);
            CHECK(everything.called == (may ? 1 : 0));
            CHECK(response->status == (may ? gen::Status::ok : gen::Status::refused));
        }
    }

    CHECK(commands == everything.bodies.size());
}

TEST_CASE("rights: ending a node and what it logs are for administrators", "[dispatch]") {
    CHECK(gen::access_of(gen::Command::shutdown) == gen::Access::admin);
    CHECK(gen::access_of(gen::Command::set_log_level) == gen::Access::admin);
    CHECK(gen::access_of(gen::Command::reconcile_now) == gen::Access::control);
    CHECK(gen::access_of(gen::Command::subscribe) == gen::Access::view);
}
