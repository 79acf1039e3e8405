#include "control/change/changes.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "control/change/decisions.hpp"
#include "control/change/words.hpp"

namespace weir::change {
namespace {

// What a decided change does, now that it is on disk. `session` may have ended meanwhile.
template <typename Reply>
Outcome<Reply> done(const Verdict& followed, Reply reply) {
    if (!followed) return std::unexpected(followed.error());
    return reply;
}

Outcome<gen::StartIngestReply> apply(const gen::StartIngestRequest& request,
                                     gen::StartIngestReply reply, House& house, std::uint64_t) {
    return done(house.follow_ingest(request.stream_id), reply);
}

Outcome<gen::StopIngestReply> apply(const gen::StopIngestRequest& request,
                                    gen::StopIngestReply reply, House& house, std::uint64_t) {
    house.forget_given(request.stream_id);
    return done(house.follow_ingest(request.stream_id), reply);
}

Outcome<gen::StartRelayReply> apply(const gen::StartRelayRequest& request,
                                    gen::StartRelayReply reply, House& house,
                                    std::uint64_t session) {
    if (!request.dest_host.empty()) return done(house.follow_edge(reply.output_id), reply);
    const auto output_id = house.start_reader(request, session);
    if (!output_id) return std::unexpected(output_id.error());
    reply.output_id = *output_id;
    return reply;
}

Outcome<gen::StopRelayReply> apply(const gen::StopRelayRequest& request, gen::StopRelayReply reply,
                                   House& house, std::uint64_t) {
    house.stop_output(request.output_id);
    return reply;
}

Outcome<gen::StartSinkReply> apply(const gen::StartSinkRequest& request, gen::StartSinkReply reply,
                                   House& house, std::uint64_t) {
    return done(house.follow_sink(request.stream_id), reply);
}

Outcome<gen::StopSinkReply> apply(const gen::StopSinkRequest& request, gen::StopSinkReply reply,
                                  House& house, std::uint64_t) {
    return done(house.follow_sink(request.stream_id), reply);
}

Outcome<gen::StartDisplayReply> apply(const gen::StartDisplayRequest& request,
                                      gen::StartDisplayReply reply, House& house, std::uint64_t) {
    return done(house.follow_display(request.stream_id), reply);
}

Outcome<gen::StopDisplayReply> apply(const gen::StopDisplayRequest& request,
                                     gen::StopDisplayReply reply, House& house, std::uint64_t) {
    return done(house.follow_display(request.stream_id), reply);
}

// Which output it was is known by the answer.
template <typename Request, typename Reply>
Words words_of(const Request& request, const Outcome<Reply>& decided) {
    if constexpr (requires { decided->output_id; })
        return words(request, decided ? decided->output_id : std::uint16_t{0});
    else if constexpr (requires { request.output_id; })
        return words(request, request.output_id);
    else
        return words(request);
}

}  // namespace

template <typename Request, typename Reply>
struct Changes::Change {
    Request request;
    dispatch::AnswerWith<Reply> answer;
    std::uint64_t session;
    std::string by;
    Outcome<Reply> outcome = Reply{};
    Ended told = {};
};

Changes::Changes(dispatch::Dispatcher& dispatcher, House& house)
    : dispatcher_(dispatcher),
      house_(house),
      order_([this](std::uint64_t number, const gen::ControlRequest::View& request) {
          if (const auto peer = house_.peer(number)) dispatcher_.dispatch(request, peer);
      }) {
    serve<gen::StartIngestRequest, gen::StartIngestReply>();
    serve<gen::StopIngestRequest, gen::StopIngestReply>();
    serve<gen::StartRelayRequest, gen::StartRelayReply>();
    serve<gen::StopRelayRequest, gen::StopRelayReply>();
    serve<gen::StartSinkRequest, gen::StartSinkReply>();
    serve<gen::StopSinkRequest, gen::StopSinkReply>();
    serve<gen::StartDisplayRequest, gen::StartDisplayReply>();
    serve<gen::StopDisplayRequest, gen::StopDisplayReply>();
}

template <typename Request, typename Reply>
void Changes::serve() {
    order_.add_change(Request::command);
    dispatcher_.on_later<Request, Reply>(
        [this](const Request& request, dispatch::Peer& peer, dispatch::AnswerWith<Reply> answer) {
            using One = Change<Request, Reply>;
            auto change = std::make_shared<One>(One{.request = request,
                                                    .answer = std::move(answer),
                                                    .session = house_.number_of(peer),
                                                    .by = std::string(peer.name())});
            order_.change_began(change->session);
            house_.keeper().change(
                [this, change](wanted::WantedState& next) {
                    const std::uint64_t before = next.revision();
                    change->outcome = decide(change->request, next, house_);
                    change->told.revision = next.revision();
                    change->told.changed = next.revision() != before;
                    if (change->outcome) house_.decided(next);
                    return change->outcome.has_value();
                },
                [this, change](const Result<>& kept) { finish(*change, kept); });
        });
}

template <typename Request, typename Reply>
void Changes::finish(Change<Request, Reply>& change, const Result<>& kept) {
    auto& outcome = change.outcome;
    if (outcome && !kept) outcome = dispatch::refuse(kept.error());
    const bool on_disk = outcome.has_value();
    Words said = words_of(change.request, outcome);
    if (outcome && house_.alive())
        outcome = apply(change.request, std::move(*outcome), house_, change.session);
    Ended told = std::move(change.told);
    told.done = outcome.has_value();
    told.changed = told.changed && on_disk;
    told.name = std::move(said.name);
    told.wanted = !said.content.empty();
    told.detail = "by " + change.by + (said.content.empty() ? "" : ": " + said.content);
    house_.ended(told);
    change.answer.reply(outcome);
    order_.change_ended(change.session);
}

}  // namespace weir::change
