#include "nodes/cli/output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

namespace weir::nodes::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string_view colour(Tone tone) {
    switch (tone) {
        case Tone::good:
            return "\x1b[32m";
        case Tone::doubtful:
            return "\x1b[33m";
        case Tone::bad:
            return "\x1b[31m";
        case Tone::faint:
            return "\x1b[2m";
        case Tone::plain:
            break;
    }
    return {};
}

// Places on the screen: one per character, not per byte.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// Control bytes of a name from the network must not reach a terminal.
std::string printable(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7f ? '?' : c;
    }
    return out;
}

std::string cut(std::string text, std::size_t places_max) {
    if (width(text) <= places_max) return text;
    std::size_t places = 0;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
        if (starts && ++places >= places_max) break;
    }
    return text.substr(0, at) + "…";
}

Json json_of(const Value& value) {
    return std::visit(
        [](const auto& held) {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, Texts>)
                return Json(*held);
            else
                return Json(held);
        },
        value);
}

Json row_object(const Table& table, const std::vector<Cell>& row) {
    Json object = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i)
        if (!table.columns[i].key.empty()) object[table.columns[i].key] = json_of(row[i].value);
    return object;
}

std::string dump(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_json(const Table& table) {
    Json items = Json::array();
    for (const auto& row : table.rows) items.push_back(row_object(table, row));
    return dump({{"api_version", api_version}, {"kind", table.kind}, {"items", items}}, 2);
}

std::string as_lines(const Table& table) {
    std::string out;
    for (const auto& row : table.rows) {
        Json object{{"api_version", api_version}, {"kind", table.kind}};
        object.update(row_object(table, row));
        out += dump(object, -1);
    }
    return out;
}

void pad(std::string& out, std::size_t places) {
    out.append(places, ' ');
}

std::string as_table(const Table& table, bool colours, std::size_t places_max) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (!table.columns[i].title.empty()) shown.push_back(i);
    std::vector<std::size_t> widths(table.columns.size());
    for (const auto i : shown) {
        widths[i] = width(table.columns[i].title);
        for (const auto& row : table.rows) widths[i] = std::max(widths[i], width(row[i].text));
    }
    std::string out;
    const auto line = [&](const auto& text_of, const auto& tone_of) {
        std::size_t used = 0;
        for (const auto i : shown) {
            const bool last = i == shown.back();
            std::string text = printable(text_of(i));
            if (last && places_max > used + 8) text = cut(std::move(text), places_max - used);
            const std::size_t room = widths[i] - std::min(widths[i], width(text));
            if (table.columns[i].right) pad(out, room);
            const auto paint = colours ? colour(tone_of(i)) : std::string_view{};
            out += paint;
            out += text;
            if (!paint.empty()) out += "\x1b[0m";
            if (!last) pad(out, table.columns[i].right ? 2 : room + 2);
            used += widths[i] + 2;
        }
        out.erase(out.find_last_not_of(' ') + 1);  // an empty last column leaves no spaces
        out += '\n';
    };
    line([&](std::size_t i) { return table.columns[i].title; },
         [](std::size_t) { return Tone::faint; });
    for (const auto& row : table.rows)
        line([&](std::size_t i) { return row[i].text; },
             [&](std::size_t i) { return row[i].tone; });
    return out;
}

std::size_t terminal_columns() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 100;
}

std::string decimal(double number, int digits, std::string_view unit) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f%s%.*s", digits, number, unit.empty() ? "" : " ",
                  static_cast<int>(unit.size()), unit.data());
    return text.data();
}

}  // namespace

Value texts(std::vector<std::string> list) {
    return std::make_shared<const std::vector<std::string>>(std::move(list));
}

Value known(bool is_known, Value value) {
    if (!is_known) value = nullptr;
    return value;
}

Cell count(std::uint64_t number) {
    return {std::to_string(number), number};
}

Cell state_word(const std::string& word) {
    const Tone tone =
        word == "live" || word == "ok" || word == "online" ? Tone::good
        : word == "waiting" || word == "interrupted"       ? Tone::doubtful
        : word == "failing" || word == "offline" || word == "silent" || word == "problem"
            ? Tone::bad
            : Tone::plain;
    return {word, word, tone};
}

std::string rendered(const Table& table, Format format, bool colours, std::size_t columns_max) {
    if (format == Format::json) return as_json(table);
    if (format == Format::jsonl) return as_lines(table);
    return as_table(table, colours, columns_max);
}

Output::Output(Format format) : format_(format), terminal_(isatty(STDOUT_FILENO) != 0) {
    const char* plain = std::getenv("NO_COLOR");
    colours_ = terminal_ && (plain == nullptr || *plain == '\0');
}

void Output::show(const Table& table) const {
    const std::string text =
        rendered(table, format_, colours_, terminal_ ? terminal_columns() : std::size_t{0});
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void Output::show_again(const Table& table) {
    const std::string text =
        rendered(table, format_, colours_, terminal_ ? terminal_columns() : std::size_t{0});
    if (text == last_) return;
    last_ = text;
    if (terminal_ && for_people()) std::fputs("\x1b[H\x1b[2J", stdout);
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
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
