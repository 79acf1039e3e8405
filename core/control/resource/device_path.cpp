#include "control/resource/device_path.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/number.hpp"

namespace weir::resource {
namespace {

constexpr std::array<std::pair<std::string_view, DevicePath::Kind>, 4> schemes{{
    {"v4l2:", DevicePath::Kind::camera},
    {"screen:", DevicePath::Kind::screen},
    {"pattern:", DevicePath::Kind::pattern},
    {"file:", DevicePath::Kind::file},
}};

std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte != 0x7f &&
            std::string_view("%?&=").find(c) == std::string_view::npos) {
            out += c;
        } else {
            out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return out;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        unsigned value = 0;
        if (i + 3 > text.size()) return std::nullopt;
        const auto [end, problem] =
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
        if (problem != std::errc{} || end != text.data() + i + 3 || value == 0) return std::nullopt;
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

std::unexpected<Error> bad(std::string_view text, std::string_view why) {
    return fail(Code::bad_request, "device \"" + std::string(text) + "\": " + std::string(why) +
                                       "; write /dev/videoN, v4l2:PATH, screen:DISPLAY, pattern: "
                                       "or file:PATH, then ?option=value&...");
}

}  // namespace

Result<DevicePath> DevicePath::parse(std::string_view text) {
    DevicePath path;
    std::string_view rest = text;
    if (text.starts_with('/')) {
        path.kind = Kind::camera;
    } else {
        const auto* found = schemes.begin();
        while (found != schemes.end() && !text.starts_with(found->first)) ++found;
        if (found == schemes.end()) return bad(text, "no kind of device is called that");
        path.kind = found->second;
        rest = text.substr(found->first.size());
    }
    const auto question = rest.find('?');
    auto target = decoded(rest.substr(0, question));
    if (!target) return bad(text, "a % must be followed by two hexadecimal digits");
    path.target = std::move(*target);

    std::string_view query =
        question == std::string_view::npos ? std::string_view{} : rest.substr(question + 1);
    while (!query.empty()) {
        const auto part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(part.size() + 1, query.size()));
        const auto equals = part.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return bad(text, "an option needs a name and a value");
        auto key = decoded(part.substr(0, equals));
        auto value = decoded(part.substr(equals + 1));
        if (!key || !value) return bad(text, "a % must be followed by two hexadecimal digits");
        path.set(std::move(*key), std::move(*value));
    }
    return path;
}

std::string DevicePath::text() const {
    std::string out;
    for (const auto& [scheme, of_kind] : schemes)
        if (of_kind == kind) out = scheme;
    out += encoded(target);
    char separator = '?';
    for (const auto& [key, value] : options) {
        out += separator + encoded(key) + '=' + encoded(value);
        separator = '&';
    }
    return out;
}

std::string_view DevicePath::get(std::string_view key) const {
    const auto found = options.find(key);
    return found == options.end() ? std::string_view{} : std::string_view(found->second);
}

Result<long> DevicePath::number(std::string_view key, long fallback, long smallest,
                                long largest) const {
    const auto value = get(key);
    if (value.empty()) return fallback;
    long parsed = 0;
    if (!whole_number(value, parsed) || parsed < smallest || parsed > largest)
        return fail(Code::bad_request, "option " + std::string(key) + "=" + std::string(value) +
                                           " is not a number from " + std::to_string(smallest) +
                                           " to " + std::to_string(largest));
    return parsed;
}

}  // namespace weir::resource
