#pragma once
// One property of one kind of bytes, by name. The generator emits a table of these.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace weir::fuzz {

// `check` takes any bytes at all and aborts when a promise is broken.
struct Target {
    std::string_view name;  // "gen/stream_event": the package and the record
    void (*check)(std::span<const std::byte>);
};

using Targets = std::vector<Target>;

}  // namespace weir::fuzz
