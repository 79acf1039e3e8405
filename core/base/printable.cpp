#include "base/printable.hpp"

#include <array>
#include <cstdint>

namespace weir {
namespace {

struct Lead {
    std::size_t size = 0;          // of the character, in bytes
    std::uint32_t bits = 0;        // of its code that are in the first one
    std::uint32_t code_least = 0;  // below it is an overlong form
};

Lead lead_of(unsigned char byte) {
    if (byte < 0x80) return {1, byte, 0};
    if (byte < 0xc0) return {};
    if (byte < 0xe0) return {2, byte & 0x1fu, 0x80};
    if (byte < 0xf0) return {3, byte & 0x0fu, 0x800};
    if (byte < 0xf8) return {4, byte & 0x07u, 0x10000};
    return {};
}

bool is_shown(std::uint32_t code) {
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    return !control && !surrogate && code < 0x110000;
}

}  // namespace

std::size_t printable_size(std::string_view text) {
    if (text.empty()) return 0;
    const Lead lead = lead_of(static_cast<unsigned char>(text[0]));
    if (text.size() < lead.size) return 0;
    std::uint32_t code = lead.bits;
    for (std::size_t i = 1; i < lead.size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0u) != 0x80u) return 0;
        code = code << 6 | (byte & 0x3fu);
    }
    return code >= lead.code_least && is_shown(code) ? lead.size : 0;
}

std::string escaped(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = printable_size(text);
        if (size == 0) {
            const auto byte = static_cast<unsigned char>(text[0]);
            out += {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
        }
        out += text.substr(0, size);
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return out;
}

std::string text_for_terminals(std::string_view document) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    out.reserve(document.size());
    for (std::size_t i = 0; i < document.size(); ++i) {
        const auto byte_at = [&](std::size_t at) {
            return static_cast<unsigned char>(document[at]);
        };
        const bool high = byte_at(i) == 0xc2 && i + 1 < document.size() && byte_at(i + 1) < 0xa0;
        if (!high && byte_at(i) != 0x7f) {
            out += document[i];
            continue;
        }
        const unsigned char code = byte_at(high ? ++i : i);
        out += {'\\', 'u', '0', '0', hex[code >> 4], hex[code & 15]};
    }
    return out;
}

}  // namespace weir
