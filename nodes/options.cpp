#include "nodes/options.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/limits.hpp"
#include "base/number.hpp"
#include "stream/relay/scheduler.hpp"

namespace weir::nodes {
namespace {

std::unexpected<Error> usage(std::string what) {
    return fail(Code::bad_request, std::move(what));
}

}  // namespace

Result<transport::Address> parse_host_port(const std::string& text,
                                           const std::string& default_host) {
    const bool any_host = text.starts_with(':');
    auto address = transport::parse_address(any_host ? "*" + text : text);
    if (address && any_host) address->host = default_host;
    return address;
}

Result<std::uint64_t> parse_memory(const std::string& text) {
    const auto bytes = operations::parse_bytes(text);
    if (!bytes || *bytes < limits::memory_bytes_min)
        return usage("\"" + text + "\" is not an amount of memory of " +
                     std::to_string(limits::memory_bytes_min >> 20) +
                     "M or more; examples: 512M, 2G");
    return bytes;
}

Result<relay::SchedulerKind> parse_scheduler(const std::string& text) {
    const auto known = operations::parse_scheduler(text);
    if (!known) return std::unexpected(known.error());
    for (std::size_t i = 0; i < relay::scheduler_count; ++i)
        if (const auto kind = static_cast<relay::SchedulerKind>(i);
            relay::name(kind) == gen::name(*known))
            return kind;
    return usage("scheduler " + text + " is not served by this program");
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
    options.port = address->port;
    const bool v6 = address->host.find(':') != std::string::npos;
    (v6 ? options.group_v6 : options.group) = address->host;
    if (v6) options.group.clear();
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

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "host";
    const std::string full(name.data());
    return full.substr(0, full.find('.'));
}

Result<std::string> parse_node_name(const std::string& text) {
    const auto colon = text.find(':');
    const bool printable =
        text.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:._-") ==
        std::string::npos;
    if (colon == 0 || colon == std::string::npos || colon + 1 == text.size() || !printable ||
        text.size() > 64 || text.find(':', colon + 1) != std::string::npos)
        return fail(Code::bad_request,
                    "\"" + text +
                        "\" is not a node name; write namespace:instance in letters, "
                        "digits, dot, dash and underscore; example: camera:desk");
    if (text.find_first_not_of("0123456789", colon + 1) == std::string::npos)
        return fail(Code::bad_request, "\"" + text +
                                           "\" reads like HOST:PORT wherever it is used; put a "
                                           "letter behind the colon; example: " +
                                           text.substr(0, colon + 1) + "n" +
                                           text.substr(colon + 1));
    return text;
}

}  // namespace weir::nodes
