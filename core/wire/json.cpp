#include "wire/json.hpp"

namespace weir::wire {

void JsonText::value(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    text_ += '"';
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        switch (c) {
            case '"':
                text_ += "\\\"";
                break;
            case '\\':
                text_ += "\\\\";
                break;
            case '\n':
                text_ += "\\n";
                break;
            case '\r':
                text_ += "\\r";
                break;
            case '\t':
                text_ += "\\t";
                break;
            case '\b':
                text_ += "\\b";
                break;
            case '\f':
                text_ += "\\f";
                break;
            default:
                if (code < 0x20) {
                    text_ += "\\u00";
                    text_ += hex[code >> 4];
                    text_ += hex[code & 15];
                } else {
                    text_ += c;
                }
        }
    }
    text_ += '"';
}

void JsonText::value(std::span<const std::byte> bytes) {
    constexpr std::string_view hex = "0123456789abcdef";
    text_ += '"';
    for (const std::byte byte : bytes) {
        const auto code = std::to_integer<unsigned>(byte);
        text_ += hex[code >> 4];
        text_ += hex[code & 15];
    }
    text_ += '"';
}

void JsonText::real(double number) {
    if (!std::isfinite(number)) {
        text_ += "null";  // JSON has no word for it
        return;
    }
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text_.append(digits.data(), end);
}

}  // namespace weir::wire
