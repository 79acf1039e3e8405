#pragma once
// The cast of one run, what it does and what befalls it; world.hpp is for those who start one.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulation/byte_reader.hpp"
#include "simulation/world.hpp"

namespace weir::sim {

using namespace std::chrono_literals;

inline constexpr std::uint16_t still = Oracles::still;  // of source a: pictures that stand alone
inline constexpr std::uint16_t still_of_b = 2;          // of source b
inline constexpr std::uint16_t chained = Oracles::chained;  // of source a: inter-coded
inline constexpr std::uint16_t kept = Oracles::kept;        // of source c: acknowledged
inline constexpr std::uint16_t large = Oracles::large;      // of source c: passed on unread
inline constexpr std::size_t picture_bytes_max = 24u << 10;
inline constexpr std::size_t large_bytes_max = 60u << 10;
// A full source of traffic: pictures of half the largest size on average, 25 a second.
inline constexpr auto frame_time = 40ms;
inline constexpr std::uint64_t stream_bytes_per_second = picture_bytes_max / 2 * 25;
inline constexpr const char* relay_name = Oracles::relay_name;
inline constexpr const char* program = "program";  // takes bare bytes

struct Reader {
    std::string name;
    std::vector<relay::OutputSettings> outputs;
};

inline std::string key(const std::string& reader, std::uint16_t stream_id) {
    return reader + "/" + std::to_string(stream_id);
}

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
    void choose_kept_reader();
    void choose_shared_reader();
    void choose_program();
    SimNode& start(const std::string& name);
    void start_source(const std::string& name);
    void start_relay();
    relay::OutputSettings any_settings(std::uint16_t stream_id);
    std::vector<relay::OutputSettings> any_outputs();
    const relay::Output& output_of(const std::string& reader, std::uint16_t stream_id);
    Host* host_of(const std::string& name);
    void produce(const std::string& source, std::uint16_t stream_id);
    void push_one(const std::string& source, std::uint16_t stream_id);
    void ask_for_state();
    void ask(resource::Session& session);

    void plan_storm();
    std::string anybody();  // but the relay and the program
    void plan_fault();
    void freeze(const std::string& name, Duration time);
    void kill(const std::string& name, Duration time);
    void late_reader();
    // What only the first node of an acknowledged stream has dies with it; a reader that comes back
    // knows nothing of the gaps that it would be told of.
    bool expendable(const std::string& name) const {
        return name != "c" && (name != Oracles::kept_by || fits_);
    }

    void check_often();
    Cable& cut_cable();
    void look_at_cut();
    bool is_receiving(const std::string& name, const std::string& from);
    void count_frames_cut();
    void check_kept();
    void check_alive();
    std::optional<Duration> patience_with(const Reader& reader,
                                          const relay::OutputSettings& output);
    void check_calm();
    void check_shared();
    void check_answers();
    void look_at_shares();
    void check_drained();
    void stop_all();
    Outcome outcome();

    TimePoint from_start(Duration time) const { return TimePoint{1000s} + time; }
    void at(Duration time, Call call) { events_.at(from_start(time), faults_, std::move(call)); }
    bool stormy() const { return weather_ == Weather::storm; }
    bool is_source(const std::string& name) const {
        return name == "a" || name == "b" || name == "c";
    }

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
    bool fits_ = true;  // every outage fits the window of the acknowledged stream
    relay::Budget window_{.frames_max = 2000};
    bool was_cut_ = false;
    bool payload_cut_ = false;
    std::uint64_t frames_cut_ = 0;
    bool producing_ = true;
    std::uint64_t answers_ = 0;
    std::uint64_t most_before_answer_ = 0;  // bytes that the line carried meanwhile
    Duration longest_rest_{};               // of the line meanwhile
    relay::SchedulerKind sharing_ = {};     // of the connection to "shared"
    struct Share {
        std::uint64_t frames = 0;
        std::uint64_t bytes = 0;
    };
    std::map<std::uint16_t, Share> shares_;  // of "shared", by stream: sent before the first look
    std::map<std::uint16_t, Share> gains_;   // and since then
    std::unique_ptr<ByteReader> program_;
    relay::OutputSettings bare_;
    bool bare_has_room_ = false;
    std::map<std::string, std::uint16_t> output_of_;  // the relay's, by reader and stream
    std::map<std::uint16_t, std::string> target_of_;  // the relay's outputs
    relay::OutputSettings late_{.stream_id = chained};
    std::uint16_t late_output_ = 0;
    bool group_was_there_ = false;
    TimePoint late_since_;
};

}  // namespace weir::sim
