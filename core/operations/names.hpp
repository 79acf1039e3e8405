#pragma once
// Names as people write them: modes, sizes, rates, and what somebody probably meant.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "gen/messages.hpp"
#include "transport/address.hpp"

namespace weir::operations {

// The one of `words` that somebody probably meant by `typed`; empty when none is near.
std::string nearest(const std::string& typed, const std::vector<std::string>& words);
// "; did you mean X?" or, when nothing is near, `otherwise`.
std::string did_you_mean(const std::string& typed, const std::vector<std::string>& words,
                         const std::string& otherwise);

struct Size {
    std::uint16_t width = 0;  // pixels; 0: the device chooses
    std::uint16_t height = 0;
};
Result<Size> parse_size(const std::string& text);  // "1280x720"

struct Rate {
    std::uint16_t numerator = 0;  // frames per `denominator` seconds; 0: the device chooses
    std::uint16_t denominator = 1;
};
Result<Rate> parse_rate(const std::string& text);  // "30", "29.97", "30000/1001"
std::string text(const Rate& rate);

// Of a window: "100,50", its corner on the desktop; "640x480", its size, where 0 is the picture's.
struct WindowPlace {
    std::int16_t x = 0;
    std::int16_t y = 0;
};
Result<WindowPlace> parse_place(const std::string& text);
std::string place_text(const gen::Display& window);
Result<Size> parse_window_size(const std::string& text);

// "64MB", "512 KiB", "2G" (in units of 1024), "1000000".
Result<std::uint64_t> parse_bytes(const std::string& text);
Result<std::uint64_t> parse_budget_bytes(const std::string& text);  // within what may wait
std::string bytes_text(std::uint64_t bytes);  // the shortest that reads back as the same number

// Where an edge leads: a node's name with port 0, or an address.
transport::Address target_of(const std::string& text);
std::string target_text(const std::string& host, std::uint16_t port);

// An edge as people and nodes call it: "stream 7 to relay:main", "stream 7 to relay:main as 9".
std::string edge_name(const gen::RelayEdge& edge);
std::string target_text(const gen::RelayEdge& edge);  // "relay:main as 9"

// "auto" is none: as suits the place.
Result<std::optional<gen::DeliveryMode>> parse_mode(const std::string& text);

Result<gen::Format> parse_format(const std::string& text);               // "h264"
Result<gen::Scale> parse_scale(const std::string& text);                 // "one-to-one"
Result<gen::Anchor> parse_anchor(const std::string& text);               // "top-left"
Result<gen::SlotPolicy> parse_slot_policy(const std::string& text);      // "keep-pending"
Result<gen::DropPolicy> parse_drop_policy(const std::string& text);      // "drop-newest"
Result<gen::BudgetPolicy> parse_budget_policy(const std::string& text);  // "soft"

// "round-robin" and its like.
Result<gen::Scheduler> parse_scheduler(const std::string& text);
std::string scheduler_names(const std::string& between);

// "low-latency" for low_latency: names of the schema as the command line and files write them.
std::string dashed(std::string_view name);

}  // namespace weir::operations
