// Acknowledged delivery at a node: who comes back, what comes twice, what a source is answered.

#include <asio/post.hpp>
#include <utility>

#include "base/log.hpp"
#include "control/resource/delivery_messages.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {

// A source that restarts is here again before the connection of its former life is known to be
// dead; it takes its streams over at once.
Result<> Node::open_input(resource::Session& session, std::uint16_t stream_id,
                          const frame::StreamFormat& format) {
    const relay::Input* input = relay_.input(stream_id);
    if (input != nullptr && input->live && input->owner != session.number() && session.hello()) {
        const auto former = sessions_.find(input->owner);
        if (former != sessions_.end() && replaces(session, *former->second)) {
            log::info("node", "a source is here again and replaces its former connection",
                      {{"source", session.peer()}, {"stream", stream_id}});
            relay_.lose_inputs(input->owner, session.peer() + " has come anew");
            former->second->close({Code::peer_closed, session.peer() + ": has come anew"});
        }
    }
    return resource::open_source(relay_, deliveries_, session, stream_id, format);
}

// One life of a node may well have two connections here, by its name and by its address; then both
// are heard of.
bool Node::replaces(const resource::Session& session, const resource::Session& former) {
    if (!former.hello() || former.hello()->node_name != session.hello()->node_name) return false;
    const std::uint64_t nonce = former.hello()->boot_nonce;
    const Duration silence = monotonic_now() - former.connection().last_received();
    if (nonce == session.hello()->boot_nonce && silence < limits::former_silence_min) return false;
    return namesakes_.succeeds(session.hello()->node_name, session.hello()->boot_nonce, nonce);
}

void Node::on_mark(resource::Session& session, const gen::DeliveryMark& mark) {
    const auto gap = resource::marked(deliveries_, session, mark);
    if (!gap) return;
    gaps_.warn("node", "frames are missing for good; give their sender a larger budget",
               {{"source", session.peer()},
                {"stream", mark.stream_id},
                {"frames", gap->frames},
                {"first", gap->first.number}});
    note_gap(mark.stream_id, *gap);
}

void Node::on_answered(resource::Session&) {
    deliveries_.progressed();
}

// One answer for all that one turn of the loop brought.
void Node::acknowledge_soon() {
    if (std::exchange(acks_queued_, true)) return;
    asio::post(io_, [this] {
        acks_queued_ = false;
        acknowledge();
    });
}

void Node::acknowledge() {
    resource::acknowledge(deliveries_, sessions_, monotonic_now());
}

// Frames follow the reply, so that the reader knows whose they are.
void Node::attach_later(std::uint16_t output_id) {
    asio::post(io_, [this, output_id] {
        const auto reader = readers_.find(output_id);
        if (reader == readers_.end() || reader->second.port->session() != nullptr) return;
        const auto found = sessions_.find(reader->second.session);
        if (found != sessions_.end() && found->second->is_open())
            found->second->attach(*reader->second.port);
    });
}

// Its id may be another one's from now on.
void Node::output_gone(const std::shared_ptr<relay::Output>& output) {
    watches_.erase(output->id());
    past_.add(output);
}

void Node::close_reader(std::uint16_t output_id) {
    const auto found = readers_.find(output_id);
    if (found == readers_.end()) return;
    const auto output = found->second.port->output();
    found->second.port->close();
    output_gone(output);
    readers_.erase(found);
    const relay::OutputStats stats = output->stats(monotonic_now());
    note_reader(output_id, "",
                std::to_string(stats.frames_sent) + " frames sent, " +
                    std::to_string(stats.dropped.total()) + " dropped");
}

// A reader that refuses its stream wants no more of it. Its session is in the middle of letting go
// of the output, so that is closed later.
void Node::mind_refusal(std::uint16_t output_id, resource::OutputPort& port) {
    port.on_lost([this, output_id](resource::OutputPort::Loss loss, const Error& why) {
        if (loss != resource::OutputPort::Loss::refused) return;
        log::info("node", "a reader refused its stream",
                  {{"output", output_id}, {"reason", why.what}});
        asio::post(io_, [this, output_id] { close_reader(output_id); });
    });
}

std::optional<std::uint16_t> Node::returned(const gen::StartRelayRequest& request,
                                            const resource::Session& session) {
    // Without a nonce nobody can tell it from others.
    if (!request.acknowledged || !session.hello() || session.hello()->boot_nonce == 0)
        return std::nullopt;
    for (auto& [output_id, reader] : readers_) {
        const relay::OutputSettings& settings = reader.port->output()->settings();
        if (reader.boot_nonce != session.hello()->boot_nonce ||
            reader.session == session.number() || settings.stream_id != request.stream_id ||
            settings.output_stream_id != request.output_stream_id)
            continue;
        // Its former connection may look alive for a while.
        if (reader.port->session() != nullptr) reader.port->session()->detach(*reader.port);
        reader.session = session.number();
        reader.gone_since.reset();
        return output_id;
    }
    return std::nullopt;
}

void Node::lose_readers(const resource::Session& session) {
    std::vector<std::uint16_t> gone;
    for (auto& [output_id, reader] : readers_) {
        if (reader.session != session.number()) continue;
        const bool may_return = reader.boot_nonce != 0 && !stopping_;
        if (may_return)
            reader.gone_since = monotonic_now();
        else
            gone.push_back(output_id);
    }
    for (const auto output_id : gone) close_reader(output_id);
}

void Node::give_up_readers(TimePoint now) {
    std::vector<std::uint16_t> gone;
    for (const auto& [output_id, reader] : readers_)
        if (reader.gone_since && now - *reader.gone_since > limits::resume_patience)
            gone.push_back(output_id);
    for (const auto output_id : gone) close_reader(output_id);
}

}  // namespace weir::nodes
