#pragma once
// Our own requests to one peer, until they are answered.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "control/dispatch/refusal.hpp"
#include "gen/messages.hpp"
#include "wire/decode_error.hpp"

namespace weir::dispatch {

// Every callback is called exactly once: with the reply, or with the Error that tells why there is
// none (the peer's refusal, a timeout, the end of the connection). Callbacks may ask again. At most
// limits::requests_open_max are open. Pure; lives on the node thread.
class Requests {
public:
    // The message to send. limit_exceeded when too many are open; then `done` is not called.
    // done(Result<Reply>)
    template <typename Reply, typename Request, typename Done>
    Result<std::vector<std::byte>> ask(const Request& request, TimePoint now, Done done,
                                       Duration timeout = limits::request_timeout) {
        static_assert(!Request::is_reply && Reply::is_reply);
        static_assert(Request::command == Reply::command, "reply of another command");
        const auto id = open(
            Request::command, now + timeout, [done = std::move(done)](Result<Body> body) mutable {
                if (!body) return done(Result<Reply>(std::unexpected(std::move(body.error()))));
                auto reply = Reply::decode(*body);
                if (!reply) return done(Result<Reply>(undecodable(Reply::command, reply.error())));
                done(Result<Reply>(std::move(*reply)));
            });
        if (!id) return std::unexpected(id.error());
        return gen::to_message(*id, request);
    }

    // The same for bytes that somebody else has encoded and will decode. The reply's body lives as
    // long as the call. done(Result<std::span<const std::byte>>)
    Result<std::vector<std::byte>> ask_raw(
        gen::Command command, std::vector<std::byte> body, TimePoint now, Duration timeout,
        std::move_only_function<void(Result<std::span<const std::byte>>)> done);

    // False when it answers nothing that is open: a late or invented response.
    bool answered(const gen::ControlResponse::View& response);

    // Ends those that have waited too long.
    void expire(TimePoint now);
    TimePoint next_deadline() const;  // TimePoint::max() when none is open

    // The connection is gone: ends all.
    void close(const Error& why);

    std::size_t size() const { return open_.size(); }

private:
    using Body = std::span<const std::byte>;
    struct Open {
        gen::Command command;
        TimePoint deadline;
        std::move_only_function<void(Result<Body>)> done;
    };

    Result<std::uint16_t> open(gen::Command command, TimePoint deadline,
                               std::move_only_function<void(Result<Body>)> done);
    static std::unexpected<Error> undecodable(gen::Command command, wire::DecodeError error);

    std::map<std::uint16_t, Open> open_;
    std::uint16_t last_id_ = 0;
};

}  // namespace weir::dispatch
