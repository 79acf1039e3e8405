#include "transport/one_way_socket.hpp"

#include <array>
#include <utility>

namespace weir::transport {
namespace {

constexpr int reads_a_turn = 16;  // then others get on; the rest is found at the next turn

class OneWaySocket final : public Socket {
public:
    explicit OneWaySocket(std::unique_ptr<Socket> inner) : inner_(std::move(inner)) {}

    ssize_t receive(std::span<iovec>) override {
        std::array<std::byte, 4096> thrown_away;
        for (int i = 0; i < reads_a_turn; ++i) {
            std::array<iovec, 1> into{{{thrown_away.data(), thrown_away.size()}}};
            const ssize_t got = inner_->receive(into);
            if (got <= 0) return got;
        }
        return -EAGAIN;
    }

    ssize_t send(std::span<iovec> parts) override { return inner_->send(parts); }
    ssize_t send_with_more(std::span<iovec> parts) override {
        return inner_->send_with_more(parts);
    }
    ssize_t send_from(Pipe& pipe) override { return inner_->send_from(pipe); }
    bool has_pipes() const override { return inner_->has_pipes(); }

    void when_readable(Call call) override { inner_->when_readable(std::move(call)); }
    void when_writable(Call call) override { inner_->when_writable(std::move(call)); }
    void at(TimePoint when, Call call) override { inner_->at(when, std::move(call)); }
    void later(Call call) override { inner_->later(std::move(call)); }

    void allow(Unsent unsent) override { inner_->allow(unsent); }
    std::uint32_t kernel_queue_bytes() const override { return inner_->kernel_queue_bytes(); }
    std::uint32_t unsent_bytes() const override { return inner_->unsent_bytes(); }

    const Address& peer() const override { return inner_->peer(); }
    const Clock& clock() const override { return inner_->clock(); }
    void close() override { inner_->close(); }

private:
    std::unique_ptr<Socket> inner_;
};

}  // namespace

std::unique_ptr<Socket> one_way(std::unique_ptr<Socket> socket) {
    return std::make_unique<OneWaySocket>(std::move(socket));
}

}  // namespace weir::transport
