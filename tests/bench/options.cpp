#include "options.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>

#include "base/limits.hpp"

namespace weir::bench {
namespace {

constexpr std::size_t frame_bytes_min = 1000;
constexpr std::size_t frame_bytes_max = 64'000'000;
constexpr std::size_t readers_max = 500;
constexpr std::array<std::size_t, 4> all_frame_bytes{20'000, 200'000, 2'000'000, 8'300'000};

// "4" is four readers, "4:1" four of which one stalls, "4:1:1" of which another dies, "4:0:0:1" of
// which one is slow; "4@max" is as many frames a second as the relay takes.
std::optional<Case> case_of(std::string_view text) {
    Case one;
    if (text.ends_with("@max")) {
        one.fps = 0;
        text.remove_suffix(4);
    }
    for (std::size_t* const count : {&one.outputs, &one.stalled, &one.dead, &one.slow}) {
        const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), *count);
        if (error != std::errc()) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(at - text.data()));
        if (text.empty()) break;
        if (text.front() != ':') return std::nullopt;
        text.remove_prefix(1);
    }
    const std::size_t troubled = one.stalled + one.dead + one.slow;
    if (one.outputs > readers_max || troubled > readers_max || one.outputs <= troubled)
        return std::nullopt;
    return one;
}

std::string check_case(const std::string& text) {
    if (case_of(text)) return {};
    return text +
           ": a case is READERS[:STALLED[:DEAD[:SLOW]]][@max] with at least one healthy reader and "
           "READERS <= 500, as in 4:1 or 16@max";
}

std::filesystem::path own_folder() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::current_path() : self.parent_path();
}

}  // namespace

std::expected<Options, int> read_options(int argc, char** argv) {
    Options options;
    options.systems = {"weir", "naive", "zeromq", "mosquitto", "nats"};
    options.paths.helpers = own_folder().string();
    options.paths.weir = (own_folder().parent_path().parent_path() / "nodes" / "weir").string();
    std::vector<std::string> cases = {"1",    "4",    "16",    "64",      "2:1",  "4:1",
                                      "16:1", "64:1", "6:1:1", "4:0:0:1", "4@max"};
    double seconds = 0.7;
    std::vector<std::size_t> frame_bytes = {Case{}.frame_bytes};
    unsigned fps = Case{}.fps;
    bool full = false;

    CLI::App app("Relays side by side on this machine: latency, CPU, fairness and memory");
    app.add_option("--json", options.json_file, "write the rows to this file as well");
    app.add_option("--systems", options.systems, "which, separated by commas")
        ->delimiter(',')
        ->check(CLI::IsMember(options.systems));
    app.add_option(
           "--cases", cases,
           "READERS[:STALLED[:DEAD[:SLOW]]][@max], separated by commas; @max: as many frames "
           "a second as the relay takes")
        ->delimiter(',')
        ->check(check_case);
    app.add_option("--rounds", options.rounds, "every figure is the median of so many rounds")
        ->check(CLI::Range(1, 100));
    app.add_option("--seconds", seconds, "measured time of one case in one round")
        ->check(CLI::Range(0.1, 600.0));
    app.add_option("--frame-bytes", frame_bytes, "payload of one frame; several with commas")
        ->delimiter(',')
        ->check(CLI::Range(frame_bytes_min, frame_bytes_max));
    app.add_flag("--full", full, "frames of 20 kB, 200 kB, 2 MB and 8.3 MB: a quarter of an hour");
    app.add_option("--fps", fps, "frames a second of the source")->check(CLI::Range(1, 10000));
    app.add_option("--weir", options.paths.weir, "the program to measure");
    app.add_option("--threads", options.paths.threads, "that weir writes with")
        ->check(CLI::Range(1u, static_cast<unsigned>(limits::send_threads_max)));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return std::unexpected(app.exit(error) == 0 ? 0 : 2);
    }

    if (full) frame_bytes.assign(all_frame_bytes.begin(), all_frame_bytes.end());
    for (const auto bytes : frame_bytes) {
        for (const auto& text : cases) {
            auto one = *case_of(text);
            one.frame_bytes = bytes;
            if (one.fps > 0) one.fps = fps;
            options.cases.push_back(one);
        }
    }
    options.window.length = std::chrono::milliseconds(static_cast<long>(seconds * 1000));
    for (int index = 0; index < argc; ++index)
        options.command += (index > 0 ? " " : "") + std::string(argv[index]);
    return options;
}

}  // namespace weir::bench
