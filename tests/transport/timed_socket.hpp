#pragma once
// A kernel's socket whose time passes only when a test says so.

#include <memory>
#include <optional>
#include <utility>

#include "transport/forwarding_socket.hpp"
#include "transport/kernel_socket.hpp"
#include "transport/loop.hpp"

namespace weir::test {

// Outlives the sockets that live by it. One timer: of one connection.
class MadeUpTime final : public Clock {
public:
    TimePoint now() const override { return now_; }
    std::uint64_t unix_us() const override { return 0; }

    void at(TimePoint when, transport::Socket::Call call) {
        due_ = when;
        call_ = std::move(call);
    }
    // In small steps, as timers ask for the next one when they come.
    void pass(Loop& loop, Duration time) {
        for (const TimePoint end = now_ + time; now_ < end;) {
            now_ += std::chrono::milliseconds(10);
            if (call_ && due_ <= now_) std::exchange(call_, nullptr)();
            loop.settle();
        }
    }
    // As a closed socket does.
    void end() {
        if (call_) std::exchange(call_, nullptr)();
    }

private:
    TimePoint now_{std::chrono::hours(1)};
    TimePoint due_{};
    transport::Socket::Call call_;
};

class TimedSocket final : public transport::ForwardingSocket {
public:
    TimedSocket(std::unique_ptr<transport::Socket> real, MadeUpTime& time)
        : ForwardingSocket(std::move(real)), time_(time) {}

    const Clock& clock() const override { return time_; }
    void at(TimePoint when, transport::Socket::Call call) override {
        time_.at(when, std::move(call));
    }
    void close() override {
        inner().close();
        inner().later([&time = time_] { time.end(); });
    }

private:
    MadeUpTime& time_;
};

// As RawPeer, but the connection's time is made up.
struct TimedPeer : RawPeer {
    TimedPeer(Loop& loop, std::array<UniqueFd, 2> ends) : RawPeer(std::move(ends[0])) {
        auto real = transport::kernel_socket(loop.io.get_executor(), std::move(ends[1]));
        REQUIRE(real);
        peer->attach(transport::Connection::adopt(
            std::make_unique<TimedSocket>(std::move(*real), time), loop.settings));
    }

    MadeUpTime time;
};

}  // namespace weir::test
