// The configuration's share of what a node does, and its changes while the node runs.

#include <csignal>
#include <utility>

#include "base/log.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {

Result<> Node::give(const std::vector<GivenStream>& streams) {
    std::map<std::uint16_t, const GivenStream*> wanted;
    for (const GivenStream& stream : streams) wanted[stream.ingest.stream_id] = &stream;
    std::vector<std::uint16_t> gone;
    for (const auto& [id, given] : given_streams_)
        if (const auto at = wanted.find(id); at == wanted.end() || *at->second != given.stream)
            gone.push_back(id);
    for (const auto id : gone) take_back(id);

    Result<> outcome;
    const auto trouble = [&](const Error& why) {
        log::warn("node", why.what);
        if (outcome) outcome = std::unexpected(why);
    };
    for (const auto& [id, stream] : wanted) {
        if (given_streams_.contains(id)) continue;  // the same as before
        if (auto begun = ingest(stream->ingest); !begun) {
            trouble(begun.error());
            continue;
        }
        Given given{*stream, {}};
        for (const resource::Target& target : stream->targets) {
            const auto output = push(id, target);
            if (!output)
                trouble(output.error());
            else
                given.outputs.push_back(*output);
        }
        given_streams_.emplace(id, std::move(given));
    }
    if (!kinds_->empty()) kinds_->follow(config_state());
    return outcome;
}

void Node::take_back(std::uint16_t stream_id) {
    const auto found = given_streams_.find(stream_id);
    for (const auto output : found->second.outputs) stop_output(output);
    given_.stop_ingest(stream_id);
    given_streams_.erase(found);
    // What a controller said of that id goes on, or begins.
    if (auto followed = follow_ingest(stream_id); !followed)
        log::warn("node", followed.error().reason, {{"stream", stream_id}});
}

void Node::await_hangup() {
    if (!hangup_) return;
    hangups_.add(SIGHUP);
    hangups_.async_wait([this](const std::error_code& problem, int) {
        if (problem || stopping_) return;
        hangup_();
        await_hangup();
    });
}

}  // namespace weir::nodes
