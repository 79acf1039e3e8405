#include "simulation/wire.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"

namespace weir::sim {
namespace {

constexpr std::size_t chunk_bytes_max = 16u << 10;

// A pipe's bytes come from the kernel only, so what crosses the made-up cable into one goes through
// a real pipe, at most this much at a time.
constexpr std::size_t by_pipe_bytes_max = 32u << 10;

class Passage {
public:
    Passage() {
        std::array<int, 2> ends{-1, -1};
        WEIR_ASSERT(pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0);
        out_.reset(ends[0]);
        in_.reset(ends[1]);
    }
    // As splice(2): how many of the bytes `to` took.
    ssize_t pass(std::span<const std::byte> bytes, Pipe& to) {
        const ssize_t put = write(in_.get(), bytes.data(), bytes.size());
        WEIR_ASSERT(put == static_cast<ssize_t>(bytes.size()));
        const ssize_t taken = to.fill_from(out_.get(), bytes.size());
        const ssize_t result = taken < 0 ? -errno : taken;
        std::array<std::byte, by_pipe_bytes_max> left;
        while (read(out_.get(), left.data(), left.size()) > 0) continue;
        return result;
    }

private:
    UniqueFd out_;
    UniqueFd in_;
};

}  // namespace

Wire::Wire(Events& events, Cable& cable, Host& from, Host& to, std::uint64_t seed,
           std::uint64_t actor)
    : events_(events), cable_(cable), hosts_{&from, &to}, dice_(seed, actor) {
    cable_.newest = this;
    cable_.rest_ends(events_.now());
    cable_.rest_begins(events_.now());
}

ssize_t Wire::receivable(int end) {
    if (reset_) return -ECONNRESET;
    if (dice_.chance(1)) return -EINTR;
    const std::size_t bytes = arrived_[1 - end].size();
    if (bytes == 0) return sends_no_more_[1 - end] && in_kernel_[1 - end].size() == 0 ? 0 : -EAGAIN;
    return static_cast<ssize_t>(dice_.chance(20) ? 1 + dice_.upto(bytes - 1) : bytes);
}

ssize_t Wire::sendable(int end) {
    if (reset_ || ended_[1 - end] || sends_no_more_[end]) return -EPIPE;
    if (dice_.chance(1)) return -EINTR;
    const std::size_t room = this->room(end);
    if (room == 0) return -EAGAIN;
    return static_cast<ssize_t>(dice_.chance(25) ? 1 + dice_.upto(room - 1) : room);
}

ssize_t Wire::receive(int end, std::span<iovec> parts) {
    const ssize_t most = receivable(end);
    if (most <= 0) return most;
    auto left = static_cast<std::size_t>(most);
    std::size_t got = 0;
    for (const iovec& part : parts) {
        const auto count = arrived_[1 - end].pop(static_cast<std::byte*>(part.iov_base),
                                                 std::min(left, part.iov_len));
        got += count;
        left -= count;
    }
    pump(1 - end);
    return static_cast<ssize_t>(got);
}

ssize_t Wire::peek(int end) {
    return std::min<ssize_t>(receivable(end), 1);
}

ssize_t Wire::receive_into(int end, Pipe& pipe, std::size_t bytes_max) {
    static Passage passage;
    const ssize_t most = receivable(end);
    if (most <= 0) return most;
    const std::size_t bytes =
        std::min({static_cast<std::size_t>(most), bytes_max, by_pipe_bytes_max});
    const ssize_t taken = passage.pass(arrived_[1 - end].first(bytes), pipe);
    if (taken <= 0) return taken;
    arrived_[1 - end].drop(static_cast<std::size_t>(taken));
    pump(1 - end);
    return taken;
}

ssize_t Wire::send(int end, std::span<iovec> parts) {
    const ssize_t room = sendable(end);
    if (room <= 0) return room;
    std::size_t taken = 0;
    for (const iovec& part : parts) {
        const auto left = static_cast<std::size_t>(room) - taken;
        const std::size_t count = std::min(left, part.iov_len);
        put(end, {static_cast<const std::byte*>(part.iov_base), count});
        taken += count;
    }
    pump(end);
    return static_cast<ssize_t>(taken);
}

ssize_t Wire::send_from(int end, Pipe& pipe) {
    const ssize_t room = sendable(end);
    if (room <= 0) return room;
    std::vector<std::byte> bytes(std::min(static_cast<std::size_t>(room), pipe.bytes()));
    WEIR_ASSERT(pipe.read(bytes));
    put(end, bytes);
    pump(end);
    return static_cast<ssize_t>(bytes.size());
}

void Wire::when_readable(int end, Call call) {
    readers_[end] = std::move(call);
    if (readable(end)) wake(end, readers_[end]);
}

void Wire::when_writable(int end, Call call) {
    writers_[end] = std::move(call);
    if (writable(end)) wake(end, writers_[end]);
}

void Wire::at(int end, TimePoint when, Call call) {
    timers_[end] = std::move(call);
    const auto number = ++timer_number_[end];
    events_.at(when, dice_, [self = shared_from_this(), end, number] {
        if (self->timer_number_[end] == number) fire(self->timers_[end]);
    });
}

void Wire::later(int end, Call call) {
    posted_[end].push_back(std::move(call));
    soon(end, [self = shared_from_this(), end] {
        Call next = std::move(self->posted_[end].front());
        self->posted_[end].pop_front();
        next();
    });
}

void Wire::allow(int end, transport::Unsent unsent) {
    little_[end] = unsent == transport::Unsent::little;
    if (writable(end)) wake(end, writers_[end]);
}

void Wire::end(int end) {
    sends_no_more_[end] = true;
    if (readable(1 - end)) wake(1 - end, readers_[1 - end]);
    pump(end);
}

void Wire::close(int end) {
    sends_no_more_[end] = ended_[end] = true;
    for (Call* call : {&readers_[end], &writers_[end], &timers_[end]}) wake(end, *call);
    if (readable(1 - end)) wake(1 - end, readers_[1 - end]);
    if (writable(1 - end)) wake(1 - end, writers_[1 - end]);
    pump(end);
}

void Wire::reset() {
    reset_ = true;
    for (int end = 0; end < 2; ++end)
        for (Call* call : {&readers_[end], &writers_[end]}) wake(end, *call);
}

void Wire::resume() {
    pump(0);
    pump(1);
}

std::size_t Wire::room(int end) const {
    const std::size_t limit = little_[end] ? limits::notsent_lowat_bytes : cable_.send_room;
    return limit > in_kernel_[end].size() ? limit - in_kernel_[end].size() : 0;
}

bool Wire::readable(int end) const {
    return reset_ || ended_[end] || arrived_[1 - end].size() > 0 ||
           (sends_no_more_[1 - end] && in_kernel_[1 - end].size() == 0);
}

// Readiness is told some time later, and in no particular order.
void Wire::wake(int end, Call& call) {
    if (!call) return;
    soon(end, [self = shared_from_this(), &call] { fire(call); });
}

void Wire::fire(Call& call) {
    if (!call) return;
    Call once = std::exchange(call, nullptr);
    once();
}

void Wire::soon(int end, Call call) {
    events_.after(
        std::chrono::microseconds(dice_.upto(30)), dice_,
        [host = hosts_[end], call = std::move(call)]() mutable { host->run(std::move(call)); });
}

void Wire::put(int end, std::span<const std::byte> bytes) {
    if (end == 0 && cable_.newest == this) cable_.rest_ends(events_.now());
    in_kernel_[end].push(bytes.data(), bytes.size());
}

// Moves what the sender's kernel holds to the receiver's, a chunk at a time.
void Wire::pump(int from) {
    if (pumping_[from] || reset_ || cable_.stalled || in_kernel_[from].size() == 0) return;
    if (arrived_[from].size() >= cable_.receive_room) return;
    const std::size_t chunk =
        std::min(in_kernel_[from].size(), 1 + dice_.upto(chunk_bytes_max - 1));
    const auto time = std::chrono::nanoseconds(chunk * 1'000'000'000 / cable_.bytes_per_second);
    pumping_[from] = true;
    events_.after(time + latency, dice_, [self = shared_from_this(), from, chunk] {
        self->pumping_[from] = false;
        self->deliver(from, chunk);
    });
}

void Wire::deliver(int from, std::size_t chunk) {
    if (reset_ || cable_.stalled) return;
    if (cable_.cut_after) {
        chunk = std::min<std::size_t>(chunk, *cable_.cut_after);
        *cable_.cut_after -= chunk;
    }
    in_kernel_[from].move_to(arrived_[from], chunk);
    if (from == 0 && cable_.newest == this) {
        cable_.carried += chunk;
        if (in_kernel_[0].size() == 0) cable_.rest_begins(events_.now());
    }
    if (cable_.cut_after && *cable_.cut_after == 0) {
        cable_.cut_after.reset();
        ++cable_.cuts;
        return reset();
    }
    if (readable(1 - from)) wake(1 - from, readers_[1 - from]);
    if (writable(from)) wake(from, writers_[from]);
    pump(from);
}

namespace {

class SimSocket final : public transport::Socket {
public:
    SimSocket(std::shared_ptr<Wire> wire, int end, std::string peer)
        : wire_(std::move(wire)), end_(end), peer_{std::move(peer), 1} {}
    ~SimSocket() override {
        if (!closed_) wire_->close(end_);
    }

    ssize_t receive(std::span<iovec> parts) override { return wire_->receive(end_, parts); }
    ssize_t send(std::span<iovec> parts) override { return wire_->send(end_, parts); }
    ssize_t peek() override { return wire_->peek(end_); }
    ssize_t receive_into(Pipe& pipe, std::size_t bytes_max) override {
        return wire_->receive_into(end_, pipe, bytes_max);
    }
    ssize_t send_from(Pipe& pipe) override { return wire_->send_from(end_, pipe); }
    bool has_pipes() const override { return true; }
    void when_readable(Call call) override { wire_->when_readable(end_, std::move(call)); }
    void when_writable(Call call) override { wire_->when_writable(end_, std::move(call)); }
    void at(TimePoint when, Call call) override { wire_->at(end_, when, std::move(call)); }
    void later(Call call) override { wire_->later(end_, std::move(call)); }
    void allow(transport::Unsent unsent) override { wire_->allow(end_, unsent); }
    std::uint32_t kernel_queue_bytes() const override { return wire_->held(end_); }
    std::uint32_t unsent_bytes() const override { return wire_->held(end_); }
    std::uint32_t unread_bytes() const override { return wire_->unread(end_); }
    const transport::Address& peer() const override { return peer_; }
    const Clock& clock() const override { return wire_->clock(); }
    void end() override { wire_->end(end_); }
    void close() override {
        closed_ = true;
        wire_->close(end_);
    }

private:
    std::shared_ptr<Wire> wire_;
    int end_;
    transport::Address peer_;
    bool closed_ = false;
};

}  // namespace

std::unique_ptr<transport::Socket> socket_of(std::shared_ptr<Wire> wire, int end,
                                             std::string peer) {
    return std::make_unique<SimSocket>(std::move(wire), end, std::move(peer));
}

}  // namespace weir::sim
