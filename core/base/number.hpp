#pragma once
// Numbers as text.

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

namespace weir {

// The shortest text that reads back as the same number: "29.97", "30", "1e-07".
inline std::string shortest(double value) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

// A text that is a number and nothing else. False, and `value` is whatever it is, when anything
// else is in `text` or the number does not fit.
template <typename Number>
bool whole_number(std::string_view text, Number& value) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} && end == text.data() + text.size() && !text.empty();
}

}  // namespace weir
