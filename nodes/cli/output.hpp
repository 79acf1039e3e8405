#pragma once
// Answers on standard output: tables for people, JSON for programs. Everything else is stderr's.

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "nodes/cli/options.hpp"

namespace weir::nodes::cli {

// Grows when a field is removed or changes its meaning; new fields leave it alone.
inline constexpr int api_version = 1;

enum class Tone : std::uint8_t { plain, good, doubtful, bad, faint };

using Texts = std::shared_ptr<const std::vector<std::string>>;
using Value =
    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Texts>;
Value texts(std::vector<std::string> list);

// One answer in two forms: a text for people, a value for programs.
struct Cell {
    Cell(std::string shown) : text(shown), value(std::move(shown)) {}
    Cell(const char* shown) : Cell(std::string(shown)) {}
    Cell(std::string shown, Value meant, Tone in = Tone::plain)
        : text(std::move(shown)), tone(in), value(std::move(meant)) {}

    std::string text;
    Tone tone = Tone::plain;
    Value value;
};
// What is not known is null.
Value known(bool is_known, Value value);
Cell count(std::uint64_t number);
Cell state_word(const std::string& word);  // live, waiting, failing, offline, ... in its colour

struct Column {
    std::string title;  // NAME; empty: only programs get it
    std::string key;    // name
    bool right = false;
};

struct Table {
    std::string kind;  // of one row, singular: "node"
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

// With -o json {"api_version": 1, "kind": "node", "items": [...]}; with jsonl one object a row.
std::string rendered(const Table& table, Format format, bool colours, std::size_t columns_max);

class Output {
public:
    explicit Output(Format format);

    void show(const Table& table) const;
    // The same again, later: a terminal is cleared first, a pipe gets it only when it is different.
    void show_again(const Table& table);
    void line(const std::string& text) const;  // for people only
    bool for_people() const { return format_ == Format::table; }
    bool terminal() const { return terminal_; }

private:
    Format format_;
    bool terminal_;
    bool colours_;
    std::string last_;
};

// "weir: what" on stderr. The exit code that belongs to the error.
int failed(const Error& why);
void note(const std::string& text);  // on stderr
int exit_code_of(Code code);

std::string age_text(std::uint64_t ms);         // "850 ms", "12 s", "3 min", "2 h", "5 d"
std::string rate_text(std::uint64_t bits);      // "31.4 Mbit/s"
std::string fps_text(std::uint32_t fps_milli);  // "29.97"

}  // namespace weir::nodes::cli
