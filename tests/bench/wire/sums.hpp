#pragma once
// Every field of a message added up: reading them all is what is measured, and equal sums prove
// that every system reads what was written.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "wire/sample.hpp"

namespace weir::bench {

inline std::uint64_t number(std::int64_t value) {
    return static_cast<std::uint64_t>(value);
}

// Text counts by its length and its first byte, so that its bytes are fetched.
inline std::uint64_t text(std::string_view value) {
    if (value.empty()) [[unlikely]]
        return 0;
    return value.size() + static_cast<unsigned char>(value.front());
}

inline std::uint64_t sum(const Event& event) {
    return event.stream_id + event.code + event.age + text(event.detail);
}

inline std::uint64_t sum(const std::vector<Control>& controls) {
    std::uint64_t out = 0;
    for (const Control& control : controls) {
        out += control.id + control.type + control.flags + number(control.minimum) +
               number(control.maximum) + number(control.step) + number(control.default_value) +
               number(control.value) + text(control.name);
        for (const MenuItem& item : control.menu)
            out += item.index + number(item.value) + text(item.name);
    }
    return out;
}

inline std::uint64_t sum(const Ping& ping) {
    return ping.nonce + ping.sent_at;
}

inline std::uint64_t sum(const Announcement& message) {
    return message.protocol_version + message.site_id + message.tcp_port + message.function_flags +
           text(message.name) + message.boot_nonce;
}

inline std::uint64_t sum(Kind kind) {
    switch (kind) {
        case Kind::ping:
            return sum(Ping());
        case Kind::event:
            return sum(Event());
        case Kind::announcement:
            return sum(Announcement());
        case Kind::controls:
            return sum(five_controls());
    }
    return 0;
}

// Ends the program when a system does not read what was written.
inline void must_be(std::uint64_t wanted, std::uint64_t got, const std::string& system,
                    const std::string& message) {
    if (wanted == got) return;
    std::fprintf(stderr, "%s reads another %s than was written: its time would mean nothing\n",
                 system.c_str(), message.c_str());
    std::exit(1);
}

}  // namespace weir::bench
