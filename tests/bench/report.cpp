#include "report.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>
#include <utility>

#include "observed.hpp"

namespace weir::bench {
namespace {

[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...) {
    char text[512];
    va_list values;
    va_start(values, pattern);
    std::vsnprintf(text, sizeof(text), pattern, values);
    va_end(values);
    return text;
}

std::vector<double> sorted(const std::vector<Figures>& rounds, double Figures::* figure) {
    std::vector<double> values;
    for (const auto& round : rounds) values.push_back(round.*figure);
    std::ranges::sort(values);
    return values;
}

double middle(const std::vector<Figures>& rounds, double Figures::* figure) {
    return median(sorted(rounds, figure));
}

// Of all rounds together: a round alone has too few for a quantile.
double answer_p99_ms(const std::vector<Figures>& rounds) {
    std::vector<std::int64_t> all_ns;
    for (const auto& round : rounds)
        all_ns.insert(all_ns.end(), round.answers_ns.begin(), round.answers_ns.end());
    return percentile_us(all_ns, 0.99) / 1e3;
}

std::string ratio(double value, double yardstick) {
    return yardstick > 0 ? format("(%.2f)", value / yardstick) : std::string("      ");
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out + '"';
}

std::string json_row(const Row& row) {
    const auto figures = median(row.rounds);
    return format(
               "{\"system\": \"%s\", \"outputs\": %zu, \"stalled\": %zu, \"dead\": %zu, "
               "\"slow\": %zu, \"frame_bytes\": %zu, \"fps\": %u, ",
               row.system.c_str(), row.what.outputs, row.what.stalled, row.what.dead, row.what.slow,
               row.what.frame_bytes, row.what.fps) +
           format(
               "\"p50_us\": %.1f, \"p99_us\": %.1f, \"cpu_s_per_gb\": %.4f, \"fps_min\": %.2f, "
               "\"rss_mb\": %.1f, ",
               figures.p50_us, figures.p99_us, figures.cpu_s_per_gb, figures.fps_min,
               figures.rss_mb) +
           format(
               "\"gb_per_s\": %.3f, \"source_blocked_ms\": %.3f, \"answer_p99_ms\": %.3f, "
               "\"slow_age\": %.2f}",
               figures.gb_per_s, figures.source_blocked_ms, answer_p99_ms(row.rounds),
               figures.slow_age);
}

std::string table_row(const Row& row, const Figures& yardstick) {
    const auto figures = median(row.rounds);
    const double answer_ms = answer_p99_ms(row.rounds);
    return format("%-24s  %-10s", label(row.what).c_str(), row.system.c_str()) +
           format("%8.0f %-6s", figures.p50_us, ratio(figures.p50_us, yardstick.p50_us).c_str()) +
           format("%9.0f %-6s", figures.p99_us, ratio(figures.p99_us, yardstick.p99_us).c_str()) +
           format("%8.3f %-6s", figures.cpu_s_per_gb,
                  ratio(figures.cpu_s_per_gb, yardstick.cpu_s_per_gb).c_str()) +
           format("%9.1f %6.2f %8.1f %10.2f", figures.fps_min, figures.gb_per_s, figures.rss_mb,
                  figures.source_blocked_ms) +
           (answer_ms > 0 ? format(" %9.2f", answer_ms) : format(" %9s", "-")) +
           (row.what.slow > 0 ? format(" %8.1f\n", figures.slow_age) : std::string("\n"));
}

// "0.93 x mosquitto": a figure of ours beside that of the other system that is best at it.
std::string beside_best(const Figures& ours, std::span<const Row> others,
                        double Figures::* figure) {
    const Row* best = nullptr;
    double least = 0;
    for (const Row& other : others) {
        const double value = middle(other.rounds, figure);
        if (other.system == "weir" || value <= 0 || (best != nullptr && value >= least)) continue;
        best = &other;
        least = value;
    }
    if (best == nullptr) return "-";
    return format("%.2f x %s", ours.*figure / least, best->system.c_str());
}

// The last line of a case: weir beside the best of all others, figure by figure.
std::string verdict(std::span<const Row> rows) {
    const auto weir = std::ranges::find(rows, "weir", &Row::system);
    if (weir == rows.end() || rows.size() < 2) return {};
    const auto ours = median(weir->rounds);
    return format("%-24s  weir beside the best other: p50 %s, p99 %s, CPU %s\n", "",
                  beside_best(ours, rows, &Figures::p50_us).c_str(),
                  beside_best(ours, rows, &Figures::p99_us).c_str(),
                  beside_best(ours, rows, &Figures::cpu_s_per_gb).c_str());
}

std::string table_of_case(std::span<const Row> rows) {
    const auto naive = std::ranges::find(rows, "naive", &Row::system);
    const auto yardstick = naive == rows.end() ? Figures{} : median(naive->rounds);
    std::string text;
    for (const Row& row : rows) text += table_row(row, yardstick);
    return text + verdict(rows);
}

}  // namespace

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const auto half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::string label(const Case& what) {
    auto text = format("%zu", what.outputs);
    for (const auto& [count, word] : {std::pair(what.stalled, "stalled"),
                                      std::pair(what.dead, "dead"), std::pair(what.slow, "slow")})
        if (count > 0) text += format(", %zu %s", count, word);
    return what.fps > 0 ? text : text + ", unpaced";
}

Figures median(const std::vector<Figures>& rounds) {
    return {.p50_us = middle(rounds, &Figures::p50_us),
            .p99_us = middle(rounds, &Figures::p99_us),
            .cpu_s_per_gb = middle(rounds, &Figures::cpu_s_per_gb),
            .fps_min = middle(rounds, &Figures::fps_min),
            .rss_mb = sorted(rounds, &Figures::rss_mb).back(),
            .gb_per_s = middle(rounds, &Figures::gb_per_s),
            .source_blocked_ms = sorted(rounds, &Figures::source_blocked_ms).back(),
            .slow_age = middle(rounds, &Figures::slow_age)};
}

std::string table(const std::vector<Row>& rows) {
    std::string text;
    std::size_t frame_bytes = 0;
    for (auto from = rows.begin(); from != rows.end();) {
        const auto to =
            std::find_if(from, rows.end(), [&](const Row& row) { return row.what != from->what; });
        if (frame_bytes != from->what.frame_bytes)
            text +=
                format("%s%zu byte frames\n", text.empty() ? "" : "\n", from->what.frame_bytes) +
                "readers                   system      p50 us (x)      p99 us (x)    "
                "CPU s/GB (x)    fps min   GB/s   RSS MB blocked ms answer ms slow age\n";
        else
            text += '\n';
        frame_bytes = from->what.frame_bytes;
        text += table_of_case(std::span(from, to));
        from = to;
    }
    return text;
}

Machine this_machine() {
    Machine machine;
    std::ifstream cpuinfo("/proc/cpuinfo");
    for (std::string line; machine.cpu.empty() && std::getline(cpuinfo, line);)
        if (line.starts_with("model name")) machine.cpu = line.substr(line.find(':') + 2);
    utsname names{};
    if (::uname(&names) == 0) machine.kernel = std::string(names.sysname) + " " + names.release;
    machine.cores = static_cast<unsigned>(::sysconf(_SC_NPROCESSORS_ONLN));
    machine.memory_gb = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                        static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e9;
    if (::getloadavg(&machine.load_before, 1) != 1) machine.load_before = 0;
    return machine;
}

std::string json(const std::vector<Row>& rows, const std::vector<Start>& starts,
                 const Conditions& conditions) {
    std::string text = "{\"rows\": [";
    for (const auto& row : rows) text += (text.back() == '[' ? "\n  " : ",\n  ") + json_row(row);
    text += "\n ],\n \"starts\": [";
    for (const auto& start : starts)
        text += (text.back() == '[' ? "\n  " : ",\n  ") +
                format(
                    "{\"system\": \"%s\", \"exec_to_first_frame_ms\": %.2f, "
                    "\"listening_to_all_readers_ms_max\": %.2f}",
                    start.system.c_str(), median(start.first_frame_ms),
                    std::ranges::max(start.all_back_ms));
    const auto& machine = conditions.machine;
    text += "\n ],\n \"machine\": {\"cpu\": " + quoted(machine.cpu) +
            ", \"kernel\": " + quoted(machine.kernel) +
            format(", \"cores\": %u, \"memory_gb\": %.1f, \"load_before\": %.2f},\n", machine.cores,
                   machine.memory_gb, machine.load_before);
    text += " \"command\": " + quoted(conditions.command) +
            ",\n \"method\": " + quoted(conditions.method) + ",\n \"notes\": [";
    for (const auto& note : conditions.notes)
        text += (text.back() == '[' ? "" : ", ") + quoted(note);
    return text + "]}\n";
}

}  // namespace weir::bench
