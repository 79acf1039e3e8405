#pragma once
// A promise to answer one request, kept later than the handler returns.

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "control/dispatch/peer.hpp"
#include "control/dispatch/refusal.hpp"
#include "gen/messages.hpp"

namespace weir::dispatch {

// Answers exactly once: an answer that is destroyed unsaid refuses with status error, so that no
// peer waits for a handler that lost interest. Does nothing when the peer has gone. Lives on the
// node thread.
class Answer {
public:
    Answer(const std::shared_ptr<Peer>& peer, std::uint16_t request_id, gen::Command command);
    Answer(Answer&& other) noexcept = default;
    Answer& operator=(Answer&& other) noexcept;
    ~Answer() { abandon(); }

    void refuse(const Refusal& refusal);

protected:
    void send(std::vector<std::byte> message);
    std::uint16_t request_id() const { return request_id_; }

private:
    void abandon();

    std::weak_ptr<Peer> peer_;  // empty: said, or moved away
    std::uint16_t request_id_;
    gen::Command command_;
};

// The answer to a request whose reply is `Reply`.
template <typename Reply>
class AnswerWith : public Answer {
public:
    using Answer::Answer;

    void reply(const Reply& reply) { send(gen::to_message(request_id(), reply)); }
    void reply(const std::expected<Reply, Refusal>& outcome) {
        outcome ? reply(*outcome) : refuse(outcome.error());
    }
};

}  // namespace weir::dispatch
