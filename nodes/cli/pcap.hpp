#pragma once
// Messages as a capture file that Wireshark reads: as if they had been seen on the wire.

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>

#include "base/error.hpp"
#include "transport/address.hpp"

namespace weir::nodes::cli {

// IPv4 and TCP around each message, with sequence numbers that fit together; a peer without an
// IPv4 address is shown as 127.0.0.1.
class Pcap {
public:
    static Result<std::unique_ptr<Pcap>> create(const std::string& file,
                                                const transport::Address& peer);

    // `message`: header and payload. os_failure when the disk does not take it.
    Result<> add(std::span<const std::byte> message, bool received, std::uint64_t unix_us);

private:
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
    Pcap(File file, std::string name, std::array<std::uint8_t, 4> peer, std::uint16_t port)
        : file_(std::move(file)), name_(std::move(name)), peer_(peer), port_(port) {}
    void add_segment(std::span<const std::byte> part, bool received, std::uint64_t unix_us);

    File file_;
    std::string name_;
    std::array<std::uint8_t, 4> peer_;
    std::uint16_t port_;
    std::array<std::uint32_t, 2> sequence_{1, 1};  // ours, theirs
};

}  // namespace weir::nodes::cli
