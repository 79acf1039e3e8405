#pragma once
// Takes requests to their handlers: the one place where rights are checked.

#include <cstddef>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "control/dispatch/answer.hpp"
#include "control/dispatch/peer.hpp"
#include "control/dispatch/refusal.hpp"
#include "gen/messages.hpp"
#include "wire/decode_error.hpp"

namespace weir::dispatch {

// One handler per command. Every request is answered exactly once: with the handler's reply, or
// refused as unknown_command (nobody serves it here), refused (the schema's `requires` is more than
// the peer's rights) or invalid_params (its body cannot be decoded). Lives on the node thread.
class Dispatcher {
public:
    // handler(const Request&, Peer&) -> std::expected<Reply, Refusal>; the reply leaves at once.
    template <typename Request, typename Handler>
    void on(Handler handler) {
        using Outcome = std::invoke_result_t<Handler&, const Request&, Peer&>;
        using Reply = typename Outcome::value_type;
        on_later<Request, Reply>([handler = std::move(handler)](const Request& request, Peer& peer,
                                                                AnswerWith<Reply> answer) mutable {
            answer.reply(handler(request, peer));
        });
    }

    // handler(const Request&, Peer&, AnswerWith<Reply>); it may keep the answer.
    template <typename Request, typename Reply, typename Handler>
    void on_later(Handler handler) {
        static_assert(!Request::is_reply && Reply::is_reply);
        static_assert(Request::command == Reply::command, "reply of another command");
        add(Request::command,
            [handler = std::move(handler)](const Call& call) mutable -> wire::Decoded<void> {
                auto request = Request::decode(call.body);
                if (!request) return std::unexpected(request.error());
                handler(*request, *call.peer,
                        AnswerWith<Reply>(call.peer, call.request_id, Request::command));
                return {};
            });
    }

    void dispatch(const gen::ControlRequest::View& request, const std::shared_ptr<Peer>& peer);

    bool serves(gen::Command command) const { return handlers_.contains(command); }

private:
    struct Call {
        std::shared_ptr<Peer> peer;
        std::uint16_t request_id;
        std::span<const std::byte> body;
    };
    using Serve = std::move_only_function<wire::Decoded<void>(const Call&)>;

    void add(gen::Command command, Serve serve);
    static std::expected<void, Refusal> admit(gen::Command command, const Peer& peer);

    std::map<gen::Command, Serve> handlers_;
};

}  // namespace weir::dispatch
