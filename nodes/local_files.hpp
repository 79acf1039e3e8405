#pragma once
// The few files a node touches by itself: its state folder and its port file.

#include <cstdint>
#include <string>

#include "base/error.hpp"

namespace weir::nodes {

// Where nodes keep what they were told: $XDG_STATE_HOME/weir, else ~/.local/state/weir.
std::string default_state_dir();

// Whole or not at all: a reader that waits for the file never sees half of it.
Result<> write_whole_file(const std::string& path, const std::string& content);

}  // namespace weir::nodes
