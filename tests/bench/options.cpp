#include "options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <optional>

namespace weir::bench {
namespace {

constexpr std::size_t frame_bytes_min = 1000;
constexpr std::size_t frame_bytes_max = 64'000'000;

// "4" is four readers, "4:1" four of which one stalls.
std::optional<Case> case_of(const std::string& text) {
    Case one;
    const char* const end = text.data() + text.size();
    auto [at, error] = std::from_chars(text.data(), end, one.outputs);
    if (error == std::errc() && at != end && *at == ':') {
        const auto stalled = std::from_chars(at + 1, end, one.stalled);
        at = stalled.ptr;
        error = stalled.ec;
    }
    const bool good = error == std::errc() && at == end && one.outputs <= 500;
    if (!good || one.outputs <= one.stalled) return std::nullopt;
    return one;
}

std::string check_case(const std::string& text) {
    if (case_of(text)) return {};
    return text + ": a case is READERS or READERS:STALLED with STALLED < READERS <= 500, as in 4:1";
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
    std::vector<std::string> cases = {"1", "4", "16", "4:1"};
    double seconds = 1.8;
    Case shape;

    CLI::App app("Relays side by side on this machine: latency, CPU, fairness and memory");
    app.add_option("--json", options.json_file, "write the rows to this file as well");
    app.add_option("--systems", options.systems, "which, separated by commas")
        ->delimiter(',')
        ->check(CLI::IsMember(options.systems));
    app.add_option("--cases", cases, "READERS or READERS:STALLED, separated by commas")
        ->delimiter(',')
        ->check(check_case);
    app.add_option("--rounds", options.rounds, "every figure is the median of so many rounds")
        ->check(CLI::Range(1, 100));
    app.add_option("--seconds", seconds, "measured time of one case in one round")
        ->check(CLI::Range(0.1, 600.0));
    app.add_option("--frame-bytes", shape.frame_bytes, "payload of one frame")
        ->check(CLI::Range(frame_bytes_min, frame_bytes_max));
    app.add_option("--fps", shape.fps, "frames a second of the source")
        ->check(CLI::Range(1, 10000));
    app.add_option("--weir", options.paths.weir, "the program to measure");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return std::unexpected(app.exit(error) == 0 ? 0 : 2);
    }

    for (const auto& text : cases) {
        auto one = *case_of(text);
        one.frame_bytes = shape.frame_bytes;
        one.fps = shape.fps;
        options.cases.push_back(one);
    }
    options.window.length = std::chrono::milliseconds(static_cast<long>(seconds * 1000));
    for (int index = 0; index < argc; ++index)
        options.command += (index > 0 ? " " : "") + std::string(argv[index]);
    return options;
}

}  // namespace weir::bench
