// ./dev bench relay: relays side by side, one at a time, in rounds, so that noise hits all alike.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>

#include "options.hpp"
#include "peer.hpp"
#include "report.hpp"
#include "run.hpp"

namespace {

using namespace weir;
using namespace weir::bench;

std::unique_ptr<Peer> make(const std::string& system, const PeerPaths& paths) {
    if (system == "weir") return make_weir(paths);
    if (system == "naive") return make_naive(paths);
    if (system == "zeromq") return make_zeromq(paths);
    if (system == "mosquitto") return make_mosquitto();
    return make_nats();
}

constexpr unsigned starts_max = 5;  // of each system
constexpr std::size_t start_readers = 16;

struct Bench {
    std::vector<std::unique_ptr<Peer>> peers;
    std::vector<Row> rows;      // of case c and peer p: c * peers.size() + p
    std::vector<Start> starts;  // of each peer
    std::vector<std::string> notes;
    bool all_measured = true;
};

void choose_peers(Bench& bench, const Options& options) {
    for (const auto& system : options.systems) {
        auto peer = make(system, options.paths);
        const auto missing = peer->missing();
        if (missing.empty()) {
            bench.notes.push_back(system + ": " + peer->settings());
            bench.peers.push_back(std::move(peer));
            continue;
        }
        bench.notes.push_back(system + " skipped: " + missing);
        std::fprintf(stderr, "%s\n", bench.notes.back().c_str());
        if (system == "weir") bench.all_measured = false;
    }
    for (const auto& what : options.cases)
        for (const auto& peer : bench.peers)
            bench.rows.push_back({.system = std::string(peer->name()), .what = what, .rounds = {}});
}

void measure_round(Bench& bench, const Options& options, unsigned round) {
    const auto peers = bench.peers.size();
    for (std::size_t row = 0; row < bench.rows.size(); ++row) {
        // Another system goes first in each round.
        const auto index = row / peers * peers + (row + round) % peers;
        auto& one = bench.rows[index];
        if (::isatty(STDERR_FILENO))
            std::fprintf(stderr, "\r\033[Kround %u of %u: %s, %zu readers", round + 1,
                         options.rounds, one.system.c_str(), one.what.outputs);
        const auto figures = measure(*bench.peers[index % peers], one.what, options.window);
        if (figures) {
            one.rounds.push_back(*figures);
            continue;
        }
        std::fprintf(stderr, "\n%s with %s readers: %s\n", one.system.c_str(),
                     label(one.what).c_str(), figures.error().what.c_str());
        bench.all_measured = false;
    }
    if (::isatty(STDERR_FILENO)) std::fprintf(stderr, "\r\033[K");
}

void measure_starts(Bench& bench, const Options& options) {
    Case one;
    one.frame_bytes = options.cases.front().frame_bytes;
    Case many = one;
    many.outputs = start_readers;
    for (const auto& peer : bench.peers)
        bench.starts.push_back({std::string(peer->name()), {}, {}});
    for (unsigned round = 0; round < starts_max; ++round) {
        for (std::size_t index = 0; index < bench.peers.size(); ++index) {
            const auto first = measure_start(*bench.peers[index], one);
            const auto all = measure_start(*bench.peers[index], many);
            if (!first || !all) continue;
            bench.starts[index].first_frame_ms.push_back(first->from_exec_ms);
            bench.starts[index].all_back_ms.push_back(all->from_listening_ms);
        }
    }
    std::erase_if(bench.starts, [](const Start& start) { return start.all_back_ms.empty(); });
}

std::string starts_text(const Bench& bench) {
    std::string text = "start ms    exec to first frame    listening to a frame at all " +
                       std::to_string(start_readers) + " readers, longest\n";
    for (const auto& start : bench.starts) {
        std::array<char, 80> line{};
        std::snprintf(line.data(), line.size(), "%-10s %20.1f %21.1f\n", start.system.c_str(),
                      median(start.first_frame_ms), std::ranges::max(start.all_back_ms));
        text += line.data();
    }
    return text;
}

std::string method_of(const Options& options) {
    char text[300];
    const unsigned fps = std::ranges::max(options.cases, {}, &Case::fps).fps;
    std::snprintf(
        text, sizeof(text),
        "frames at %u/s (0: unpaced) over loopback TCP; latency from the source's first write "
        "to the whole frame read; median of %u rounds of %.1f s a case, the first %.1f s "
        "not counted",
        fps, options.rounds, static_cast<double>(options.window.length.count()) / 1000,
        static_cast<double>(options.window.warm_up.count()) / 1000);
    return text;
}

void report(Bench& bench, const Options& options, const Machine& machine, std::ostream* json_out) {
    std::erase_if(bench.rows, [](const Row& row) { return row.rounds.empty(); });
    const Conditions conditions{
        .machine = machine,
        .command = options.command,
        .method = method_of(options),
        .notes = bench.notes,
    };
    std::printf(
        "%s\n(x) is the ratio to the naive relay. %s, %u cores, %s, load %.1f before.\n\n%s\n",
        conditions.method.c_str(), machine.cpu.c_str(), machine.cores, machine.kernel.c_str(),
        machine.load_before, table(bench.rows).c_str());
    std::printf("%s\n", starts_text(bench).c_str());
    for (const auto& note : bench.notes) std::printf("%s\n", note.c_str());
    if (json_out != nullptr) *json_out << json(bench.rows, bench.starts, conditions) << std::flush;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = read_options(argc, argv);
    if (!options) return options.error();
    std::signal(SIGPIPE, SIG_IGN);

    std::ofstream json_file;
    if (!options->json_file.empty()) {  // before two minutes are spent
        json_file.open(options->json_file);
        if (!json_file) {
            std::fprintf(stderr, "%s: cannot be written (%s)\n", options->json_file.c_str(),
                         errno_name(errno).c_str());
            return 1;
        }
    }

    const auto machine = this_machine();
    Bench bench;
    choose_peers(bench, *options);
    for (unsigned round = 0; round < options->rounds; ++round)
        measure_round(bench, *options, round);
    measure_starts(bench, *options);
    report(bench, *options, machine, json_file.is_open() ? &json_file : nullptr);
    return bench.all_measured && json_file ? 0 : 1;
}
