#include "nodes/cli/table.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/assert.hpp"
#include "base/printable.hpp"

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
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, Counts>) {
                Json object = Json::object();
                for (const auto& [name, number] : *held) object[name] = number;
                return object;
            } else if constexpr (std::is_same_v<Held, Texts>) {
                return Json(*held);
            } else {
                return Json(held);
            }
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
    return text_for_terminals(json.dump(indent, ' ', false, Json::error_handler_t::replace)) + "\n";
}

Json row_objects(const Table& table) {
    Json items = Json::array();
    for (const auto& row : table.rows) items.push_back(row_object(table, row));
    return items;
}

std::string as_json(const Table& table) {
    return dump({{"api_version", api_version}, {"kind", table.kind}, {"items", row_objects(table)}},
                2);
}

std::string as_lines(const Table& table) {
    std::string out;
    for (const auto& row : table.rows) {
        Json object{{"api_version", api_version}, {"kind", table.kind}};
        const std::size_t own = object.size();
        const Json fields = row_object(table, row);
        object.update(fields);
        WEIR_ASSERT(object.size() == own + fields.size());  // a field took the place of ours
        out += dump(object, -1);
    }
    return out;
}

void pad(std::string& out, std::size_t places) {
    out.append(places, ' ');
}

constexpr std::size_t gap = 2;               // places between two columns
constexpr std::size_t last_places_min = 8;   // of the last column, which is cut before any other
constexpr std::size_t text_places_min = 16;  // shorter names say nothing

// A table for people: columns line up, and lines fit the terminal as far as sense allows.
class TableText {
public:
    TableText(const Table& table, bool colours, std::size_t places_max, Widths* above)
        : table_(table), colours_(colours), places_max_(places_max) {
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (!table.columns[i].title.empty()) shown_.push_back(i);
        headless_ = above != nullptr && !above->empty();
        widths_ = headless_ ? *above : Widths(table.columns.size());
        measure();
        if (places_max > 0) fit();
        if (above != nullptr) *above = widths_;
    }

    std::string text() {
        const auto line = [this](const auto& cell_of) {
            for (const auto i : shown_) add(i, cell_of(i));
            out_.erase(out_.find_last_not_of(' ') + 1);  // an empty last column leaves no spaces
            out_ += '\n';
        };
        if (!headless_)
            line([this](std::size_t i) {
                const std::string& title = table_.columns[i].title;
                return Cell(title, title, Tone::faint);
            });
        for (const auto& row : table_.rows)
            line([&](std::size_t i) -> const Cell& { return row[i]; });
        return std::move(out_);
    }

private:
    void measure() {
        for (const auto i : shown_) {
            widths_[i] = std::max(widths_[i], width(table_.columns[i].title));
            for (const auto& row : table_.rows)
                widths_[i] = std::max(widths_[i], width(row[i].text));
        }
    }

    // The last column takes what is left. Where that is too little, the widest texts give way.
    void fit() {
        if (shown_.empty()) return;
        std::size_t& last = widths_[shown_.back()];
        for (;;) {
            std::size_t before = 0;
            std::size_t* widest = nullptr;
            for (const auto i : shown_) {
                if (i == shown_.back()) break;
                before += widths_[i] + gap;
                if (!table_.columns[i].right && (widest == nullptr || widths_[i] > *widest))
                    widest = &widths_[i];
            }
            if (before + std::min(last, last_places_min) <= places_max_) {
                last = std::min(last, places_max_ - before);
                return;
            }
            if (widest == nullptr || *widest <= text_places_min) return;
            --*widest;
        }
    }

    void add(std::size_t i, const Cell& cell) {
        std::string text = printable(cell.text);
        if (places_max_ > 0) text = cut(std::move(text), widths_[i]);
        const std::size_t room = widths_[i] - std::min(widths_[i], width(text));
        const bool right = table_.columns[i].right;
        if (right) pad(out_, room);
        const auto paint = colours_ && !text.empty() ? colour(cell.tone) : std::string_view{};
        out_ += paint;
        out_ += text;
        if (!paint.empty()) out_ += "\x1b[0m";
        if (i != shown_.back()) pad(out_, right ? gap : room + gap);
    }

    const Table& table_;
    bool colours_;
    std::size_t places_max_;
    std::vector<std::size_t> shown_;
    Widths widths_;
    bool headless_ = false;
    std::string out_;
};

std::string as_table(const Table& table, bool colours, std::size_t places_max,
                     Widths* above = nullptr) {
    return TableText(table, colours, places_max, above).text();
}

// One thing, a line for each of its columns.
std::string as_lines_of_one(const Table& table, bool colours) {
    std::size_t widest = 0;
    for (const Column& column : table.columns) widest = std::max(widest, width(column.title));
    std::string out;
    for (std::size_t i = 0; i < table.columns.size() && !table.rows.empty(); ++i) {
        const std::string& title = table.columns[i].title;
        const Cell& cell = table.rows.front()[i];
        if (title.empty() || cell.text.empty()) continue;
        const auto paint = colours ? colour(cell.tone) : std::string_view{};
        out += title;
        pad(out, widest + 2 - width(title));
        out += paint;
        out += printable(cell.text);
        if (!paint.empty()) out += "\x1b[0m";
        out += '\n';
    }
    return out;
}

std::string as_description(const std::vector<Section>& sections, bool colours,
                           std::size_t columns_max) {
    std::string out;
    for (const Section& section : sections) {
        if (section.table.rows.empty()) continue;
        if (!out.empty()) out += '\n';
        if (!section.title.empty()) out += section.title + '\n';
        out += section.one_thing ? as_lines_of_one(section.table, colours)
                                 : as_table(section.table, colours, columns_max);
    }
    return out;
}

}  // namespace

std::string printable(std::string_view text) {
    const auto goes_on = [&text] {
        return !text.empty() && (static_cast<unsigned char>(text[0]) & 0xc0) == 0x80;
    };
    std::string out;
    while (!text.empty()) {
        const std::size_t size = printable_size(text);
        out += size == 0 ? "?" : text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
        while (goes_on()) text.remove_prefix(1);  // of what was not shown
    }
    return out;
}

Value counts(std::vector<std::pair<std::string, std::uint64_t>> list) {
    return std::make_shared<const std::vector<std::pair<std::string, std::uint64_t>>>(
        std::move(list));
}

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

std::string rendered(const Table& table, Format format, bool colours, std::size_t columns_max,
                     Widths* widths) {
    if (format == Format::json) return as_json(table);
    if (format == Format::jsonl) return as_lines(table);
    return as_table(table, colours, columns_max, widths);
}

std::string rendered(const std::string& kind, const std::vector<Section>& sections, Format format,
                     bool colours, std::size_t columns_max) {
    if (format == Format::table) return as_description(sections, colours, columns_max);
    std::string lines;
    Json whole{{"api_version", api_version}, {"kind", kind}};
    for (const Section& section : sections) {
        lines += as_lines(section.table);
        const Json rows = row_objects(section.table);
        whole[section.key] = !section.one_thing ? rows : rows.empty() ? Json(nullptr) : rows[0];
    }
    return format == Format::json ? dump(whole, 2) : lines;
}

std::string without_clocks(const Table& table) {
    Table still = table;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].clock)
            for (auto& row : still.rows) row[i] = Cell("");
    return as_lines(still);
}

}  // namespace weir::nodes::cli
