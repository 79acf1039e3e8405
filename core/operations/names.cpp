#include "operations/names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/limits.hpp"
#include "base/number.hpp"

namespace weir::operations {
namespace {

// How many letters must be added, removed, changed or swapped with the next to make one of the
// other.
std::size_t edits(const std::string& a, const std::string& b) {
    std::vector<std::size_t> above;
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        above = std::exchange(before, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({change, before[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], above[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::unexpected<Error> usage(std::string what) {
    return fail(Code::bad_request, std::move(what));
}

struct Unit {
    std::string_view name;
    std::uint64_t bytes;
};
constexpr std::array<Unit, 14> units{{{"TiB", 1ull << 40},
                                      {"TB", 1'000'000'000'000},
                                      {"GiB", 1ull << 30},
                                      {"GB", 1'000'000'000},
                                      {"MiB", 1ull << 20},
                                      {"MB", 1'000'000},
                                      {"KiB", 1ull << 10},
                                      {"kB", 1'000},
                                      {"KB", 1'000},
                                      {"T", 1ull << 40},
                                      {"G", 1ull << 30},
                                      {"M", 1ull << 20},
                                      {"K", 1ull << 10},
                                      {"k", 1ull << 10}}};

// A value of the schema by its name with dashes.
template <typename Enum>
Result<Enum> parse_word(const std::string& text) {
    std::vector<std::string> words;
    for (unsigned value = 1; value < 16; ++value) {
        const auto name = gen::name(static_cast<Enum>(value));
        if (name.empty()) break;
        if (dashed(name) == text) return static_cast<Enum>(value);
        words.push_back(dashed(name));
    }
    std::string listed;
    for (const auto& word : words) listed += (listed.empty() ? "" : ", ") + word;
    return fail(Code::bad_request, "\"" + text + "\" is not known" +
                                       did_you_mean(text, words, "; there are " + listed));
}

}  // namespace

std::string nearest(const std::string& typed, const std::vector<std::string>& words) {
    constexpr std::size_t letters_max = 64;  // the work grows with the square
    std::string best;
    constexpr std::size_t slips_max = 3;  // more is another word
    std::size_t fewest = std::clamp<std::size_t>(typed.size() / 2, 1, slips_max) + 1;
    if (typed.size() > letters_max) return best;
    for (const std::string& word : words)
        if (const std::size_t count = edits(typed, word); count < fewest) {
            fewest = count;
            best = word;
        }
    return best;
}

std::string did_you_mean(const std::string& typed, const std::vector<std::string>& words,
                         const std::string& otherwise) {
    const std::string meant = nearest(typed, words);
    return meant.empty() ? otherwise : "; did you mean " + meant + "?";
}

Result<Size> parse_size(const std::string& text) {
    const auto cross = text.find('x');
    const std::string_view view(text);
    Size size;
    if (cross == std::string::npos || !whole_number(view.substr(0, cross), size.width) ||
        !whole_number(view.substr(cross + 1), size.height) || size.width == 0 || size.height == 0 ||
        size.width > limits::picture_side_max || size.height > limits::picture_side_max)
        return usage("\"" + text + "\" is not a picture size of 1x1 to " +
                     std::to_string(limits::picture_side_max) +
                     " pixels a side; example: 1280x720");
    return size;
}

Result<WindowPlace> parse_place(const std::string& text) {
    const auto comma = text.find(',');
    const std::string_view view(text);
    WindowPlace place;
    if (comma == std::string::npos || !whole_number(view.substr(0, comma), place.x) ||
        !whole_number(view.substr(comma + 1), place.y))
        return usage("\"" + text + "\" is not a place X,Y on the desktop; example: 100,50");
    return place;
}

std::string place_text(const gen::Display& window) {
    return std::to_string(window.win_x) + "," + std::to_string(window.win_y);
}

Result<Size> parse_window_size(const std::string& text) {
    const auto cross = text.find('x');
    const std::string_view view(text);
    Size size;
    if (cross == std::string::npos || !whole_number(view.substr(0, cross), size.width) ||
        !whole_number(view.substr(cross + 1), size.height) ||
        size.width > limits::picture_side_max || size.height > limits::picture_side_max)
        return usage("\"" + text + "\" is not a size of a window of up to " +
                     std::to_string(limits::picture_side_max) +
                     " pixels a side; examples: 640x480, 640x0 for the picture's height");
    return size;
}

Result<Rate> parse_rate(const std::string& text) {
    const std::string_view view(text);
    const auto slash = view.find('/');
    Rate rate;
    if (slash != std::string_view::npos) {
        if (whole_number(view.substr(0, slash), rate.numerator) &&
            whole_number(view.substr(slash + 1), rate.denominator) && rate.numerator > 0 &&
            rate.denominator > 0)
            return rate;
    } else if (whole_number(view, rate.numerator) && rate.numerator > 0) {
        return rate;
    } else if (double decimal = 0; whole_number(view, decimal) && decimal > 0 && decimal <= 1000) {
        // 29.97 and its family are 1000/1001 of a whole rate; anything else is exact to a
        // hundredth.
        const double whole = std::round(decimal * 1.001);
        const bool ntsc = std::abs(whole / 1.001 - decimal) < 0.005 && whole * 1000 <= 65535;
        return ntsc ? Rate{static_cast<std::uint16_t>(whole * 1000), 1001}
                    : Rate{static_cast<std::uint16_t>(std::min(std::round(decimal * 60), 65535.0)),
                           60};
    }
    return usage("\"" + text + "\" is not a frame rate; examples: 30, 29.97, 30000/1001");
}

std::string text(const Rate& rate) {
    if (rate.denominator == 1) return std::to_string(rate.numerator);
    return std::to_string(rate.numerator) + "/" + std::to_string(rate.denominator);
}

Result<std::uint64_t> parse_bytes(const std::string& text) {
    const auto digits_end = std::min(text.find_first_not_of("0123456789"), text.size());
    std::uint64_t count = 0;
    const bool number = whole_number(std::string_view(text).substr(0, digits_end), count);
    std::string unit = text.substr(digits_end);
    unit.erase(0, unit.find_first_not_of(' ') == std::string::npos ? unit.size()
                                                                   : unit.find_first_not_of(' '));
    const auto known = std::ranges::find(units, std::string_view(unit), &Unit::name);
    const std::uint64_t factor = unit.empty() || unit == "B" ? 1
                                 : known != units.end()      ? known->bytes
                                                             : 0;
    if (!number || factor == 0 || count > UINT64_MAX / factor)
        return usage("\"" + text + "\" is not an amount of bytes; examples: 64MiB, 8MB, 500kB");
    return count * factor;
}

Result<std::uint64_t> parse_budget_bytes(const std::string& text) {
    const auto bytes = parse_bytes(text);
    if (bytes && (*bytes == 0 || *bytes > limits::completeness_bytes_max))
        return usage("\"" + text + "\" is not a budget of 1 byte to " +
                     bytes_text(limits::completeness_bytes_max));
    return bytes;
}

std::string bytes_text(std::uint64_t bytes) {
    for (const auto& [name, size] : units)
        if (bytes >= size && bytes % size == 0)
            return std::to_string(bytes / size) + std::string(name);
    return std::to_string(bytes);
}

transport::Address target_of(const std::string& text) {
    const bool any_host = text.starts_with(':');
    const auto address = transport::parse_address(any_host ? "127.0.0.1" + text : text);
    if (address && address->is_complete()) return *address;
    return {text, 0};
}

std::string target_text(const std::string& host, std::uint16_t port) {
    return port == 0 ? host : transport::text({host, port});
}

std::string edge_name(const gen::RelayEdge& edge) {
    return "stream " + std::to_string(edge.stream_id) + " to " + target_text(edge);
}

std::string target_text(const gen::RelayEdge& edge) {
    return target_text(edge.dest_host, edge.dest_port) +
           (edge.output_stream_id == 0 ? "" : " as " + std::to_string(edge.output_stream_id));
}

Result<std::optional<gen::DeliveryMode>> parse_mode(const std::string& text) {
    const std::vector<std::string> words{"auto", "low-latency", "completeness", "opaque"};
    if (text == words[0]) return std::optional<gen::DeliveryMode>{};
    if (text == words[1]) return std::optional(gen::DeliveryMode::low_latency);
    if (text == words[2]) return std::optional(gen::DeliveryMode::completeness);
    if (text == words[3]) return std::optional(gen::DeliveryMode::opaque);
    return usage(
        "\"" + text + "\" is no mode" +
        did_you_mean(text, words, "; there are auto, low-latency, completeness and opaque"));
}

Result<gen::Format> parse_format(const std::string& text) {
    return parse_word<gen::Format>(text);
}

Result<gen::Scale> parse_scale(const std::string& text) {
    return parse_word<gen::Scale>(text);
}

Result<gen::Anchor> parse_anchor(const std::string& text) {
    return parse_word<gen::Anchor>(text);
}

Result<gen::SlotPolicy> parse_slot_policy(const std::string& text) {
    return parse_word<gen::SlotPolicy>(text);
}

Result<gen::DropPolicy> parse_drop_policy(const std::string& text) {
    return parse_word<gen::DropPolicy>(text);
}

Result<gen::BudgetPolicy> parse_budget_policy(const std::string& text) {
    return parse_word<gen::BudgetPolicy>(text);
}

Result<gen::Scheduler> parse_scheduler(const std::string& text) {
    for (unsigned value = 1; !gen::name(static_cast<gen::Scheduler>(value)).empty(); ++value)
        if (dashed(gen::name(static_cast<gen::Scheduler>(value))) == text)
            return static_cast<gen::Scheduler>(value);
    return usage("\"" + text + "\" is not a scheduler; there are " + scheduler_names(", "));
}

std::string scheduler_names(const std::string& between) {
    std::string all;
    for (unsigned value = 1; !gen::name(static_cast<gen::Scheduler>(value)).empty(); ++value)
        all += (all.empty() ? "" : between) + dashed(gen::name(static_cast<gen::Scheduler>(value)));
    return all;
}

std::string dashed(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, '_', '-');
    return text;
}

}  // namespace weir::operations
