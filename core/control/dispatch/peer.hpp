#pragma once
// The other end of a connection, as far as commands are concerned.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gen/common.hpp"

namespace weir::dispatch {

// What a peer may do. Each includes the ones before.
enum class Rights : std::uint8_t { none = 0, view = 1, control = 2, admin = 3 };

constexpr bool includes(Rights rights, gen::Access needed) {
    return static_cast<std::uint8_t>(rights) >= static_cast<std::uint8_t>(needed);
}
std::string_view name(Rights rights);

// Implemented by the session of a connection. Lives on the node thread.
class Peer {
public:
    virtual ~Peer() = default;

    virtual std::string_view name() const = 0;  // for logs: "relay:main (10.0.0.7:41234)"
    virtual Rights rights() const = 0;
    virtual void send(std::vector<std::byte> message) = 0;  // header and payload; drops when closed

private:
    friend class Dispatcher;
    friend class Answer;
    std::uint32_t answers_open_ = 0;
};

}  // namespace weir::dispatch
