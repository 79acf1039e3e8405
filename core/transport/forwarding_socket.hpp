#pragma once
// A socket around another one: for whatever changes only part of what a socket does.

#include <memory>
#include <utility>

#include "transport/socket.hpp"

namespace weir::transport {

// Everything is the inner socket's; derive and override what is not.
class ForwardingSocket : public Socket {
public:
    ssize_t receive(std::span<iovec> parts) override { return inner_->receive(parts); }
    ssize_t send(std::span<iovec> parts) override { return inner_->send(parts); }
    ssize_t send_with_more(std::span<iovec> parts) override {
        return inner_->send_with_more(parts);
    }
    ssize_t peek() override { return inner_->peek(); }
    ssize_t receive_into(Pipe& pipe, std::size_t bytes_max) override {
        return inner_->receive_into(pipe, bytes_max);
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
    std::uint32_t unread_bytes() const override { return inner_->unread_bytes(); }
    bool all_arrived() const override { return inner_->all_arrived(); }

    const Address& peer() const override { return inner_->peer(); }
    const Clock& clock() const override { return inner_->clock(); }
    void end() override { inner_->end(); }
    void close() override { inner_->close(); }

protected:
    explicit ForwardingSocket(std::unique_ptr<Socket> inner) : inner_(std::move(inner)) {}

    Socket& inner() const { return *inner_; }

private:
    std::unique_ptr<Socket> inner_;
};

}  // namespace weir::transport
