#pragma once
// A case that cannot run here says why. Catch2 v2 has no word for that, so the test runner reads
// the line in its report (tools/testing/outcome.py): a case with one is skipped, not passed.

#include <iostream>
#include <string_view>

namespace weir::test {

// Return from the case after it, or go on with what can be tested.
inline void skipped(std::string_view why) {
    std::cout << "skipped: " << why << std::endl;
}

}  // namespace weir::test
