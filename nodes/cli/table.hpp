#pragma once
// Answers as values, and their two forms: text for people, JSON for programs. Pure.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "nodes/cli/options.hpp"

namespace weir::nodes::cli {

// Grows when a field is removed or changes its meaning; new fields leave it alone.
inline constexpr int api_version = 1;

enum class Tone : std::uint8_t { plain, good, doubtful, bad, faint };

using Texts = std::shared_ptr<const std::vector<std::string>>;
using Counts = std::shared_ptr<const std::vector<std::pair<std::string, std::uint64_t>>>;
using Value = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string,
                           Texts, Counts>;
Value texts(std::vector<std::string> list);
Value counts(std::vector<std::pair<std::string, std::uint64_t>> list);  // {"name": number}

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
    std::string key;    // name; empty: only people get it
    bool right = false;
    bool clock = false;  // passing time alone changes it, which is no news
};

struct Table {
    std::string kind;  // of one row, singular: "node"
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

// A part of a description. One thing, which is its only row, stands line by line and is an object.
struct Section {
    std::string title;  // empty: none
    std::string key;    // in JSON: "streams"
    Table table;
    bool one_thing = false;
};

// With -o json {"api_version": 1, "kind": "node", "items": [...]}; with jsonl one object a row.
// `columns_max`: of the terminal; 0: as wide as it is.
// `widths`: of what stands above; then there is no second head, and columns only grow.
using Widths = std::vector<std::size_t>;
std::string rendered(const Table& table, Format format, bool colours, std::size_t columns_max,
                     Widths* widths = nullptr);
// With -o json one object with a member for each section; with jsonl one object a row of any.
std::string rendered(const std::string& kind, const std::vector<Section>& sections, Format format,
                     bool colours, std::size_t columns_max);
// The same for as long as nothing but time has changed.
std::string without_clocks(const Table& table);

// Control codes of a name from the network must not reach a terminal: each becomes a '?'.
std::string printable(std::string_view text);

}  // namespace weir::nodes::cli
