// Who plays: the sources and what they produce, the relay, its readers and their cables.

#include <utility>

#include "simulation/world_run.hpp"

namespace weir::sim {
namespace {

constexpr std::uint32_t group_frames = 10;
constexpr auto frame_time = 40ms;

// A full source of traffic is 24 KiB/2 x 25/s. The shared reader's cable carries one and a third.
constexpr std::uint64_t stream_bytes_per_second = picture_bytes_max / 2 * 25;

}  // namespace

void World::build() {
    choose_readers();
    for (const Reader& reader : readers_) start(reader.name);
    start_relay();
    const auto begin = [this](const std::string& source, std::uint16_t stream_id) {
        producers_.emplace(stream_id, Dice(seed_, 100u + stream_id));
        produce(source, stream_id);
    };
    start_source("c");
    begin("c", kept);
    if (options_.kept_only) return;
    start_source("a");
    start_source("b");
    begin("a", still);
    begin("b", still_of_b);
    begin("a", chained);
    begin("c", large);
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

// Most of the time every outage fits the window of the acknowledged stream; else the reader must be
// told of each gap.
void World::choose_kept_reader() {
    fits_ = options_.kept_only || (weather_ != Weather::drought && dice_.chance(60));
    if (!fits_) window_.frames_max = static_cast<std::uint32_t>(dice_.between(2, 25));
    if (!options_.kept_only) {
        net_.cable(relay_name, Oracles::kept_by).bytes_per_second =
            dice_.between(500'000, 3'000'000);
        net_.cable(relay_name, "c").bytes_per_second = dice_.between(2'000'000, 20'000'000);
    }
    readers_.push_back({Oracles::kept_by,
                        {{.stream_id = kept,
                          .delivery = relay::Delivery::completeness,
                          .budget = window_,
                          .acknowledged = true}}});
}

// "full" has room for everything, "shared" carries two streams over a cable for one, "newest" is a
// viewer, "any" and the victim are as the dice say. "lone" and the two wide ones have a slow cable
// for the newest frame of one stream.
void World::choose_readers() {
    if (options_.kept_only) return choose_kept_reader();
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
    choose_kept_reader();
    const auto watch = [this](const char* name, std::uint16_t stream_id, std::size_t bytes_max) {
        readers_.push_back({name, {{.stream_id = stream_id}}});
        Cable& cable = net_.cable(relay_name, name);
        cable.bytes_per_second = dice_.between(100'000, 2'000'000);
        cable.send_room = stream_id == large ? dice_.between(8192, 100'000) : 1u << 20;
        cable.receive_room = dice_.between(4096, 64'000);
        oracles_.ages().follow(name, stream_id, bytes_max, cable);
    };
    watch("lone", still, picture_bytes_max);
    watch("wide", large, large_bytes_max);
    watch("wider", large, large_bytes_max);
}

SimNode& World::start(const std::string& name) {
    const std::uint64_t life = ++starts_[name];
    const auto patience = name == relay_name ? 1s : 0s;
    auto node = std::make_unique<SimNode>(net_, name, seed_ + 1'000'003 * life, oracles_, patience);
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
                         .budget = stream_id == kept ? window_ : relay::Budget{.frames_max = 60},
                         .acknowledged = stream_id == kept},
                        relay_name);
    };
    if (name == "c") send(kept, stills);
    if (name == "c" && !options_.kept_only) send(large, stills);
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
    if (weather_ == Weather::drought) node.bound_memory(dice_.between(200'000, 500'000));
    for (const Reader& reader : readers_)
        for (const relay::OutputSettings& settings : reader.outputs)
            output_of_[key(reader.name, settings.stream_id)] =
                node.start_edge(settings, reader.name);
}

void World::produce(const std::string& source, std::uint16_t stream_id) {
    Dice& dice = producers_.at(stream_id);
    const auto usual = stream_id == large ? 4 * frame_time : frame_time;
    events_.after(usual + std::chrono::microseconds(dice.upto(2000)), dice,
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
    const std::size_t bytes = stream_id == large
                                  ? dice.between(34u << 10, large_bytes_max)
                                  : dice.between(picture_bytes_min, picture_bytes_max);
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

}  // namespace weir::sim
