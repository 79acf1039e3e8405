#pragma once
// The few socket calls every bench peer needs, on blocking loopback sockets with a time limit.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/unique_fd.hpp"

namespace weir::bench {

// A connected socket to 127.0.0.1:port, without Nagle's delay. Tries again while nobody listens
// yet, for at most three seconds; `who` names the system in the error.
Result<UniqueFd> connect_to(std::uint16_t port, std::string_view who);

// A port that was free a moment ago, for programs that cannot choose one themselves.
Result<std::uint16_t> free_port();

void never_block(int fd);
Result<> send_all(int fd, std::span<const std::byte> bytes);
// Exactly `count` bytes; timed_out after three seconds of silence.
Result<std::vector<std::byte>> receive_exactly(int fd, std::size_t count);

inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

}  // namespace weir::bench
