#include "control/resource/delivery_messages.hpp"

namespace weir::resource {

Result<> open_source(relay::Relay& relay, Deliveries& deliveries, const Session& source,
                     std::uint16_t stream_id, const frame::StreamFormat& format) {
    const relay::Input* input = relay.input(stream_id);
    const bool changes_hands = input == nullptr || !input->live || input->owner != source.number();
    auto opened = relay.open_input(source.number(), stream_id, format, source.peer());
    if (opened && changes_hands) deliveries.source_opened(stream_id);
    return opened;
}

void lose_source(relay::Relay& relay, Deliveries& deliveries, const Session& source) {
    for (const auto& [stream_id, input] : relay.inputs())
        if (input.owner == source.number()) deliveries.source_lost(stream_id);
    relay.lose_inputs(source.number(), "lost the connection to " + source.peer());
}

std::optional<relay::Receipt::Gap> marked(Deliveries& deliveries, const Session& source,
                                          const gen::DeliveryMark& mark) {
    return deliveries.marked(source.number(), mark.stream_id, {mark.epoch, mark.number});
}

void serve_resume(dispatch::Dispatcher& dispatcher, Deliveries& deliveries) {
    dispatcher.on<gen::ResumeDeliveryRequest>(
        [&deliveries](
            const gen::ResumeDeliveryRequest& request,
            dispatch::Peer&) -> std::expected<gen::ResumeDeliveryReply, dispatch::Refusal> {
            const relay::Position here = deliveries.resume(request.stream_id);
            gen::ResumeDeliveryReply reply;
            reply.epoch = here.epoch;
            reply.number = here.number;
            return reply;
        });
}

void acknowledge(Deliveries& deliveries, const Sessions& sessions, TimePoint now) {
    for (const auto& [owner, stream_id, answered] : deliveries.acks(now)) {
        const auto session = sessions.find(owner);
        if (session == sessions.end()) continue;
        gen::DeliveryAck ack;
        ack.stream_id = stream_id;
        ack.epoch = answered.epoch;
        ack.number = answered.number;
        session->second->send(gen::to_message(ack));
    }
}

}  // namespace weir::resource
