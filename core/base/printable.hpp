#pragma once
// What a terminal may be shown of text that comes from somebody else.

#include <cstddef>
#include <string>
#include <string_view>

namespace weir {

// Bytes of the character that begins `text`. 0 when none does that a terminal only shows: control
// codes (C0, DEL, and C1, one of which begins what ESC [ begins), and bytes that are no UTF-8,
// which some terminals take for C1.
std::size_t printable_size(std::string_view text);

// Every byte that is not of a printable character as \xNN.
std::string escaped(std::string_view text);

// The same JSON or TOML with \u00NN for DEL and C1, which their strings may hold as they are.
std::string text_for_terminals(std::string_view document);

}  // namespace weir
