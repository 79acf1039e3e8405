#include "simulation/faults.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "base/assert.hpp"
#include "base/log.hpp"
#include "base/planted.hpp"

namespace weir::sim {
namespace {

constexpr std::array<std::string_view, fault_count> names{
    "budget_off_by_one",      "in_flight_forgotten",
    "newest_leaves_first",    "slot_keeps_the_old",
    "slot_holds_two",         "kept_frame_replaced",
    "keyframe_overlooked",    "keyframe_not_awaited",
    "gap_not_told",           "group_goes_on",
    "readiness_not_told",     "priority_upside_down",
    "source_leaves_frames",   "second_source_let_in",
    "neighbours_forgotten",   "memory_unbounded",
    "ceiling_passed",         "resend_forgotten",
    "answered_too_early",     "positions_renewed",
    "suppressed_for_good",    "recovery_not_awaited",
    "weights_ignored",        "soft_budget_passed",
    "drop_policy_ignored",    "run_behind_gap",
    "remap_forgotten",        "partial_write_repeated",
    "control_after_frames",   "frames_lost_silently",
    "blocked_for_good",       "kernel_filled",
    "pipe_not_emptied",       "bytes_lost_behind_payload",
    "hung_peer_tolerated",    "dead_session_kept",
    "announcement_forgotten", "words_overtake",
    "unsaved_acknowledged",   "revision_not_raised",
    "older_file_loaded",      "output_id_reused",
    "conflict_overlooked",    "disputed_id_kept",
    "back_off_without_end",   "dependency_overlooked",
    "silence_not_noticed"};

constexpr rlim_t patience_s = 60;  // of processor time, for a fault that makes a run endless

// Tells the seed before it is run, so that one that ends the process is known.
[[noreturn]] void run_planted(Fault fault, const RunSeed& run, std::uint64_t seeds, int out) {
    constexpr rlimit patience{patience_s, patience_s};
    setrlimit(RLIMIT_CPU, &patience);
    constexpr rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    if (const int nowhere = open("/dev/null", O_WRONLY); nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    // How it ends is read from its status; a handler of the test framework would write a report.
    for (const int end : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(end, SIG_DFL);
    log::configure("*:off");
    planted_fault = fault;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        dprintf(out, "%llu\n", static_cast<unsigned long long>(seed));
        const auto violation = run(seed);
        if (!violation) continue;
        dprintf(out, "%s\n", violation->c_str());
        _exit(1);
    }
    _exit(0);
}

FaultReport report_of(std::string_view fault, const std::string& said, int status) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {fault, 0, "not noticed"};
    FaultReport report{fault, 0, {}};
    for (std::size_t begin = 0, end; (end = said.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
        const std::string line = said.substr(begin, end - begin);
        if (line.find_first_not_of("0123456789") == std::string::npos)
            report.seed = std::strtoull(line.c_str(), nullptr, 10);
        else
            report.how = line;
    }
    if (WIFSIGNALED(status))
        report.how = WTERMSIG(status) == SIGABRT ? "an assertion of its own"
                                                 : "a run without end, or a crash";
    return report;
}

FaultReport plant(Fault fault, const RunSeed& run, std::uint64_t seeds) {
    std::array<int, 2> ends{};
    WEIR_ASSERT(pipe2(ends.data(), O_CLOEXEC) == 0);
    const pid_t child = fork();
    WEIR_ASSERT(child >= 0);
    if (child == 0) run_planted(fault, run, seeds, ends[1]);
    close(ends[1]);
    std::string said;
    std::array<char, 512> part{};
    for (ssize_t got; (got = read(ends[0], part.data(), part.size())) > 0;)
        said.append(part.data(), static_cast<std::size_t>(got));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return report_of(names[static_cast<std::size_t>(fault) - 1], said, status);
}

}  // namespace

std::vector<FaultReport> plant_all(Plane plane, const RunSeed& run, std::uint64_t seeds,
                                   std::string_view only) {
    std::vector<FaultReport> reports;
    for (std::uint8_t number = 1; number <= fault_count; ++number) {
        const auto fault = static_cast<Fault>(number);
        if ((fault >= first_control_fault) != (plane == Plane::control)) continue;
        if (only.empty() || names[number - 1u] == only) reports.push_back(plant(fault, run, seeds));
    }
    return reports;
}

int print_planted(Plane plane, const RunSeed& run, std::uint64_t seeds, std::string_view only) {
    int unnoticed = 0;
    for (const auto& report : plant_all(plane, run, seeds, only)) {
        const std::string name(report.fault);
        if (report.seed == 0) ++unnoticed;
        std::printf("%-26s %4llu  %s\n", name.c_str(), static_cast<unsigned long long>(report.seed),
                    report.how.c_str());
    }
    std::printf("%d not noticed\n", unnoticed);
    return unnoticed;
}

}  // namespace weir::sim
