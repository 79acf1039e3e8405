#include "simulation/world.hpp"

#include <algorithm>
#include <utility>

#include "base/limits.hpp"

namespace weir::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t still = 1;       // of source a: pictures that stand alone
constexpr std::uint16_t still_of_b = 2;  // of source b
constexpr std::uint16_t chained = 3;     // of source a: inter-coded
constexpr std::uint32_t group_frames = 10;
constexpr auto frame_time = 40ms;
constexpr std::size_t picture_bytes_max = 24u << 10;
constexpr const char* relay_name = "relay";

// A full source of traffic is 24 KiB/2 x 25/s. The shared reader's cable carries one and a third.
constexpr std::uint64_t stream_bytes_per_second = picture_bytes_max / 2 * 25;

struct Reader {
    std::string name;
    std::vector<relay::OutputSettings> outputs;
};

class World {
public:
    World(std::uint64_t seed, const Options& options)
        : seed_(seed),
          options_(options),
          weather_(weather_of(seed)),
          dice_(seed, 1),
          faults_(seed, 2),
          net_(events_, seed),
          oracles_(events_) {}

    Outcome run();

private:
    void run_until(TimePoint end);
    void build();
    void choose_readers();
    SimNode& start(const std::string& name);
    void start_source(const std::string& name);
    void start_relay();
    relay::OutputSettings any_settings(std::uint16_t stream_id);
    void produce(const std::string& source, std::uint16_t stream_id);
    void push_one(const std::string& source, std::uint16_t stream_id);
    void ask_for_state();

    void plan_storm();
    void plan_fault();
    void freeze(const std::string& name, Duration time);
    void kill(const std::string& name, Duration time);
    void late_reader();

    void check_often();
    void check_alive();
    void check_calm();
    void stop_all();
    Outcome outcome();

    TimePoint from_start(Duration time) const { return TimePoint{1000s} + time; }
    void at(Duration time, Call call) { events_.at(from_start(time), faults_, std::move(call)); }
    bool stormy() const { return weather_ == Weather::storm; }

    std::uint64_t seed_;
    Options options_;
    Weather weather_;
    Dice dice_;    // for what is built
    Dice faults_;  // for what befalls it
    Events events_;
    Net net_;
    Oracles oracles_;
    std::map<std::string, std::unique_ptr<SimNode>> nodes_;
    std::vector<std::unique_ptr<SimNode>> dead_;
    std::vector<Reader> readers_;
    std::map<std::uint16_t, Dice> producers_;
    std::map<std::uint16_t, std::uint32_t> sequence_;
    std::map<std::string, std::uint64_t> starts_;
    std::uint32_t claimed_ = 0;  // frames of b that claim a's number
    std::uint64_t checks_ = 0;
    bool producing_ = true;
    std::uint64_t answers_ = 0;
    Duration slowest_answer_{};
    std::map<std::string, std::uint16_t> output_of_;  // the relay's, by reader and stream
    std::uint16_t late_output_ = 0;
    bool group_was_there_ = false;
    TimePoint late_since_;
};

std::string key(const std::string& reader, std::uint16_t stream_id) {
    return reader + "/" + std::to_string(stream_id);
}

Outcome World::run() {
    if (options_.cut_at) net_.cable(relay_name, "full").cut_after = options_.cut_at;
    build();
    run_until(from_start(500ms));
    if (stormy()) plan_storm();
    if (weather_ == Weather::victim && options_.victim_stalls) {
        Cable& cable = net_.cable(relay_name, "victim");
        net_.stall(cable, true);
        at(4500ms, [this, &cable] { net_.stall(cable, false); });
    }
    if (!options_.cut_at) at(2s, [this] { late_reader(); });
    // Faults are over after five seconds; peers that were taken for dead come back within seconds.
    run_until(from_start(options_.cut_at ? 2s : stormy() ? 14s : 8s));
    producing_ = false;
    run_until(events_.now() + 500ms);
    check_alive();
    if (weather_ == Weather::calm && !options_.cut_at) check_calm();
    stop_all();
    return outcome();
}

void World::run_until(TimePoint end) {
    const bool ended = events_.run_until(end, [this] { check_often(); });
    oracles_.expect(ended, "events without end");
}

void World::build() {
    choose_readers();
    for (const Reader& reader : readers_) start(reader.name);
    start_relay();
    start_source("a");
    start_source("b");
    for (const std::uint16_t stream_id : {still, still_of_b, chained}) {
        producers_.emplace(stream_id, Dice(seed_, 100u + stream_id));
        produce(stream_id == still_of_b ? "b" : "a", stream_id);
    }
    ask_for_state();
}

