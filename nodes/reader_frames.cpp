// What a reader does while it is attached: takes frames, says which formats it can read, answers
// for what it has.

#include <algorithm>
#include <asio/post.hpp>
#include <utility>

#include "control/dispatch/refusal.hpp"
#include "control/resource/format_map.hpp"
#include "nodes/reader.hpp"

namespace weir::nodes {

Result<> readable(const frame::StreamFormat& format, std::string_view reader,
                  std::span<const frame::Encoding> has, std::string_view next) {
    if (std::ranges::find(has, format.encoding) != has.end()) return {};
    const auto word = [](frame::Encoding encoding) {
        return std::string(gen::name(resource::to_wire(encoding)));
    };
    std::string list;
    for (const auto encoding : has) list += (list.empty() ? "" : ", ") + word(encoding);
    return fail(Code::unsupported, "the stream is " + word(format.encoding) + " and " +
                                       std::string(reader) + " has " + list + "; " +
                                       std::string(next));
}

void Reader::on_frame(resource::Session&, frame::FrameRef frame) {
    if (ended_ || frame->stream_id != stream_id_) return;
    if (receipt_.numbered()) {
        acknowledge_soon();
        if (!receipt_.arrived()) return;  // it came over a former connection already
    }
    ++frames_received_;
    if (last_sequence_ && !frame->plain) {
        // Over lost connections, too: those frames are missing. A source that starts again begins
        // at 0, which is a step back and no gap.
        const std::uint32_t gap = frame->sequence - *last_sequence_ - 1;
        if (gap < 0x8000'0000u) frames_lost_ += gap;
    }
    last_sequence_ = frame->sequence;
    consumer_.on_frame(std::move(frame));
    if (options_.frames > 0 && frames_received_ >= options_.frames) end();
}

void Reader::on_request(resource::Session& session, const gen::ControlRequest::View& request) {
    if (request.command == gen::Command::stream_open) return accept_stream(session, request);
    if (request.command == gen::Command::stream_close) {
        session.send(gen::to_message(request.request_id, gen::StreamCloseReply{}));
        log::info("reader", "the stream has ended", {{"node", session.peer()}});
        return end();
    }
    if (request.command == gen::Command::resume_delivery) return go_on(session, request);
    session.send(gen::refusal_message(request.request_id, request.command,
                                      gen::Status::unknown_command,
                                      "a reader only takes streams; ask the node"));
}

void Reader::accept_stream(resource::Session& session, const gen::ControlRequest::View& request) {
    const auto open = gen::StreamOpenRequest::decode(request.body);
    if (!open)
        return session.send(gen::refusal_message(request.request_id, request.command,
                                                 gen::Status::invalid_params,
                                                 wire::text(open.error())));
    const auto format = resource::from_wire(*open);
    const auto taken =
        format ? consumer_.on_format(*format) : Result<>(std::unexpected(format.error()));
    if (taken) {
        found_ = true;
        return session.send(gen::to_message(request.request_id, gen::StreamOpenReply{}));
    }
    session.send(gen::refusal_message(request.request_id, request.command,
                                      gen::Status::unsupported_format, taken.error().what));
    end(taken.error());
}

void Reader::go_on(resource::Session& session, const gen::ControlRequest::View& request) {
    gen::ResumeDeliveryReply reply;
    reply.epoch = receipt_.next().epoch;
    reply.number = receipt_.next().number;
    session.send(gen::to_message(request.request_id, reply));
    if (reply.epoch != 0) acknowledge_soon();  // the last answer may have been lost
}

void Reader::on_mark(resource::Session&, const gen::DeliveryMark& mark) {
    if (ended_ || mark.stream_id != stream_id_) return;
    if (const auto gap = receipt_.marked({mark.epoch, mark.number}))
        gaps_.warn(
            "reader", "frames are missing for good; ask for a larger budget",
            {{"stream", mark.stream_id}, {"frames", gap->frames}, {"first", gap->first.number}});
}

// One answer for all that one turn of the loop brought.
void Reader::acknowledge_soon() {
    if (std::exchange(ack_queued_, true)) return;
    asio::post(executor_, [this] {
        ack_queued_ = false;
        if (ended_ || session_ == nullptr) return;
        gen::DeliveryAck ack;
        ack.stream_id = *stream_id_;
        ack.epoch = receipt_.next().epoch;
        ack.number = receipt_.next().number;
        session_->send(gen::to_message(ack));
    });
}

void Reader::on_event(resource::Session&, const gen::StreamEvent& event) {
    if (event.stream_id != stream_id_) return;
    consumer_.on_signal(event.code == gen::EventCode::resumed);
    log::info("reader",
              event.code == gen::EventCode::interrupted ? "stream interrupted" : "stream resumed",
              {{"stream", event.stream_id}, {"detail", event.detail}});
}

}  // namespace weir::nodes
