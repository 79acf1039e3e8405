#include "transport/one_way_socket.hpp"

#include <array>
#include <utility>

#include "transport/forwarding_socket.hpp"

namespace weir::transport {
namespace {

constexpr int reads_a_turn = 16;  // then others get on; the rest is found at the next turn

class OneWaySocket final : public ForwardingSocket {
public:
    explicit OneWaySocket(std::unique_ptr<Socket> inner) : ForwardingSocket(std::move(inner)) {}

    ssize_t receive(std::span<iovec>) override {
        std::array<std::byte, 4096> thrown_away;
        for (int i = 0; i < reads_a_turn; ++i) {
            std::array<iovec, 1> into{{{thrown_away.data(), thrown_away.size()}}};
            const ssize_t got = inner().receive(into);
            if (got <= 0) return got;
        }
        return -EAGAIN;
    }
};

}  // namespace

std::unique_ptr<Socket> one_way(std::unique_ptr<Socket> socket) {
    return std::make_unique<OneWaySocket>(std::move(socket));
}

}  // namespace weir::transport
