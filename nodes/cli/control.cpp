// weir ctl: the controls of a camera, by name.

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/local_files.hpp"
#include "operations/names.hpp"
#include "operations/site.hpp"

namespace weir::nodes::cli {
namespace {

// As V4L2 numbers its flags.
constexpr std::uint32_t flag_disabled = 0x0001;
constexpr std::uint32_t flag_read_only = 0x0004;
constexpr std::uint32_t flag_inactive = 0x0010;

// "White Balance, Automatic" -> "white_balance_automatic", as v4l2-ctl calls it.
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

class Controls {
public:
    Controls(LiveNetwork& network, std::string node, std::string device)
        : network_(network), node_(std::move(node)), device_(std::move(device)) {}

    Result<> read() {
        auto reply = operations::ask<gen::EnumControlsReply>(
            network_, node_, gen::EnumControlsRequest{.device_path = device_});
        if (!reply) return std::unexpected(reply.error());
        all_ = std::move(reply->controls);
        return {};
    }

    const std::vector<gen::Control>& all() const { return all_; }

    Result<const gen::Control*> find(const std::string& name) const {
        std::vector<std::string> names;
        for (const gen::Control& control : all_) {
            if (key_of(control.name) == key_of(name)) return &control;
            names.push_back(key_of(control.name));
        }
        return fail(Code::not_found,
                    device_ + " has no control " + name +
                        operations::did_you_mean(name, names, "; weir ctl list shows them"));
    }

    Result<std::int64_t> set(const gen::Control& control, std::int64_t value) {
        const auto reply = operations::ask<gen::SetControlReply>(
            network_, node_,
            gen::SetControlRequest{
                .device_path = device_, .control_id = control.id, .value = value});
        if (!reply) return std::unexpected(reply.error());
        return reply->value;
    }

private:
    LiveNetwork& network_;
    std::string node_;
    std::string device_;
    std::vector<gen::Control> all_;
};

struct Assignment {
    std::string name;
    std::string value;
};

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
        const bool idle = (control.flags & flag_inactive) != 0 || !may_be_set(control);
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

// Sets all that can be set; says each trouble, in the order of the list.
int set_all(Controls& controls, const Output& out, const std::vector<Assignment>& wishes) {
    std::size_t failures = 0;
    int code = exit_failed;
    const auto trouble = [&](const Error& why) {
        code = failed(why);
        ++failures;
    };
    for (const Assignment& wish : wishes) {
        const auto control = controls.find(wish.name);
        if (!control) {
            trouble(control.error());
            continue;
        }
        const auto value = parse_value(**control, wish.value);
        const auto taken = value ? controls.set(**control, *value) : value;
        if (!taken) {
            trouble(taken.error());
            continue;
        }
        out.line(key_of((*control)->name) + " = " + value_text(**control, *taken));
        if (*taken != *value)
            note(key_of((*control)->name) + ": the driver took " + std::to_string(*taken) +
                 " for " + std::to_string(*value));
    }
    if (failures == 0) return exit_ok;
    return failures < wishes.size() ? exit_partly : code;
}

int get(const Controls& controls, const Output& out, const std::vector<std::string>& names) {
    std::vector<gen::Control> chosen;
    for (const std::string& name : names) {
        const auto control = controls.find(name);
        if (!control) return failed(control.error());
        chosen.push_back(**control);
    }
    out.show(controls_table(chosen));
    return exit_ok;
}

int reset(Controls& controls, const Output& out, const std::vector<std::string>& names) {
    std::vector<Assignment> wishes;
    for (const gen::Control& control : controls.all()) {
        const bool meant =
            names.empty() || std::ranges::find(names, key_of(control.name)) != names.end();
        const bool can =
            has_value(control) && may_be_set(control) && (control.flags & flag_inactive) == 0;
        if (meant && can && control.value != control.default_value)
            wishes.push_back({control.name, std::to_string(control.default_value)});
    }
    for (const std::string& name : names)
        if (const auto known = controls.find(name); !known) return failed(known.error());
    if (wishes.empty()) note("nothing to do: every control has its default value");
    return set_all(controls, out, wishes);
}

int save(const Controls& controls, const std::vector<std::string>& words) {
    std::string text;
    for (const gen::Control& control : controls.all())
        if (has_value(control) && may_be_set(control))
            text += key_of(control.name) + " = " + std::to_string(control.value) + "\n";
    if (words.empty() || words.front() == "-") {
        std::fputs(text.c_str(), stdout);
        return exit_ok;
    }
    const auto written = write_whole_file(words.front(), text);
    return written ? exit_ok : failed(written.error());
}

int load(Controls& controls, const Output& out, const std::vector<std::string>& words) {
    std::ifstream file;
    const bool standard = words.empty() || words.front() == "-";
    if (!standard) file.open(words.front());
    if (!standard && !file)
        return failed({Code::not_found,
                       words.front() + ": cannot be read; weir ctl save writes such a file"});
    std::istream& in = standard ? std::cin : file;
    std::vector<Assignment> wishes;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto wish = parse_assignment(line, (standard ? "standard input" : words.front()) +
                                                     ":" + std::to_string(number) + ": ");
        if (!wish) return failed(wish.error());
        wishes.push_back(*wish);
    }
    return set_all(controls, out, wishes);
}

}  // namespace

int run_control(const ControlOptions& options) {
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({options.node});
    Controls controls(network, options.node, options.device);
    if (auto known = controls.read(); !known) return failed(known.error());
    if (options.what == "list") {
        out.show(controls_table(controls.all()));
        return exit_ok;
    }
    if (options.what == "get") return get(controls, out, options.words);
    if (options.what == "reset") return reset(controls, out, options.words);
    if (options.what == "save") return save(controls, options.words);
    if (options.what == "load") return load(controls, out, options.words);
    std::vector<Assignment> wishes;
    for (const std::string& word : options.words) {
        const auto wish = parse_assignment(word, "");
        if (!wish) return failed(wish.error());
        wishes.push_back(*wish);
    }
    return set_all(controls, out, wishes);
}

}  // namespace weir::nodes::cli
