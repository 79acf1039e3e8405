// Who plays: the sources and what they produce, the relay, its readers and their cables.

#include <algorithm>
#include <array>
#include <utility>

#include "simulation/world_run.hpp"

namespace weir::sim {
namespace {

// What the cable of "shared" carries: with priorities more than the important stream needs, and
// never both. Else so little that both always wait, whatever their weights say.
std::uint64_t shared_bytes_per_second(relay::SchedulerKind kind) {
    if (kind == relay::SchedulerKind::strict_priority) return stream_bytes_per_second * 4 / 3;
    if (kind == relay::SchedulerKind::source_suppression) return stream_bytes_per_second * 11 / 10;
    return stream_bytes_per_second * 5 / 6;
}

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
    settings.weight = static_cast<std::uint16_t>(dice_.between(1, 5));
    if (dice_.chance(30)) settings.output_stream_id = Oracles::remapped + stream_id;
    return settings;
}

std::vector<relay::OutputSettings> World::any_outputs() {
    std::vector<relay::OutputSettings> outputs{any_settings(still), any_settings(chained)};
    const auto kind = static_cast<relay::SchedulerKind>(dice_.upto(relay::scheduler_count - 1));
    for (relay::OutputSettings& output : outputs) output.scheduler = kind;
    return outputs;
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

void World::choose_shared_reader() {
    sharing_ = static_cast<relay::SchedulerKind>(dice_.upto(relay::scheduler_count - 1));
    relay::OutputSettings important{.stream_id = still,
                                    .delivery = relay::Delivery::completeness,
                                    .budget = {.frames_max = 60},
                                    .priority = 5,
                                    .scheduler = sharing_};
    important.weight = static_cast<std::uint16_t>(dice_.between(2, 3));
    auto unimportant = important;
    unimportant.stream_id = still_of_b;
    unimportant.priority = 0;
    unimportant.weight = 1;
    unimportant.budget.frames_max = 30;
    readers_.push_back({"shared", {important, unimportant}});
    net_.cable(relay_name, "shared").bytes_per_second = shared_bytes_per_second(sharing_);
}

void World::choose_program() {
    static constexpr std::array streams{still, chained, large};
    bare_.stream_id = streams[dice_.upto(streams.size() - 1)];
    bare_.delivery = relay::Delivery::opaque;
    bare_has_room_ = dice_.chance(40);
    bare_.budget.frames_max =
        bare_has_room_ ? 2000 : static_cast<std::uint32_t>(dice_.between(2, 40));
    if (!bare_has_room_) bare_.budget.bytes_max = dice_.between(30'000, 600'000);
    Cable& cable = net_.cable(relay_name, program);
    // Who lags keeps others from passing large payloads on unread.
    const bool wide = bare_has_room_ || bare_.stream_id == large;
    cable.bytes_per_second =
        wide ? dice_.between(2'000'000, 20'000'000) : dice_.between(50'000, 600'000);
    cable.send_room = dice_.between(4096, 300'000);
    cable.receive_room = dice_.between(1024, 200'000);
    oracles_.follow_bare(bare_.stream_id);
    program_ = std::make_unique<ByteReader>(net_, program, oracles_.bare_runs());
}

// "full" has room for everything, "shared" carries two streams over a cable for one by any
// scheduler, "newest" is a viewer, "any" and the victim are as the dice say. "lone" and the two
// wide ones have a slow cable for the newest frame of one stream.
void World::choose_readers() {
    if (options_.kept_only) return choose_kept_reader();
    relay::OutputSettings everything{.stream_id = still,
                                     .delivery = relay::Delivery::completeness,
                                     .budget = {.frames_max = 2000}};
    auto all_chained = everything;
    all_chained.stream_id = chained;
    readers_.push_back({"full", {everything, all_chained}});

    choose_shared_reader();
    readers_.push_back({"newest", {{.stream_id = still}, {.stream_id = chained}}});
    readers_.push_back({"any", any_outputs()});
    readers_.push_back({"victim", any_outputs()});
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
    choose_program();
    for (const Reader& reader : readers_)
        for (const relay::OutputSettings& output : reader.outputs)
            if (output.output_stream_id != 0)
                oracles_.sees(reader.name, output.stream_id, output.output_stream_id);
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
    if (weather_ == Weather::drought) node.bound_memory(dice_.between(100'000, 400'000));
    for (const Reader& reader : readers_)
        for (const relay::OutputSettings& settings : reader.outputs) {
            const auto id = node.start_edge(settings, reader.name);
            output_of_[key(reader.name, settings.stream_id)] = id;
            target_of_[id] = reader.name;
        }
    if (program_ != nullptr) target_of_[node.start_bare(bare_, program)] = program;
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
    b->second->push(facts, paint({starts_["b"] * 16 + Oracles::claimed, facts.sequence}, 100));
}

// Control must be answered under full load: over the cable that has always more frames than room.
void World::ask_for_state() {
    events_.after(200ms, dice_, [this] {
        const auto shared = nodes_.find("shared");
        if (!producing_) return;
        if (shared != nodes_.end())
            for (const auto& [number, session] : shared->second->sessions()) ask(*session);
        ask_for_state();
    });
}

void World::ask(resource::Session& session) {
    const Cable& cable = net_.cable(relay_name, "shared");
    session.ask<gen::GetRuntimeStateReply>(
        gen::GetRuntimeStateRequest{},
        [this, &cable, carried = cable.carried, rested = cable.rested(events_.now())](auto reply) {
            if (!reply) return;
            ++answers_;
            most_before_answer_ = std::max(most_before_answer_, cable.carried - carried);
            longest_rest_ = std::max(longest_rest_, cable.rested(events_.now()) - rested);
        });
}

}  // namespace weir::sim
