#include "report.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <fstream>

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
    const auto values = sorted(rounds, figure);
    const auto half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
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
               "{\"system\": \"%s\", \"outputs\": %zu, \"stalled\": %zu, \"frame_bytes\": %zu, "
               "\"fps\": %u, ",
               row.system.c_str(), row.what.outputs, row.what.stalled, row.what.frame_bytes,
               row.what.fps) +
           format(
               "\"p50_us\": %.1f, \"p99_us\": %.1f, \"cpu_s_per_gb\": %.4f, \"fps_min\": %.2f, "
               "\"rss_mb\": %.1f}",
               figures.p50_us, figures.p99_us, figures.cpu_s_per_gb, figures.fps_min,
               figures.rss_mb);
}

std::string table_row(const Row& row, const Figures& yardstick) {
    const auto figures = median(row.rounds);
    return format("%7zu %7zu  %-10s", row.what.outputs, row.what.stalled, row.system.c_str()) +
           format("%8.0f %-6s", figures.p50_us, ratio(figures.p50_us, yardstick.p50_us).c_str()) +
           format("%9.0f %-6s", figures.p99_us, ratio(figures.p99_us, yardstick.p99_us).c_str()) +
           format("%8.3f %-6s", figures.cpu_s_per_gb,
                  ratio(figures.cpu_s_per_gb, yardstick.cpu_s_per_gb).c_str()) +
           format("%9.1f %8.1f\n", figures.fps_min, figures.rss_mb);
}

}  // namespace

Figures median(const std::vector<Figures>& rounds) {
    return {.p50_us = middle(rounds, &Figures::p50_us),
            .p99_us = middle(rounds, &Figures::p99_us),
            .cpu_s_per_gb = middle(rounds, &Figures::cpu_s_per_gb),
            .fps_min = middle(rounds, &Figures::fps_min),
            .rss_mb = sorted(rounds, &Figures::rss_mb).back()};
}

std::string table(const std::vector<Row>& rows) {
    std::string text =
        "readers stalled  system      p50 us (x)      p99 us (x)    CPU s/GB (x)    "
        "fps min   RSS MB\n";
    const Case* group = nullptr;
    for (const auto& row : rows) {
        if (group != nullptr && !(*group == row.what)) text += '\n';
        group = &row.what;
        const auto naive = std::ranges::find_if(rows, [&](const Row& other) {
            return other.system == "naive" && other.what == row.what;
        });
        text += table_row(row, naive == rows.end() ? Figures{} : median(naive->rounds));
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

std::string json(const std::vector<Row>& rows, const Conditions& conditions) {
    std::string text = "{\"rows\": [";
    for (const auto& row : rows) text += (text.back() == '[' ? "\n  " : ",\n  ") + json_row(row);
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
