#include "simulation/control/controller.hpp"

#include "wire/header.hpp"

namespace weir::sim::control {

Controller::Controller(VirtualTime& time, Network& network, std::string name,
                       std::vector<std::string> nodes, std::uint64_t seed)
    : time_(time),
      network_(network),
      name_(std::move(name)),
      nodes_(std::move(nodes)),
      dice_(seed) {
    network_.plug(name_, {[](const Bytes&, const transport::Address&) {},
                          [](const std::shared_ptr<Pipe>&, int) {}, 0});
}

void Controller::act(const std::function<transport::Address(const std::string&)>& address_of) {
    const std::string& target = nodes_[dice_.upto(static_cast<std::uint32_t>(nodes_.size() - 1))];
    if (const auto line = lines_.find(target); line != lines_.end()) {
        // Sometimes several at once, so that they are saved together.
        for (auto count = dice_.chance(20) ? dice_.between(2, 6) : 1; count > 0; --count)
            ask_something(*line->second, target);
        return;
    }
    const auto address = address_of(target);
    if (address.port == 0) return;
    network_.dial(name_, address, [this, target](std::shared_ptr<Pipe> pipe) {
        if (!pipe || lines_.contains(target)) return;
        auto line = std::make_shared<Line>();
        line->pipe = std::move(pipe);
        line->pipe->ends[0].on_bytes = [weak = std::weak_ptr(line)](const Bytes& bytes) {
            const auto response =
                gen::ControlResponse::view(std::span(bytes).subspan(wire::header_bytes));
            if (const auto here = weak.lock(); here && response) here->requests.answered(*response);
        };
        line->pipe->ends[0].on_broken = [this, target] {
            auto gone = lines_.extract(target);
            if (!gone.empty()) gone.mapped()->requests.close({Code::peer_closed, "broken"});
        };
        lines_.emplace(target, line);
        ask_something(*line, target);
    });
}

void Controller::expire() {
    for (const auto& [target, line] : lines_) line->requests.expire(time_.now());
}

template <typename Reply, typename Request>
void Controller::ask(Line& line, const Request& request) {
    const auto bytes = line.requests.ask<Reply>(request, time_.now(), [this](Result<Reply> reply) {
        const bool no_answer = !reply && (reply.error().code == Code::timed_out ||
                                          reply.error().code == Code::peer_closed);
        ++(reply ? answered : no_answer ? lost : refused);
        time_.note(reply ? 1 : 2);
    });
    if (bytes) network_.send(line.pipe, 0, *bytes);
}

// Few keys, so that controllers meet at the same ones.
void Controller::ask_something(Line& line, const std::string& node) {
    const auto stream_id = static_cast<std::uint16_t>(dice_.between(1, 4));
    switch (dice_.upto(5)) {
        case 0:
        case 1: {
            gen::StartIngestRequest wish;
            wish.stream_id = stream_id;
            wish.device_path = "device" + std::to_string(dice_.upto(2));
            return ask<gen::StartIngestReply>(line, wish);
        }
        case 2: {
            gen::StopIngestRequest stop;
            stop.stream_id = stream_id;
            return ask<gen::StopIngestReply>(line, stop);
        }
        case 3: {
            gen::StartRelayRequest edge;
            edge.stream_id = stream_id;
            edge.mode =
                dice_.chance(50) ? gen::DeliveryMode::low_latency : gen::DeliveryMode::completeness;
            do edge.dest_host = nodes_[dice_.upto(static_cast<std::uint32_t>(nodes_.size() - 1))];
            while (edge.dest_host == node);
            return ask<gen::StartRelayReply>(line, edge);
        }
        case 4: {
            gen::StopRelayRequest stop;
            stop.output_id = static_cast<std::uint16_t>(dice_.between(1, 12));
            return ask<gen::StopRelayReply>(line, stop);
        }
        default:
            return ask<gen::GetConfigStateReply>(line, gen::GetConfigStateRequest{});
    }
}

}  // namespace weir::sim::control