relay::OutputSettings World::any_settings(std::uint16_t stream_id) {
    relay::OutputSettings settings;
    settings.stream_id = stream_id;
    settings.delivery =
        dice_.chance(50) ? relay::Delivery::low_latency : relay::Delivery::completeness;
    settings.slot_policy =
        dice_.chance(70) ? relay::SlotPolicy::replace_pending : relay::SlotPolicy::keep_pending;
    settings.drop_policy = dice_.chance(50) ? relay::DropPolicy::oldest : relay::DropPolicy::newest;
    settings.budget.frames_max = static_cast<std::uint32_t>(dice_.between(1, 30));
    settings.budget.bytes_max = dice_.between(1000, 300'000);
    settings.budget.policy =
        dice_.chance(50) ? relay::BudgetPolicy::hard : relay::BudgetPolicy::soft;
    settings.priority = static_cast<std::uint8_t>(dice_.upto(3));
    return settings;
}

// "full" has room for everything, "shared" carries two streams over a cable for one, "newest" is a
// viewer, "any" and the victim are as the dice say.
void World::choose_readers() {
    relay::OutputSettings everything{.stream_id = still,
                                     .delivery = relay::Delivery::completeness,
                                     .budget = {.frames_max = 2000}};
    auto all_chained = everything;
    all_chained.stream_id = chained;
    readers_.push_back({"full", {everything, all_chained}});

    relay::OutputSettings important{.stream_id = still,
                                    .delivery = relay::Delivery::completeness,
                                    .budget = {.frames_max = 60},
                                    .priority = 5};
    auto unimportant = important;
    unimportant.stream_id = still_of_b;
    unimportant.priority = 0;
    unimportant.budget.frames_max = 30;
    readers_.push_back({"shared", {important, unimportant}});
    net_.cable(relay_name, "shared").bytes_per_second = stream_bytes_per_second * 4 / 3;

    readers_.push_back({"newest", {{.stream_id = still}, {.stream_id = chained}}});
    readers_.push_back({"any", {any_settings(still), any_settings(chained)}});
    readers_.push_back({"victim", {any_settings(still), any_settings(chained)}});
    for (const char* slow : {"newest", "any", "victim"}) {
        Cable& cable = net_.cable(relay_name, slow);
        cable.bytes_per_second = dice_.between(100'000, 3'000'000);
        cable.send_room = dice_.between(4096, 300'000);
        cable.receive_room = dice_.between(1024, 200'000);
    }
}

SimNode& World::start(const std::string& name) {
    const std::uint64_t life = ++starts_[name];
    auto node = std::make_unique<SimNode>(net_, name, seed_ + 1'000'003 * life, oracles_);
    SimNode& started = *node;
    oracles_.name(started);
    nodes_[name] = std::move(node);
    return started;
}

void World::start_source(const std::string& name) {
    SimNode& node = start(name);
    const auto stills = frame::StreamFormat{.encoding = frame::Encoding::mjpeg};
    const auto send = [&](std::uint16_t stream_id, const frame::StreamFormat& format) {
        node.open_stream(stream_id, format);
        sequence_[stream_id] = 0;
        node.start_edge({.stream_id = stream_id,
                         .delivery = relay::Delivery::completeness,
                         .budget = {.frames_max = 60}},
                        relay_name);
    };
    if (name == "a") send(still, stills);
    if (name == "a") send(chained, {.encoding = frame::Encoding::h264});
    if (name == "b") send(still_of_b, stills);
    // Somebody else's number, too: whoever comes second is refused.
    if (name != "b") return;
    node.open_stream(still, stills);
    const auto claim = [this] {
        if (const auto b = nodes_.find("b"); b != nodes_.end())
            b->second->start_edge({.stream_id = still}, relay_name);
    };
    if (dice_.chance(50)) events_.after(300ms, faults_, claim);
}

void World::start_relay() {
    SimNode& node = start(relay_name);
    if (weather_ == Weather::drought)
        node.relay().bound_memory(node.ledger(), dice_.between(200'000, 600'000));
    for (const Reader& reader : readers_)
        for (const relay::OutputSettings& settings : reader.outputs)
            output_of_[key(reader.name, settings.stream_id)] =
                node.start_edge(settings, reader.name);
}

void World::produce(const std::string& source, std::uint16_t stream_id) {
    Dice& dice = producers_.at(stream_id);
    events_.after(frame_time + std::chrono::microseconds(dice.upto(2000)), dice,
                  [this, source, stream_id] {
                      if (!producing_) return;
                      Dice& mine = producers_.at(stream_id);
                      const auto burst = mine.chance(2) ? mine.between(2, 8) : 1;
                      for (std::uint64_t i = 0; i < burst; ++i) push_one(source, stream_id);
                      produce(source, stream_id);
                  });
}

void World::push_one(const std::string& source, std::uint16_t stream_id) {
    Dice& dice = producers_.at(stream_id);
    const std::size_t bytes = dice.between(picture_bytes_min, picture_bytes_max);
    const auto found = nodes_.find(source);
    if (found == nodes_.end() || found->second->host().frozen) return;
    frame::FrameFacts facts;
    facts.stream_id = stream_id;
    facts.sequence = sequence_[stream_id]++;
    facts.captured_us = events_.unix_us();
    facts.keyframe = stream_id != chained || facts.sequence % group_frames == 0;
    const Picture picture{starts_[source] * 16 + stream_id, facts.sequence};
    found->second->push(facts, paint(picture, bytes));
    // The other source's own still, for those whom the relay must refuse.
    const auto b = nodes_.find("b");
    if (stream_id != still || b == nodes_.end() || b->second->host().frozen) return;
    facts.sequence = claimed_++;
    b->second->push(facts, paint({starts_["b"] * 16 + 9, facts.sequence}, 100));
}

// Control must be answered under full load: over the cable that has always more frames than room.
void World::ask_for_state() {
    events_.after(200ms, dice_, [this] {
        const auto shared = nodes_.find("shared");
        if (!producing_) return;
        if (shared != nodes_.end())
            for (const auto& [number, session] : shared->second->sessions()) {
                const TimePoint asked = events_.now();
                session->ask<gen::GetConfigStateReply>(
                    gen::GetConfigStateRequest{}, [this, asked](auto reply) {
                        if (reply) ++answers_;
                        slowest_answer_ = std::max(slowest_answer_, events_.now() - asked);
                    });
            }
        ask_for_state();
    });
}

void World::plan_storm() {
    const auto faults = faults_.between(3, 10);
    for (std::uint64_t i = 0; i < faults; ++i)
        at(500ms + std::chrono::milliseconds(faults_.upto(4000)), [this] { plan_fault(); });
    if (faults_.chance(10)) {  // a process that hangs for longer than anybody waits
        const std::string hung = faults_.chance(50) ? "any" : "a";
        at(600ms, [this, hung] { freeze(hung, limits::peer_silence_max + 1500ms); });
    }
}

void World::plan_fault() {
    static constexpr std::array<const char*, 7> others{"a",   "b",      "full",  "shared",
                                                       "any", "newest", "victim"};
    const std::string who = others[faults_.upto(others.size() - 1)];
    const auto time = std::chrono::milliseconds(faults_.between(1, 500));
    Cable& cable = net_.cable(relay_name, who);
    switch (faults_.upto(5)) {
        case 0:
            net_.stall(cable, true);
            return events_.after(time, faults_, [this, &cable] { net_.stall(cable, false); });
        case 1:
            cable.cut_after = faults_.between(1, 100'000);
            return;
        case 2:
            return net_.cut(cable);
        case 3:
            return freeze(faults_.chance(30) ? relay_name : who, time);
        default:
            return kill(faults_.chance(20) ? relay_name : who, time);
    }
}

void World::freeze(const std::string& name, Duration time) {
    const auto found = nodes_.find(name);
    if (found == nodes_.end() || found->second->host().frozen) return;
    SimNode* node = found->second.get();
    node->host().frozen = true;
    events_.after(time, faults_, [node] { node->host().thaw(); });
    if (time < limits::peer_silence_max || name == relay_name) return;
    events_.after(limits::peer_silence_max + 1s, faults_, [this, name] {
        const auto relay = nodes_.find(relay_name);
        if (relay == nodes_.end() || relay->second->host().frozen) return;
        for (const auto& [number, session] : relay->second->sessions())
            oracles_.expect(
                session->peer() != name || events_.now() - session->connection().last_received() <
                                               limits::peer_silence_max + 1s,
                name + " hangs, and the relay has not noticed");
    });
}

void World::kill(const std::string& name, Duration time) {
    const auto found = nodes_.find(name);
    if (found == nodes_.end()) return;
    found->second->host().thaw();
    found->second->stop();
    dead_.push_back(std::move(found->second));
    nodes_.erase(found);
    events_.after(time, faults_, [this, name] {
        if (name == relay_name)
            start_relay();
        else if (name == "a" || name == "b")
            start_source(name);
        else
            start(name);
    });
}

// Comes in the middle, and must not wait for the next keyframe.
void World::late_reader() {
    const auto relay = nodes_.find(relay_name);
    if (relay == nodes_.end() || relay->second->host().frozen) return;
    start("late");
    const auto* input = relay->second->relay().input(chained);
    group_was_there_ = input != nullptr && !input->group.frames().empty();
    late_since_ = events_.now();
    late_output_ = relay->second->start_edge({.stream_id = chained}, "late");
}

void World::check_often() {
    if (++checks_ % 16 != 0 || oracles_.violation()) return;
    for (const auto& [name, node] : nodes_) oracles_.check_outputs(*node);
}

// All faults are over: every reader is connected again, and frames arrive.
void World::check_alive() {
    for (const auto& [name, node] : nodes_)
        oracles_.expect(node->all_attached() || name == "a" || name == "b",
                        name + ": an edge is still down");
    if (weather_ == Weather::drought) return;
    SimNode& relay = *nodes_.at(relay_name);
    for (const std::uint16_t stream_id : {still, chained})
        oracles_.expect(
            relay.relay().outputs().at(output_of_[key("full", stream_id)])->frames_waiting() == 0,
            "full: frames of stream " + std::to_string(stream_id) + " are never given back");
    for (const Reader& reader : readers_) {
        TimePoint last;
        for (const relay::OutputSettings& settings : reader.outputs)
            last = std::max(last, oracles_.seen(reader.name, settings.stream_id).last_at);
        // Of two that share a narrow cable the more important one may starve the other, as asked.
        oracles_.expect(events_.now() - last < 1500ms, reader.name + ": no frames any more");
    }
}

void World::check_calm() {
    const auto& relay = *nodes_.at(relay_name);
    for (const std::uint16_t stream_id : {still, chained}) {
        const auto& seen = oracles_.seen("full", stream_id);
        oracles_.expect(seen.missing == 0 && seen.last_sequence + 1 == sequence_[stream_id],
                        "full: frames of stream " + std::to_string(stream_id) + " are missing");
    }
    const auto important =
        const_cast<SimNode&>(relay).relay().outputs().at(output_of_[key("shared", still)]);
    oracles_.expect(important->stats(events_.now()).dropped.total() == 0,
                    "shared: the important stream lost frames to the unimportant one");
    oracles_.expect(answers_ >= 25 && slowest_answer_ < 1500ms,
                    "shared: control was answered " + std::to_string(answers_) +
                        " times, at worst after " + std::to_string(slowest_answer_ / 1ms) + " ms");
    if (!group_was_there_) return;
    const auto& late = oracles_.seen("late", chained);
    oracles_.expect(late.frames > 0 && late.first_at - late_since_ < 50ms,
                    "late: the keyframe group came after " +
                        std::to_string((late.first_at - late_since_) / 1ms) + " ms");
}

void World::stop_all() {
    for (const auto& [name, node] : nodes_) node->host().thaw();
    for (const auto& [name, node] : nodes_) node->stop();
    run_until(events_.now() + 2s);
    for (const auto& [name, node] : nodes_) oracles_.check_books_closed(*node);
    for (const auto& node : dead_) oracles_.check_books_closed(*node);
}

Outcome World::outcome() {
    Outcome done;
    done.violation = oracles_.violation();
    done.trace = oracles_.trace();
    done.events = events_.count();
    for (const Reader& reader : readers_) {
        if (reader.name == "victim") continue;
        for (const relay::OutputSettings& settings : reader.outputs) {
            const auto& seen = oracles_.seen(reader.name, settings.stream_id);
            done.frames += seen.frames;
            auto& books = done.books[reader.name];
            books.insert(books.end(), {seen.frames, seen.missing, seen.last_sequence});
        }
    }
    return done;
}

}  // namespace

Weather weather_of(std::uint64_t seed) {
    constexpr std::array<Weather, 10> weathers{
        Weather::calm,  Weather::storm, Weather::victim, Weather::storm,   Weather::storm,
        Weather::storm, Weather::calm,  Weather::storm,  Weather::drought, Weather::storm};
    return weathers[seed % weathers.size()];
}

Outcome run_world(std::uint64_t seed, const Options& options) {
    return World(seed, options).run();
}

Outcome run_seed(std::uint64_t seed) {
    Outcome outcome = run_world(seed);
    if (weather_of(seed) != Weather::victim || outcome.violation) return outcome;
    const Outcome without = run_world(seed, {.victim_stalls = false});
    for (const auto& [reader, books] : without.books)
        if (outcome.books[reader] != books && !outcome.violation)
            outcome.violation = reader + " got other frames because another reader stalled";
    return outcome;
}

}  // namespace weir::sim
