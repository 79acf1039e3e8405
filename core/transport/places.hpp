#pragma once
// How many connections each host of the network has, so that none takes them all.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>

#include "transport/address.hpp"

namespace weir::transport {

// What it costs does not grow with the number of hosts. Lives on the node thread.
class Places {
public:
    struct Limits {
        std::size_t per_address_max;
        std::size_t per_network_max;  // of a /64: whoever has one has all of its addresses
    };
    enum class Full : std::uint8_t { address, network };

    explicit Places(const Limits& limits);

    // One for a connection of this peer, for as long as anybody holds it, which may be longer than
    // this lives. Link-local addresses are those of a cable with many hosts and count for
    // themselves alone, as IPv4 addresses do.
    std::expected<std::shared_ptr<void>, Full> take(const Address& peer);

    std::size_t addresses() const;  // that have any
    std::size_t networks() const;

private:
    class Book;

    Limits limits_;
    std::shared_ptr<Book> book_;
};

}  // namespace weir::transport
