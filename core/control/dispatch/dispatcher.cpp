#include "control/dispatch/dispatcher.hpp"

#include <array>
#include <cstdio>

#include "base/assert.hpp"
#include "base/limits.hpp"

namespace weir::dispatch {
namespace {

// A number for what this build's schema does not list.
std::string text(gen::Command command) {
    const auto known = gen::name(command);
    if (!known.empty()) return std::string(known);
    std::array<char, 24> number{};
    std::snprintf(number.data(), number.size(), "command 0x%04x", static_cast<unsigned>(command));
    return number.data();
}

}  // namespace

std::string_view name(Rights rights) {
    switch (rights) {
        case Rights::none:
            return "nothing";
        case Rights::view:
            return "view";
        case Rights::control:
            return "control";
        case Rights::admin:
            return "admin";
    }
    return {};
}

Answer::Answer(const std::shared_ptr<Peer>& peer, std::uint16_t request_id, gen::Command command)
    : peer_(peer), request_id_(request_id), command_(command) {
    ++peer->answers_open_;
}

Answer& Answer::operator=(Answer&& other) noexcept {
    if (this == &other) return *this;
    abandon();
    peer_ = std::move(other.peer_);
    request_id_ = other.request_id_;
    command_ = other.command_;
    return *this;
}

void Answer::refuse(const Refusal& refusal) {
    WEIR_ASSERT(refusal.status != gen::Status::ok);
    send(gen::refusal_message(request_id_, command_, refusal.status, refusal.reason));
}

void Answer::send(std::vector<std::byte> message) {
    const auto peer = std::exchange(peer_, {}).lock();
    if (peer == nullptr) return;
    --peer->answers_open_;
    peer->send(std::move(message));
}

void Answer::abandon() {
    if (peer_.expired()) return;
    refuse({gen::Status::error, text(command_) + " was given up before it ended"});
}

void Dispatcher::add(gen::Command command, Serve serve) {
    const bool added = handlers_.emplace(command, std::move(serve)).second;
    WEIR_ASSERT(added);
}

void Dispatcher::dispatch(const gen::ControlRequest::View& request,
                          const std::shared_ptr<Peer>& peer) {
    const auto refuse = [&](const Refusal& refusal) {
        peer->send(gen::refusal_message(request.request_id, request.command, refusal.status,
                                        refusal.reason));
    };
    const auto handler = handlers_.find(request.command);
    if (handler == handlers_.end())
        return refuse(
            {gen::Status::unknown_command, text(request.command) + " is not served here"});
    if (const auto admitted = admit(request.command, *peer); !admitted)
        return refuse(admitted.error());

    const auto served = handler->second({peer, request.request_id, request.body});
    if (!served)
        refuse({gen::Status::invalid_params,
                text(request.command) + ": the request is " + wire::text(served.error())});
}

std::expected<void, Refusal> Dispatcher::admit(gen::Command command, const Peer& peer) {
    const auto needed = gen::access_of(command);
    WEIR_ASSERT(needed.has_value());
    if (!includes(peer.rights(), *needed))
        return dispatch::refuse(gen::Status::refused,
                                text(command) + " needs the right to " +
                                    std::string(gen::name(*needed)) + ", this peer has " +
                                    std::string(dispatch::name(peer.rights())));
    if (peer.answers_open_ >= limits::requests_open_max)
        return dispatch::refuse(gen::Status::error,
                                std::to_string(peer.answers_open_) +
                                    " requests of this peer are still being worked on; wait for an "
                                    "answer before asking more");
    return {};
}

}  // namespace weir::dispatch
