#include "nodes/cli/control_values.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace weir::nodes::cli {
namespace {

// As V4L2 numbers its flags.
constexpr std::uint32_t flag_disabled = 0x0001;
constexpr std::uint32_t flag_read_only = 0x0004;
constexpr std::uint32_t flag_inactive = 0x0010;

}  // namespace

std::string key_of(const std::string& name) {
    std::string key;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0)
            key += static_cast<char>(std::tolower(byte));
        else if (!key.empty() && key.back() != '_')
            key += '_';
    }
    while (!key.empty() && key.back() == '_') key.pop_back();
    return key;
}

bool has_value(const gen::Control& control) {
    return control.type != gen::ControlType::control_class &&
           control.type != gen::ControlType::button && control.type != gen::ControlType::text &&
           (control.flags & flag_disabled) == 0;
}

bool may_be_set(const gen::Control& control) {
    return (control.flags & (flag_disabled | flag_read_only)) == 0 &&
           control.type != gen::ControlType::control_class;
}

bool is_idle(const gen::Control& control) {
    return (control.flags & flag_inactive) != 0;
}

bool is_switch(const gen::Control& control) {
    return control.type == gen::ControlType::boolean || !control.menu.empty();
}

std::string value_text(const gen::Control& control, std::int64_t value) {
    if (control.type == gen::ControlType::boolean) return value != 0 ? "on" : "off";
    for (const auto& item : control.menu)
        if (item.index == value) return item.name.empty() ? std::to_string(item.value) : item.name;
    return std::to_string(value);
}

std::string range_text(const gen::Control& control) {
    if (!control.menu.empty()) {
        std::string text;
        for (const auto& item : control.menu)
            text += (text.empty() ? "" : ", ") + std::to_string(item.index) + "=" +
                    (item.name.empty() ? std::to_string(item.value) : item.name);
        return text;
    }
    if (control.type == gen::ControlType::boolean) return "off, on";
    if (!has_value(control)) return "-";
    return std::to_string(control.minimum) + ".." + std::to_string(control.maximum) +
           (control.step > 1 ? " by " + std::to_string(control.step) : "");
}

Result<std::int64_t> parse_value(const gen::Control& control, const std::string& text) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc{} && end == text.data() + text.size()) return value;
    if (control.type == gen::ControlType::boolean)
        for (const auto& [word, meant] :
             {std::pair{"on", 1}, {"true", 1}, {"yes", 1}, {"off", 0}, {"false", 0}, {"no", 0}})
            if (text == word) return meant;
    for (const auto& item : control.menu)
        if (key_of(item.name) == key_of(text)) return item.index;
    return fail(Code::bad_request, key_of(control.name) + ": \"" + text +
                                       "\" is no value of it; it takes " + range_text(control));
}

Result<Assignment> parse_assignment(const std::string& text, const std::string& where) {
    const auto equals = text.find('=');
    const auto trim = [](std::string word) {
        word.erase(0, std::min(word.find_first_not_of(" \t\""), word.size()));
        word.erase(word.find_last_not_of(" \t\r\"") + 1);
        return word;
    };
    if (equals == std::string::npos || equals == 0)
        return fail(Code::bad_request,
                    where + "\"" + text + "\" is not CONTROL=VALUE; example: brightness=128");
    return Assignment{trim(text.substr(0, equals)), trim(text.substr(equals + 1))};
}

Table controls_table(const std::vector<gen::Control>& controls) {
    Table table{"control",
                {{"CONTROL", "control"},
                 {"VALUE", "shown"},
                 {"DEFAULT", "default_shown"},
                 {"RANGE", "range"},
                 {"", "value"},
                 {"", "default"},
                 {"", "id"},
                 {"", "writable"}},
                {}};
    for (const gen::Control& control : controls) {
        if (control.type == gen::ControlType::control_class) continue;
        const bool idle = is_idle(control) || !may_be_set(control);
        table.rows.push_back(
            {{key_of(control.name)},
             {has_value(control) ? value_text(control, control.value) : "-"},
             {has_value(control) ? value_text(control, control.default_value) : "-"},
             {range_text(control), range_text(control), idle ? Tone::faint : Tone::plain},
             {"", control.value},
             {"", control.default_value},
             {"", std::uint64_t{control.id}},
             {"", may_be_set(control)}});
    }
    return table;
}

}  // namespace weir::nodes::cli
