#pragma once
// Numbers as text.

#include <array>
#include <charconv>
#include <string>

namespace weir {

// The shortest text that reads back as the same number: "29.97", "30", "1e-07".
inline std::string shortest(double value) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

}  // namespace weir
