#include "base/log.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdio>
#include <ctime>
#include <memory>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "base/printable.hpp"
#include "base/prompt_write.hpp"

namespace weir::log {
namespace {

constexpr std::array<std::string_view, 6> level_names{"trace", "debug", "info",
                                                      "warn",  "error", "off"};

struct Rule {
    std::string module;
    Level level;
    bool operator==(const Rule&) const = default;
};

using Rules = std::vector<Rule>;

const Rules default_rules{{"*", Level::info}};

// Threads that write lines read it while another one is set, so what was ever set stays.
std::atomic<const Rules*> current_rules{&default_rules};

// The same rules again are the same object: switching to and fro costs nothing.
const Rules* kept(Rules wanted) {
    static std::vector<std::unique_ptr<const Rules>> all;
    for (const auto& one : all)
        if (*one == wanted) return one.get();
    if (all.size() >= limits::log_settings_max) return nullptr;
    return all.emplace_back(std::make_unique<const Rules>(std::move(wanted))).get();
}

bool parse_level(std::string_view name, Level& level) {
    for (std::size_t i = 0; i < level_names.size(); ++i) {
        if (level_names[i] != name) continue;
        level = static_cast<Level>(i);
        return true;
    }
    return false;
}

void append_time(std::string& line) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    tm parts{};
    localtime_r(&now.tv_sec, &parts);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d.%03ld", parts.tm_hour, parts.tm_min,
                  parts.tm_sec, now.tv_nsec / 1'000'000);
    line += text.data();
}

void append_value(std::string& line, std::string_view text) {
    const bool quote = text.empty() || text.find_first_of(" \"=") != std::string_view::npos;
    if (quote) line += '"';
    std::string marked;  // so that nothing in it ends it
    for (const char c : text) {
        if (c == '"' || c == '\\') marked += '\\';
        marked += c;
    }
    line += escaped(marked);
    if (quote) line += '"';
}

}  // namespace

Value::Value(double number) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f", number);
    text = buffer.data();
}

namespace {

// Appends to `parsed`, or returns the sentence that says why not.
std::string parse(std::string_view levels, Rules& parsed) {
    while (!levels.empty()) {
        const auto comma = levels.find(',');
        const auto part = levels.substr(0, comma);
        levels = comma == std::string_view::npos ? std::string_view{} : levels.substr(comma + 1);
        const auto colon = part.find(':');
        const auto module =
            colon == std::string_view::npos ? std::string_view("*") : part.substr(0, colon);
        const auto name = colon == std::string_view::npos ? part : part.substr(colon + 1);
        Level level{};
        if (module.empty() || !parse_level(name, level))
            return "log levels: \"" + std::string(part) +
                   "\" is not MODULE:LEVEL with a level of trace, debug, info, warn, error, off; "
                   "example: relay:debug,*:info";
        parsed.push_back({std::string(module), level});
    }
    return {};
}

}  // namespace

std::string problem_of(std::string_view levels) {
    Rules parsed;
    return parse(levels, parsed);
}

std::string configure(std::string_view levels) {
    Rules parsed = default_rules;
    if (auto problem = parse(levels, parsed); !problem.empty()) return problem;
    const Rules* rules = kept(std::move(parsed));
    if (rules == nullptr)
        return "log levels: " + std::to_string(limits::log_settings_max) +
               " different settings were made in this run already; choose one of those";
    current_rules.store(rules, std::memory_order_release);
    return {};
}

bool enabled(Level level, std::string_view module) {
    Level wanted = Level::info;
    bool exact = false;
    for (const Rule& rule : *current_rules.load(std::memory_order_acquire)) {
        if (rule.module == module) {
            wanted = rule.level;
            exact = true;
        } else if (rule.module == "*" && !exact) {
            wanted = rule.level;
        }
    }
    return level >= wanted && wanted != Level::off;
}

namespace {

std::string line_of(Level level, std::string_view module, std::string_view what, Fields fields) {
    std::string line;
    line.reserve(160);
    append_time(line);
    line += ' ';
    line += level_names[static_cast<std::size_t>(level)];
    line.append(level_names[static_cast<std::size_t>(level)].size() < 5 ? 2 : 1, ' ');
    line += module;
    line += ' ';
    line += escaped(what);
    for (const Field& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        append_value(line, field.value.text);
    }
    return line;
}

std::atomic<std::uint64_t> lines_lost{0};
std::atomic<bool> last_was_cut{false};  // a terminal or a full disk took part of a line

bool put(std::string line) {
    constexpr std::string_view cut = " [cut]";
    constexpr std::size_t text_bytes_max = limits::log_line_bytes_max - 2;  // and two line ends
    if (line.size() > text_bytes_max) {
        std::size_t end = text_bytes_max - cut.size();
        while ((static_cast<unsigned char>(line[end]) & 0xc0u) == 0x80u) --end;
        line.replace(end, std::string::npos, cut);
    }
    line += '\n';
    const bool after_cut = last_was_cut.exchange(false);
    if (after_cut) line.insert(0, 1, '\n');
    const ssize_t taken = write_promptly(STDERR_FILENO, line);
    if (std::cmp_equal(taken, line.size())) return true;
    if (taken > 0 || after_cut) last_was_cut = true;
    return false;
}

}  // namespace

void write(Level level, std::string_view module, std::string_view what, Fields fields) {
    if (!enabled(level, module)) return;
    std::uint64_t lost = lines_lost.exchange(0);
    if (lost > 0 &&
        put(line_of(Level::warn, "log", "lines lost; nobody took them", {{"lines", lost}})))
        lost = 0;
    if (lost > 0 || !put(line_of(level, module, what, fields))) lines_lost += lost + 1;
}

void Once::warn(std::string_view module, std::string_view what, Fields fields) {
    auto known = std::ranges::find(said_, what, &Said::what);
    if (known == said_.end() && said_.size() < limits::log_sentences_max)
        known = said_.insert(said_.end(), {std::string(what), 0});
    const bool one_of_many = known == said_.end();
    const std::uint64_t times = one_of_many ? ++others_ : ++known->times;
    if (times == 1) {
        say(module, what, fields);
    } else if (std::has_single_bit(times) && times >= 8) {
        say(module, std::string(what) + (one_of_many ? " (and the like)" : " (again)"),
            {{"times", times}});
    }
}

void Once::say(std::string_view module, std::string_view what, Fields fields) {
    if (ration_ != nullptr)
        ration_->warn(module, what, fields);
    else
        write(Level::warn, module, what, fields);
}

void Once::reset() {
    said_.clear();
    others_ = 0;
}

void Ration::warn(std::string_view module, std::string_view what, Fields fields, TimePoint now) {
    if (said_ > 0 && now - began_ >= limits::log_ration_period) said_ = 0;
    if (said_ >= limits::log_ration_lines) {
        ++left_out_;
        return;
    }
    if (said_++ == 0) began_ = now;
    if (const auto lines = std::exchange(left_out_, 0); lines > 0)
        write(Level::warn, module, "lines like the next one were left out", {{"lines", lines}});
    write(Level::warn, module, what, fields);
}

}  // namespace weir::log
