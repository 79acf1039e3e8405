#pragma once
// Both directions of one connection between two hosts.

#include <array>
#include <deque>
#include <memory>
#include <span>
#include <string>

#include "simulation/byte_queue.hpp"
#include "simulation/net.hpp"

namespace weir::sim {

// End 0 dialled. What one end sends waits in its kernel, crosses the cable a chunk at a time and
// waits at the other end until it is received.
class Wire : public std::enable_shared_from_this<Wire> {
public:
    Wire(Events& events, Cable& cable, Host& from, Host& to, std::uint64_t seed,
         std::uint64_t actor);

    ssize_t receive(int end, std::span<iovec> parts);
    ssize_t send(int end, std::span<iovec> parts);
    ssize_t peek(int end);
    ssize_t receive_into(int end, Pipe& pipe, std::size_t bytes_max);
    ssize_t send_from(int end, Pipe& pipe);

    void when_readable(int end, Call call);
    void when_writable(int end, Call call);
    void at(int end, TimePoint when, Call call);
    void later(int end, Call call);
    void allow(int end, transport::Unsent unsent);
    std::uint32_t held(int end) const { return static_cast<std::uint32_t>(in_kernel_[end].size()); }
    std::uint32_t unread(int end) const {
        return static_cast<std::uint32_t>(arrived_[1 - end].size());
    }

    void end(int end);  // of what it sends
    void close(int end);
    void reset();
    void resume();
    const Events& clock() const { return events_; }

private:
    // How many bytes may be received, or sent, at once; else what receive() and send() return.
    ssize_t receivable(int end);
    ssize_t sendable(int end);
    std::size_t room(int end) const;
    bool readable(int end) const;
    bool writable(int end) const { return reset_ || ended_[0] || ended_[1] || room(end) > 0; }
    void wake(int end, Call& call);
    static void fire(Call& call);
    void soon(int end, Call call);
    void put(int end, std::span<const std::byte> bytes);
    void pump(int from);
    void deliver(int from, std::size_t chunk);

    Events& events_;
    Cable& cable_;
    std::array<Host*, 2> hosts_;
    Dice dice_;
    std::array<ByteQueue, 2> in_kernel_;  // by sending end
    std::array<ByteQueue, 2> arrived_;
    std::array<bool, 2> pumping_{};
    std::array<bool, 2> sends_no_more_{};
    std::array<bool, 2> ended_{};  // closed
    std::array<bool, 2> little_{true, true};
    std::array<Call, 2> readers_;
    std::array<Call, 2> writers_;
    std::array<Call, 2> timers_;
    std::array<std::uint64_t, 2> timer_number_{};
    std::array<std::deque<Call>, 2> posted_;
    bool reset_ = false;
};

std::unique_ptr<transport::Socket> socket_of(std::shared_ptr<Wire> wire, int end, std::string peer);

}  // namespace weir::sim
