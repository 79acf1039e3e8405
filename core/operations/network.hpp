#pragma once
// The seam between what a controller does and how it reaches nodes.

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "gen/messages.hpp"
#include "transport/address.hpp"
#include "wire/decode_error.hpp"

namespace weir::operations {

// A node that can be asked. Two of one name are both listed, and then only addresses tell them
// apart.
struct NodeInfo {
    std::string name;
    transport::Address address;
    gen::FunctionFlags functions{};
};

struct Question {
    std::string node;  // its name, or HOST:PORT
    gen::Command command{};
    std::vector<std::byte> body;
};
using Body = std::vector<std::byte>;

class Network {
public:
    virtual ~Network() = default;

    // Everybody who is known now.
    virtual std::vector<NodeInfo> nodes() = 0;
    // Asks all at once and waits for all. The answers are in the order of the questions: the body
    // of a reply, or why there is none: not_found (no such node), timed_out, peer_closed, or the
    // node's own refusal.
    virtual std::vector<Result<Body>> ask(std::span<const Question> questions) = 0;
};

template <typename Request>
Question question(std::string node, const Request& request) {
    static_assert(!Request::is_reply);
    Question made{std::move(node), Request::command, Body(request.encoded_size())};
    wire::Writer out(made.body);
    request.encode(out);
    return made;
}

template <typename Reply>
Result<Reply> answer(const Result<Body>& body) {
    static_assert(Reply::is_reply);
    if (!body) return std::unexpected(body.error());
    auto reply = Reply::decode(*body);
    if (reply) return std::move(*reply);
    return fail(Code::bad_request, std::string(gen::name(Reply::command)) + ": the reply is " +
                                       wire::text(reply.error()));
}

template <typename Reply, typename Request>
Result<Reply> ask(Network& network, const std::string& node, const Request& request) {
    static_assert(Request::command == Reply::command, "reply of another command");
    const Question one = question(node, request);
    return answer<Reply>(network.ask({&one, 1}).front());
}

}  // namespace weir::operations
