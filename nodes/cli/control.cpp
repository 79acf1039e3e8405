// weir ctl: the controls of a camera, by name.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <utility>

#include "nodes/cli/control_values.hpp"
#include "nodes/cli/live_network.hpp"
#include "nodes/cli/looking.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/local_files.hpp"
#include "operations/names.hpp"
#include "operations/site.hpp"

namespace weir::nodes::cli {
namespace {

class Controls {
public:
    Controls(LiveNetwork& network, std::string node, std::string device)
        : network_(network), node_(std::move(node)), device_(std::move(device)) {}

    Result<> read() {
        auto reply = operations::ask<gen::EnumControlsReply>(
            network_, node_, gen::EnumControlsRequest{.device_path = device_});
        if (!reply) return std::unexpected(of_node(network_, node_, reply.error()));
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

// What came of each wish, in the order of the list.
class Outcome {
public:
    explicit Outcome(const Output& out) : out_(out) {}

    void taken(const gen::Control& control, std::int64_t asked, std::int64_t value) {
        const std::string key = key_of(control.name);
        const std::string shown = value_text(control, value);
        out_.line(key + " = " + shown);
        if (value != asked)
            note(key + ": the driver took " + std::to_string(value) + " for " +
                 std::to_string(asked));
        table_.rows.push_back({{key}, {shown}, {"", value}, {"", asked}, {"", nullptr}});
    }

    void refused(const Assignment& wish, const Error& why) {
        code_ = failed(why);
        ++failures_;
        table_.rows.push_back(
            {{key_of(wish.name)}, {"", nullptr}, {"", nullptr}, {wish.value}, {why.what}});
    }

    int end() const {
        if (!out_.for_people()) out_.show(table_);
        if (failures_ == 0) return exit_ok;
        return failures_ < table_.rows.size() ? exit_partly : code_;
    }

private:
    const Output& out_;
    Table table_{
        "control",
        {{"CONTROL", "control"}, {"VALUE", "shown"}, {"", "value"}, {"", "asked"}, {"", "error"}},
        {}};
    std::size_t failures_ = 0;
    int code_ = exit_ok;
};

// Sets all that can be set; says each trouble. What the driver does not take is tried once more
// when the others are set: exposure is nobody's while it is automatic.
int set_all(Controls& controls, const Output& out, const std::vector<Assignment>& wishes) {
    Outcome outcome(out);
    std::vector<Assignment> again;
    const auto set = [&](const Assignment& wish, bool last_time) {
        const auto control = controls.find(wish.name);
        if (!control) return outcome.refused(wish, control.error());
        const auto value = parse_value(**control, wish.value);
        if (!value) return outcome.refused(wish, value.error());
        const auto taken = controls.set(**control, *value);
        if (taken) return outcome.taken(**control, *value, *taken);
        if (last_time) return outcome.refused(wish, taken.error());
        again.push_back(wish);
    };
    for (const Assignment& wish : wishes) set(wish, false);
    for (const Assignment& wish : std::exchange(again, {})) set(wish, true);
    return outcome.end();
}

int get(const Controls& controls, const Output& out, const std::vector<std::string>& names) {
    if (names.empty())
        return failed({Code::bad_request, "get wants controls; weir ctl list shows them all"});
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
        const bool meant = names.empty() || std::ranges::any_of(names, [&](const auto& name) {
                               return key_of(name) == key_of(control.name);
                           });
        const bool can = has_value(control) && may_be_set(control) && !is_idle(control);
        if (meant && can && control.value != control.default_value)
            wishes.push_back({control.name, std::to_string(control.default_value)});
    }
    // A switch that goes back to automatic takes others out of our hands, so switches come last.
    std::ranges::stable_partition(
        wishes, [&](const Assignment& wish) { return !is_switch(**controls.find(wish.name)); });
    for (const std::string& name : names)
        if (const auto known = controls.find(name); !known) return failed(known.error());
    if (wishes.empty()) note("nothing to do: every control has its default value");
    return set_all(controls, out, wishes);
}

int save(const Controls& controls, const Output& out, const std::vector<std::string>& words) {
    std::string text;
    Table table{"control", {{"CONTROL", "control"}, {"VALUE", "value"}}, {}};
    for (const gen::Control& control : controls.all()) {
        // What is automatic now would be refused when it is loaded.
        if (!has_value(control) || !may_be_set(control) || is_idle(control)) continue;
        const std::string value = std::to_string(control.value);
        text += key_of(control.name) + " = " + value + "\n";
        table.rows.push_back({{key_of(control.name)}, {value, control.value}});
    }
    if (!words.empty() && words.front() != "-") {
        const auto written = write_whole_file(words.front(), text);
        return written ? exit_ok : failed(written.error());
    }
    if (out.for_people())
        std::fputs(text.c_str(), stdout);
    else
        out.show(table);
    return exit_ok;
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
    if (options.what == "save") return save(controls, out, options.words);
    if (options.what == "load") return load(controls, out, options.words);
    if (options.words.empty())
        return failed({Code::bad_request, "set wants CONTROL=VALUE; example: brightness=128"});
    std::vector<Assignment> wishes;
    for (const std::string& word : options.words) {
        const auto wish = parse_assignment(word, "");
        if (!wish) return failed(wish.error());
        wishes.push_back(*wish);
    }
    return set_all(controls, out, wishes);
}

}  // namespace weir::nodes::cli
