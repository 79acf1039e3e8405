#include "simulation/oracles.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace weir::sim {
namespace {

bool inter_coded(std::uint16_t stream_id) {
    return stream_id == Oracles::chained;
}

// Of its source; World::push_one() makes it so.
std::uint16_t stream_of(const Picture& picture) {
    const auto stream_id = static_cast<std::uint16_t>(picture.source % 16);
    return stream_id == Oracles::claimed ? Oracles::still : stream_id;
}

}  // namespace

void Oracles::on_frame(const resource::Session& session, const frame::Frame& frame, bool offered) {
    const std::string node = node_of(session);
    const std::uint16_t stream_id = source_id(frame.stream_id);
    const std::string where = node + ", frame " + std::to_string(frame.sequence) + " of stream " +
                              std::to_string(frame.stream_id);
    const auto picture = picture_of(frame);
    expect(picture.has_value(), where + ": its bytes are not what was sent");
    if (!picture) return;
    const auto id = seen_ids_.find({node, stream_of(*picture)});
    expect(frame.stream_id == (id == seen_ids_.end() ? stream_of(*picture) : id->second),
           where + ": not the id under which it is to be seen");
    Seen& seen = seen_[{node, stream_id}];
    const bool first = following_[{&session, frame.stream_id}].fresh;
    check_order(where, session, frame, *picture, seen);
    if (seen.frames++ == 0) seen.first_at = events_.now();
    seen.last_at = events_.now();
    seen.last_sequence = picture->sequence;
    if (node == relay_name) {
        const relay::Relay& relay = find_node(session)->relay();
        expect(!offered || relay.memory_max() == 0 || relay.memory_held() < relay.memory_max(),
               where + ": taken in above the memory ceiling");
        ages_.offered(stream_id, *picture);
        if (offered && stream_id == bare_stream_)
            bare_.offered(*picture, frame.size(), relay::starts_clean(frame));
    }
    // What a new connection begins with has waited for it.
    if (!first) ages_.arrived(node, stream_id, *picture, frame.size());
    if (node == kept_by) kept_.arrived(lives_[node], picture->sequence);
    note(frame.stream_id);
    note(picture->sequence);
    for (const char c : node) note(static_cast<unsigned char>(c));
}

// A payload in a pipe is not looked at, or it would no longer be passed on unread.
std::optional<Picture> Oracles::picture_of(const frame::Frame& frame) {
    if (frame.piped() == nullptr) return recognise(frame.payload());
    ++frames_unread_;
    return glance(frame.piped()->start());
}

void Oracles::check_order(const std::string& where, const resource::Session& session,
                          const frame::Frame& frame, const Picture& picture, Seen& seen) {
    Following& following = following_[{&session, frame.stream_id}];
    // A peer that kept silent for too long was taken for a plain one for a while: no head. The
    // first of all frames is a keyframe.
    const bool headless =
        frame.plain || (frame.sequence == 0 && (picture.sequence != 0 || !frame.keyframe));
    expect(headless || picture.sequence == frame.sequence, where + ": another one's head");
    expect(headless || announced_.contains({&session, frame.stream_id}),
           where + ": of a stream that was not announced");
    const bool follows = !following.fresh && picture.sequence == following.last.sequence + 1;
    if (!following.fresh) {
        expect(picture.source == following.last.source, where + ": from two sources at once");
        expect(picture.sequence > following.last.sequence, where + ": twice, or out of order");
        if (!follows) seen.missing += picture.sequence - following.last.sequence - 1;
    }
    if (inter_coded(source_id(frame.stream_id)) && !headless && !following.headless) {
        expect(frame.keyframe || follows, where + ": without the frame it needs");
        expect(follows || following.fresh || frame.discontinuity,
               where + ": its reader was not told of the gap");
    }
    following = {false, headless, picture};
}

