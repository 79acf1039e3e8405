#pragma once
// The rows of ./dev bench wire for people and for programs.

#include <vector>

#include "wire/bench.hpp"

namespace weir::bench {

// A block per language, message and operation, the fastest first, with how many times slower than
// our best each is.
void print(std::vector<Row> rows);

// Systems only, without the yardstick. False when the file cannot be written.
bool write_json(std::vector<Row> rows, const char* path);

}  // namespace weir::bench
