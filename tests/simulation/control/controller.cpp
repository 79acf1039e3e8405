#include "simulation/control/controller.hpp"

#include <algorithm>

#include "operations/edges.hpp"
#include "operations/plan.hpp"
#include "operations/stream_ids.hpp"
#include "wire/header.hpp"

namespace weir::sim::control {
namespace {

constexpr std::uint16_t random_ids_max = 4;

}  // namespace

const std::string& rival_device(const std::string& node) {
    static std::map<std::string, std::string> found;
    std::string& device = found[node];
    const auto shared = operations::candidate_id("n:n0", "pattern:0", 0);
    for (unsigned i = 0; device.empty(); ++i)
        if (const auto name = "pattern:" + std::to_string(i);
            operations::candidate_id(node, name, 0) == shared)
            device = name;
    return device;
}

Controller::Controller(VirtualTime& time, control::Network& network, std::string name,
                       std::vector<std::string> nodes, AddressOf address_of, std::uint64_t seed)
    : time_(time),
      network_(network),
      name_(std::move(name)),
      nodes_(std::move(nodes)),
      address_of_(std::move(address_of)),
      dice_(seed) {
    network_.plug(name_, {[](const Bytes&, const transport::Address&) {},
                          [](const std::shared_ptr<Pipe>&, int) {}, 0});
}

void Controller::act() {
    const std::string& target = nodes_[dice_.upto(nodes_.size() - 1)];
    if (dice_.chance(15) && !errand_.busy()) {
        if (dice_.chance(60)) return allocate(target);
        if (dice_.chance(50)) return connect_something(target);
        return apply(some_topology(), dice_.chance(20));
    }
    connect(target, [this, target](const std::shared_ptr<Line>& line) {
        if (line == nullptr) return;
        // Sometimes several at once, so that they are saved together.
        for (auto count = dice_.chance(20) ? dice_.between(2, 6) : 1; count > 0; --count)
            ask_something(*line, target);
    });
}

void Controller::connect(const std::string& target, Connected done) {
    if (const auto line = lines_.find(target); line != lines_.end()) return done(line->second);
    const auto address = address_of_(target);
    if (address.port == 0) return done(nullptr);
    network_.dial(name_, address, [this, target, done](std::shared_ptr<Pipe> pipe) {
        if (const auto line = lines_.find(target); line != lines_.end()) return done(line->second);
        if (!pipe) return done(nullptr);
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
        done(line);
    });
}

void Controller::expire() {
    const auto lines = lines_;  // an answer may open another
    for (const auto& [target, line] : lines) line->requests.expire(time_.now());
}

// ---------------------------------------------------- as operations see it

std::vector<operations::NodeInfo> Controller::nodes() {
    std::vector<operations::NodeInfo> all;
    for (const std::string& name : nodes_) all.push_back({name, {}, {}});
    return all;
}

std::vector<Result<operations::Body>> Controller::ask(
    std::span<const operations::Question> questions) {
    struct Asking {
        std::vector<Result<operations::Body>> answers;
        std::size_t open;
        bool waited_for = false;
    };
    const auto asking = std::make_shared<Asking>(
        Asking{std::vector<Result<operations::Body>>(questions.size(), operations::Body{}),
               questions.size()});
    for (std::size_t i = 0; i < questions.size(); ++i)
        ask_one(questions[i], [this, asking, i](Result<operations::Body> answer) {
            asking->answers[i] = std::move(answer);
            if (--asking->open == 0 && asking->waited_for) errand_.resume();
        });
    if (asking->open > 0) {
        asking->waited_for = true;
        errand_.wait();
    }
    // After a write only another look at everybody counts.
    all_answered_ = questions.size() >= nodes_.size() && questions.size() > 1 &&
                    std::ranges::all_of(asking->answers, &Result<operations::Body>::has_value);
    return asking->answers;
}

void Controller::ask_one(const operations::Question& question, const Answered& done) {
    connect(question.node, [this, command = question.command, body = question.body,
                            done](const std::shared_ptr<Line>& line) {
        if (line == nullptr) return done(fail(Code::not_found, "nobody there"));
        const auto bytes =
            line->requests.ask_raw(command, body, time_.now(), limits::request_timeout,
                                   [done](Result<std::span<const std::byte>> reply) {
                                       if (!reply) return done(std::unexpected(reply.error()));
                                       done(operations::Body(reply->begin(), reply->end()));
                                   });
        if (!bytes) return done(std::unexpected(bytes.error()));
        network_.send(line->pipe, 0, *bytes);
    });
}

void Controller::allocate(const std::string& node) {
    const std::string device =
        dice_.chance(50) ? rival_device(node) : "pattern:" + std::to_string(dice_.upto(2));
    errand_.start([this, node, device] {
        gen::Ingest wish;
        wish.device_path = device;
        const auto id = operations::start_ingest(*this, node, wish);
        time_.note(id ? *id : 3);
        if (!id) return;
        if (*id != operations::candidate_id(node, device, 0)) ++disputed;
        // A device that had one of the few ids that are asked for at random has kept it.
        if (all_answered_ && *id > random_ids_max)
            allocated_.push_back({node, device, *id, time_.now()});
    });
}

void Controller::connect_something(const std::string& node) {
    const auto id = static_cast<std::uint16_t>(dice_.between(1, random_ids_max));
    const std::string& to = nodes_[dice_.upto(nodes_.size() - 1)];
    errand_.start([this, node, id, to] {
        const auto done = operations::connect(*this, {node, id, to, {}});
        time_.note(done ? done->output_id : 4);
    });
}

// Few nodes and devices, so that two controllers speak of the same ones.
operations::Topology Controller::some_topology() {
    const auto last = nodes_.size() - 1;
    operations::Topology topology;
    for (auto i = dice_.between(1, 3); i > 0; --i) {
        operations::TopologyStream stream;
        stream.name = "s" + std::to_string(i);
        stream.node = nodes_[dice_.upto(last)];
        stream.device =
            dice_.chance(50) ? rival_device(stream.node) : "pattern:" + std::to_string(i);
        const bool again = std::ranges::any_of(topology.streams, [&](const auto& other) {
            return other.node == stream.node && other.device == stream.device;
        });
        if (again) continue;
        const std::string& to = nodes_[dice_.upto(last)];
        if (to != stream.node) topology.edges.push_back({stream.name, stream.node, to, {}, {}});
        topology.streams.push_back(std::move(stream));
    }
    return topology;
}

void Controller::apply() {
    missing.clear();
    wish_ = some_topology();
    apply(wish_, false);
}

void Controller::apply(const operations::Topology& topology, bool prune) {
    errand_.start([this, topology, prune] {
        const auto site = operations::look(*this);
        const auto plan = operations::make_plan(topology, site, prune);
        for (const auto& [step, result] : operations::take(*this, plan))
            if (!result) missing = step.text() + ": " + result.error().what;
        if (!plan.unreachable.empty()) missing = plan.unreachable.front() + " does not answer";
        ++applied;
        time_.note(plan.steps.size());
    });
}

void Controller::compare() {
    errand_.start([this] {
        const auto plan = operations::make_plan(wish_, operations::look(*this), false);
        if (!plan.steps.empty()) missing = plan.steps.front().text();
    });
}

template <typename Reply, typename Request>
void Controller::ask_line(Line& line, const Request& request) {
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
    const auto stream_id = static_cast<std::uint16_t>(dice_.between(1, random_ids_max));
    switch (dice_.upto(7)) {
        case 0:
        case 1: {
            gen::StartIngestRequest wish;
            wish.stream_id = stream_id;
            wish.device_path = "pattern:" + std::to_string(dice_.upto(2));
            return ask_line<gen::StartIngestReply>(line, wish);
        }
        case 2: {
            gen::StopIngestRequest stop;
            stop.stream_id = stream_id;
            return ask_line<gen::StopIngestReply>(line, stop);
        }
        case 3: {
            gen::StartRelayRequest edge;
            edge.stream_id = stream_id;
            edge.mode =
                dice_.chance(50) ? gen::DeliveryMode::low_latency : gen::DeliveryMode::completeness;
            do edge.dest_host = nodes_[dice_.upto(nodes_.size() - 1)];
            while (edge.dest_host == node);
            return ask_line<gen::StartRelayReply>(line, edge);
        }
        case 4: {
            gen::StopRelayRequest stop;
            stop.output_id = static_cast<std::uint16_t>(dice_.between(1, 12));
            return ask_line<gen::StopRelayReply>(line, stop);
        }
        case 5: {
            gen::StartSinkRequest sink;
            sink.stream_id = stream_id;
            sink.path = "r" + std::to_string(dice_.upto(1)) + ".mkv";
            return ask_line<gen::StartSinkReply>(line, sink);
        }
        case 6: {
            gen::StopSinkRequest stop;
            stop.stream_id = stream_id;
            return ask_line<gen::StopSinkReply>(line, stop);
        }
        default:
            return ask_line<gen::GetConfigStateReply>(line, gen::GetConfigStateRequest{});
    }
}

}  // namespace weir::sim::control
