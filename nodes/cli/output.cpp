#include "nodes/cli/output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace weir::nodes::cli {
namespace {

struct Screen {
    std::size_t columns = 100;
    std::size_t rows = 0;  // 0: as many as it takes
};

Screen screen() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {};
    return {size.ws_col, size.ws_row};
}

std::string decimal(double number, int digits, std::string_view unit) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f%s%.*s", digits, number, unit.empty() ? "" : " ",
                  static_cast<int>(unit.size()), unit.data());
    return text.data();
}

// As many lines as the screen has, so that the first ones stay in sight.
std::string first_lines(const std::string& text, std::size_t rows) {
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
    if (rows < 2 || lines < rows) return text;
    std::size_t end = 0;
    for (std::size_t line = 0; line + 2 < rows; ++line) end = text.find('\n', end) + 1;
    return text.substr(0, end) + "(" + std::to_string(lines + 2 - rows) + " more lines)\n";
}

}  // namespace

Output::Output(Format format) : format_(format), terminal_(isatty(STDOUT_FILENO) != 0) {
    const char* plain = std::getenv("NO_COLOR");
    colours_ = terminal_ && (plain == nullptr || *plain == '\0');
}

void Output::write(const std::string& text) const {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void Output::show(const Table& table) const {
    write(rendered(table, format_, colours_, terminal_ ? screen().columns : std::size_t{0}));
}

void Output::show(const std::string& kind, const std::vector<Section>& sections) const {
    write(
        rendered(kind, sections, format_, colours_, terminal_ ? screen().columns : std::size_t{0}));
}

void Output::show_again(const Table& table, const std::string& heading) {
    const bool drawn = terminal_ && for_people();
    const std::string news = without_clocks(table);
    if (!drawn && shown_ && news == last_) return;
    last_ = news;
    const Screen place = terminal_ ? screen() : Screen{0, 0};
    std::string text = rendered(table, format_, colours_, place.columns);
    if (for_people() && !heading.empty()) text = heading + "\n" + text;
    if (drawn)
        draw(first_lines(text, place.rows));
    else
        write(text);
    shown_ = true;
}

void Output::append(const Table& table) {
    write(rendered(table, format_, colours_, terminal_ ? screen().columns : std::size_t{0},
                   &widths_));
}

// Over what stands there, line by line: clearing everything first would flicker.
void Output::draw(std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 4)
        text.insert(at, "\x1b[K");
    write((shown_ ? "\x1b[H" : "\x1b[H\x1b[2J") + text + "\x1b[J");
}

void Output::say(const std::string& text, const Table& table) const {
    if (for_people())
        line(text);
    else
        show(table);
}

void Output::line(const std::string& text) const {
    if (!for_people()) return;
    std::printf("%s\n", printable(text).c_str());
    std::fflush(stdout);
}

int exit_code_of(Code code) {
    switch (code) {
        case Code::bad_request:
            return exit_usage;
        case Code::not_found:
            return exit_not_found;
        case Code::timed_out:
            return exit_timeout;
        case Code::refused:
            return exit_refused;
        default:
            return exit_failed;
    }
}

int failed(const Error& why) {
    std::fprintf(stderr, "weir: %s\n", printable(why.what).c_str());
    return exit_code_of(why.code);
}

void note(const std::string& text) {
    std::fprintf(stderr, "weir: %s\n", printable(text).c_str());
}

std::string age_text(std::uint64_t ms) {
    if (ms < 1000) return std::to_string(ms) + " ms";
    const std::uint64_t s = ms / 1000;
    if (s < 120) return std::to_string(s) + " s";
    if (s < 7200) return std::to_string(s / 60) + " min";
    if (s < 172'800) return std::to_string(s / 3600) + " h";
    return std::to_string(s / 86'400) + " d";
}

std::string size_text(std::uint64_t bytes) {
    const auto size = static_cast<double>(bytes);
    if (size >= 1e9) return decimal(size / 1e9, 1, "GB");
    if (size >= 1e6) return decimal(size / 1e6, 1, "MB");
    if (size >= 1e3) return decimal(size / 1e3, 0, "kB");
    return std::to_string(bytes) + " B";
}

std::string rate_text(std::uint64_t bits) {
    const auto rate = static_cast<double>(bits);
    if (rate >= 1e9) return decimal(rate / 1e9, 2, "Gbit/s");
    if (rate >= 1e6) return decimal(rate / 1e6, 1, "Mbit/s");
    return decimal(rate / 1e3, 0, "kbit/s");
}

std::string fps_text(std::uint32_t fps_milli) {
    return decimal(fps_milli / 1000.0, 1, "");
}

}  // namespace weir::nodes::cli
