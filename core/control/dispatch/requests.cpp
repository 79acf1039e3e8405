#include "control/dispatch/requests.hpp"

#include <algorithm>

namespace weir::dispatch {

Result<std::uint16_t> Requests::open(gen::Command command, TimePoint deadline,
                                     std::move_only_function<void(Result<Body>)> done) {
    if (open_.size() >= limits::requests_open_max)
        return fail(Code::limit_exceeded, std::string(gen::name(command)) + ": " +
                                              std::to_string(open_.size()) +
                                              " requests to this peer are unanswered already");
    do {
        ++last_id_;
    } while (last_id_ == 0 || open_.contains(last_id_));
    open_.emplace(last_id_, Open{command, deadline, std::move(done)});
    return last_id_;
}

Result<std::vector<std::byte>> Requests::ask_raw(gen::Command command, std::vector<std::byte> body,
                                                 TimePoint now, Duration timeout,
                                                 std::move_only_function<void(Result<Body>)> done) {
    const auto id = open(command, now + timeout, std::move(done));
    if (!id) return std::unexpected(id.error());
    gen::ControlRequest request;
    request.request_id = *id;
    request.command = command;
    request.body = std::move(body);
    return gen::to_message(request);
}

bool Requests::answered(const gen::ControlResponse::View& response) {
    const auto at = open_.find(response.request_id);
    if (at == open_.end() || at->second.command != response.command) return false;
    auto done = std::move(at->second.done);
    open_.erase(at);

    if (response.status == gen::Status::ok) {
        done(response.body);
        return true;
    }
    const auto refusal = gen::Refusal::view(response.body);
    std::string reason(refusal ? refusal->reason : std::string_view{});
    if (reason.empty())
        reason = std::string(gen::name(response.command)) +
                 " was refused without a reason, status " +
                 std::to_string(static_cast<unsigned>(response.status));
    done(fail(code_of(response.status), std::move(reason)));
    return true;
}

void Requests::expire(TimePoint now) {
    std::vector<std::uint16_t> late;
    for (const auto& [id, open] : open_)
        if (open.deadline <= now) late.push_back(id);
    for (const std::uint16_t id : late) {
        auto node = open_.extract(id);
        if (node.empty()) continue;  // a callback closed everything
        node.mapped().done(fail(Code::timed_out, std::string(gen::name(node.mapped().command)) +
                                                     " was not answered in time"));
    }
}

TimePoint Requests::next_deadline() const {
    if (open_.empty()) return TimePoint::max();
    const auto first =
        std::ranges::min_element(open_, {}, [](const auto& item) { return item.second.deadline; });
    return first->second.deadline;
}

void Requests::close(const Error& why) {
    auto ended = std::exchange(open_, {});
    for (auto& [id, open] : ended) open.done(std::unexpected(why));
}

std::unexpected<Error> Requests::undecodable(gen::Command command, wire::DecodeError error) {
    return fail(Code::bad_request,
                std::string(gen::name(command)) + ": the reply is " + wire::text(error));
}

}  // namespace weir::dispatch
