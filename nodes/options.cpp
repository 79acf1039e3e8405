#include "nodes/options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/limits.hpp"
#include "stream/relay/scheduler.hpp"

namespace weir::nodes {
namespace {

template <typename Number>
bool whole_number(std::string_view text, Number& value) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} && end == text.data() + text.size() && !text.empty();
}

// How many letters must be added, removed or changed to make one of the other.
std::size_t edits(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::unexpected<Error> usage(std::string what) {
    return fail(Code::bad_request, std::move(what));
}

}  // namespace

std::string nearest(const std::string& typed, const std::vector<std::string>& words) {
    constexpr std::size_t letters_max = 64;  // the work grows with the square
    std::string best;
    std::size_t fewest = std::max<std::size_t>(typed.size() / 2, 1) + 1;
    if (typed.size() > letters_max) return best;
    for (const std::string& word : words)
        if (const std::size_t count = edits(typed, word); count < fewest) {
            fewest = count;
            best = word;
        }
    return best;
}

Result<transport::Address> parse_host_port(const std::string& text,
                                           const std::string& default_host) {
    const bool any_host = text.starts_with(':');
    auto address = transport::parse_address(any_host ? "*" + text : text);
    if (address && any_host) address->host = default_host;
    return address;
}

Result<Size> parse_size(const std::string& text) {
    const auto cross = text.find('x');
    const std::string_view view(text);
    Size size;
    if (cross == std::string::npos || !whole_number(view.substr(0, cross), size.width) ||
        !whole_number(view.substr(cross + 1), size.height) || size.width == 0 || size.height == 0 ||
        size.width > limits::picture_side_max || size.height > limits::picture_side_max)
        return usage("\"" + text + "\" is not a picture size of 1x1 to " +
                     std::to_string(limits::picture_side_max) +
                     " pixels a side; example: 1280x720");
    return size;
}

Result<Rate> parse_rate(const std::string& text) {
    const std::string_view view(text);
    const auto slash = view.find('/');
    Rate rate;
    if (slash != std::string_view::npos) {
        if (whole_number(view.substr(0, slash), rate.numerator) &&
            whole_number(view.substr(slash + 1), rate.denominator) && rate.numerator > 0 &&
            rate.denominator > 0)
            return rate;
    } else if (whole_number(view, rate.numerator) && rate.numerator > 0) {
        return rate;
    } else if (double decimal = 0; whole_number(view, decimal) && decimal > 0 && decimal <= 1000) {
        // 29.97 and its family are 1000/1001 of a whole rate; anything else is exact to a
        // hundredth.
        const double whole = std::round(decimal * 1.001);
        const bool ntsc = std::abs(whole / 1.001 - decimal) < 0.005 && whole * 1000 <= 65535;
        return ntsc ? Rate{static_cast<std::uint16_t>(whole * 1000), 1001}
                    : Rate{static_cast<std::uint16_t>(std::min(std::round(decimal * 60), 65535.0)),
                           60};
    }
    return usage("\"" + text + "\" is not a frame rate; examples: 30, 29.97, 30000/1001");
}

Result<std::uint64_t> parse_memory(const std::string& text) {
    constexpr std::string_view units = "KMGT";
    std::string_view digits(text);
    unsigned shift = 0;
    if (const auto unit = digits.empty() ? std::string_view::npos : units.find(digits.back());
        unit != std::string_view::npos) {
        shift = static_cast<unsigned>(10 * (unit + 1));
        digits.remove_suffix(1);
    }
    std::uint64_t value = 0;
    if (!whole_number(digits, value) || value > (~std::uint64_t{0} >> shift) ||
        value << shift < limits::memory_bytes_min)
        return usage("\"" + text + "\" is not an amount of memory of " +
                     std::to_string(limits::memory_bytes_min >> 20) +
                     "M or more; examples: 512M, 2G");
    return value << shift;
}

Result<relay::SchedulerKind> parse_scheduler(const std::string& text) {
    std::string known;
    for (std::size_t i = 0; i < relay::scheduler_count; ++i) {
        const auto kind = static_cast<relay::SchedulerKind>(i);
        std::string word(relay::name(kind));
        std::ranges::replace(word, '_', '-');
        if (word == text) return kind;
        known += (i == 0 ? "" : ", ") + word;
    }
    return usage("\"" + text + "\" is not a scheduler; there are " + known);
}

Result<DiscoveryOptions> parse_discovery(const std::string& text) {
    DiscoveryOptions options;
    if (text == "off") {
        options.on = false;
        return options;
    }
    const auto address = parse_host_port(text, options.group);
    if (!address || address->port == 0)
        return usage("discovery \"" + text +
                     "\" is neither off nor GROUP:PORT; example: 224.0.0.251:5353");
    options.group = address->host;
    options.port = address->port;
    return options;
}

Result<StreamAddress> parse_stream_address(const std::string& text) {
    StreamAddress address;
    const auto slash = text.rfind('/');
    std::string_view number = text;
    if (slash != std::string::npos) {
        address.node = text.substr(0, slash);
        number = std::string_view(text).substr(slash + 1);
    }
    std::uint16_t id = 0;
    if (whole_number(number, id)) {
        address.stream_id = id;
        return address;
    }
    // The last part of a socket's path is a stream only when it is a number.
    if (text.starts_with(transport::Address::unix_prefix)) {
        if (auto path = transport::parse_address(text); !path) return usage(path.error().what);
        address.node = text;
        return address;
    }
    if (slash != std::string::npos || text.empty())
        return usage("\"" + text +
                     "\" is not a stream; write NODE/ID, NODE or ID, where NODE is a name, "
                     "host:port or unix:/path; "
                     "example: relay:main/1");
    address.node = text;
    return address;
}

}  // namespace weir::nodes
