#pragma once
// The controls of a camera in words: names as v4l2-ctl writes them, values, ranges. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "gen/messages.hpp"
#include "nodes/cli/table.hpp"

namespace weir::nodes::cli {

std::string key_of(
    const std::string& name);  // "White Balance, Automatic" -> white_balance_automatic
bool has_value(const gen::Control& control);
bool may_be_set(const gen::Control& control);
bool is_idle(const gen::Control& control);    // another control makes it do nothing for now
bool is_switch(const gen::Control& control);  // chooses a mode, such as automatic or manual
std::string value_text(const gen::Control& control, std::int64_t value);
std::string range_text(const gen::Control& control);
// A number, or a word of its menu; "on" and its like where it is a switch.
Result<std::int64_t> parse_value(const gen::Control& control, const std::string& text);

struct Assignment {
    std::string name;
    std::string value;
};
// "brightness=128"; `where` begins the sentence about a mistake.
Result<Assignment> parse_assignment(const std::string& text, const std::string& where);

Table controls_table(const std::vector<gen::Control>& controls);

}  // namespace weir::nodes::cli
