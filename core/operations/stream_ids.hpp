#pragma once
// Stream ids without anybody who hands them out: two controllers at once never leave one id with
// two devices.

#include <cstdint>
#include <string>
#include <string_view>

#include "operations/site.hpp"

namespace weir::operations {

// The n-th id to try for a device. Each device has its own order, so two that collide once soon
// part.
std::uint16_t candidate_id(std::string_view node, std::string_view device_path, unsigned attempt);

// What tells one device of a node from another: the path without its options, however it is spelt.
std::string device_key(std::string_view device_path);

// The node's wish for that device, whatever its settings. Null when there is none.
const gen::Ingest* find_ingest(const NodeReport& node, std::string_view device_path);

// The first candidate that nobody uses for anything else.
Result<std::uint16_t> free_stream_id(const Site& site, const std::string& node,
                                     std::string_view device_path);

// Makes the node capture a device. With stream_id 0 it keeps the id that the device has, or gets
// one that is free. The node refuses an id that another of its devices has. Other nodes are asked
// after the write: of two controllers that wrote at the same time at least one sees the other, and
// whoever sees it takes its own id back and tries its next. Returns the id.
Result<std::uint16_t> start_ingest(Network& network, const std::string& node, gen::Ingest wish);

}  // namespace weir::operations