void Oracles::on_gap(const resource::Session& session, std::uint16_t,
                     const relay::Receipt::Gap& gap) {
    const std::string node = node_of(session);
    if (node == kept_by) kept_.missing(lives_[node], gap.first.number, gap.frames);
    note(gap.first.number);
    note(gap.frames);
}

void Oracles::on_announced(const resource::Session& session, std::uint16_t stream_id) {
    on_break(session, stream_id);
    announced_.insert({&session, stream_id});
}

void Oracles::on_break(const resource::Session& session, std::uint16_t stream_id) {
    following_.erase({&session, stream_id});
}

void Oracles::on_session(const std::string& node, bool open, const std::string& why) {
    note(open ? 1 : 2);
    for (const char c : node + why) note(static_cast<unsigned char>(c));
    if (open) return;
    if (why.find("taken for dead") != std::string::npos) occasions_.count(Occasion::peer_silent);
    // Its place in memory may be another session's soon.
    std::erase_if(following_,
                  [](const auto& entry) { return !std::get<0>(entry.first)->is_open(); });
    std::erase_if(announced_, [](const auto& entry) { return !std::get<0>(entry)->is_open(); });
}

void Oracles::check_node(SimNode& node) {
    for (const auto& [id, output] : node.relay().outputs()) {
        const std::uint16_t stream_id = output->settings().stream_id;
        outputs_.check(node, *output, node.relay().input(stream_id), inter_coded(stream_id));
    }
    suppressions_.check(node);
    check_memory(node);
    check_silence(node);
}

// What is being received when the ceiling is reached is received to its end.
void Oracles::check_memory(const SimNode& node) {
    const std::uint64_t max = node.relay().memory_max();
    if (max == 0) return;
    const std::uint64_t held = node.relay().memory_held();
    std::uint64_t receiving = 0;
    for (const auto& [number, session] : node.sessions())
        receiving += session->connection().bytes_receiving();
    if (held > max + receiving)
        expect(false, node.name() + ": " + std::to_string(held) + " bytes of frames, " +
                          std::to_string(receiving) + " of them being received; the ceiling is " +
                          std::to_string(max));
    if (held > max) occasions_.count(Occasion::memory_full);
}

// Whoever said hello and then nothing is dead at the first tick after the limit.
void Oracles::check_silence(SimNode& node) {
    if (node.host().frozen) return;
    for (const auto& [number, session] : node.sessions()) {
        if (!session->is_open() || !session->hello()) continue;
        const Duration silence = events_.now() - session->connection().last_received();
        if (silence > limits::peer_silence_max + session_tick)
            expect(false, node.name() + ": " + session->peer() + " has been silent for " +
                              std::to_string(silence / std::chrono::milliseconds(1)) +
                              " ms, and its connection is still there");
    }
}

void Oracles::check_books_closed(SimNode& node) {
    expect(node.ledger().reads_zero(),
           node.host().name + ": frame memory is still held: " + node.ledger().open_items());
    expect(node.pipes_on_loan() == 0, node.host().name + ": a pipe was not given back");
}

void Oracles::expect(bool holds, const std::string& what) {
    if (holds || violation_) return;
    const auto since = events_.now().time_since_epoch() - std::chrono::seconds(1000);
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(since).count();
    violation_ = "at " + std::to_string(us) + " us, " + what;
}

const SimNode* Oracles::find_node(const resource::Session& session) const {
    for (const SimNode* node : nodes_)
        if (const auto found = node->sessions().find(session.number());
            found != node->sessions().end() && found->second.get() == &session)
            return node;
    return nullptr;
}

std::string Oracles::node_of(const resource::Session& session) const {
    const SimNode* node = find_node(session);
    return node == nullptr ? "?" : node->name();
}

void Oracles::note(std::uint64_t value) {
    const auto at = static_cast<std::uint64_t>(events_.now().time_since_epoch().count());
    for (const std::uint64_t part : {at, value}) trace_ = (trace_ ^ part) * 1099511628211u;
}

}  // namespace weir::sim
