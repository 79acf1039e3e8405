#include "simulation/net.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/limits.hpp"

namespace weir::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t chunk_bytes_max = 16u << 10;
constexpr auto latency = 200us;

std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

class ByteQueue {
public:
    std::size_t size() const { return bytes_.size() - begin_; }
    void push(const std::byte* data, std::size_t count) {
        bytes_.insert(bytes_.end(), data, data + count);
    }
    std::size_t pop(std::byte* to, std::size_t count) {
        count = std::min(count, size());
        if (count > 0) std::memcpy(to, bytes_.data() + begin_, count);
        begin_ += count;
        if (begin_ == bytes_.size()) {
            bytes_.clear();
            begin_ = 0;
        }
        return count;
    }
    void move_to(ByteQueue& other, std::size_t count) {
        count = std::min(count, size());
        other.push(bytes_.data() + begin_, count);
        begin_ += count;
        if (begin_ < bytes_.size()) return;
        bytes_.clear();
        begin_ = 0;
    }

private:
    std::vector<std::byte> bytes_;
    std::size_t begin_ = 0;
};

}  // namespace

void Host::run(Call call) {
    if (frozen)
        parked.push_back(std::move(call));
    else
        call();
}

void Host::thaw() {
    frozen = false;
    for (Call& call : std::exchange(parked, {})) run(std::move(call));
}

// Both directions of one connection. End 0 dialled.
class Wire : public std::enable_shared_from_this<Wire> {
public:
    Wire(Events& events, Cable& cable, Host& from, Host& to, std::uint64_t seed,
         std::uint64_t actor)
        : events_(events), cable_(cable), hosts_{&from, &to}, dice_(seed, actor) {}

    ssize_t receive(int end, std::span<iovec> parts) {
        if (reset_) return -ECONNRESET;
        if (dice_.chance(1)) return -EINTR;
        ByteQueue& bytes = arrived_[1 - end];
        if (bytes.size() == 0)
            return ended_[1 - end] && in_kernel_[1 - end].size() == 0 ? 0 : -EAGAIN;
        std::size_t left = dice_.chance(20) ? 1 + dice_.upto(bytes.size() - 1) : bytes.size();
        std::size_t got = 0;
        for (const iovec& part : parts) {
            const auto count =
                bytes.pop(static_cast<std::byte*>(part.iov_base), std::min(left, part.iov_len));
            got += count;
            left -= count;
        }
        pump(1 - end);
        return static_cast<ssize_t>(got);
    }

    ssize_t send(int end, std::span<iovec> parts) {
        if (reset_ || ended_[1 - end]) return -EPIPE;
        if (dice_.chance(1)) return -EINTR;
        std::size_t room = this->room(end);
        if (room == 0) return -EAGAIN;
        if (dice_.chance(25)) room = 1 + dice_.upto(room - 1);
        std::size_t taken = 0;
        for (const iovec& part : parts) {
            const std::size_t count = std::min(room - taken, part.iov_len);
            in_kernel_[end].push(static_cast<const std::byte*>(part.iov_base), count);
            taken += count;
        }
        pump(end);
        return static_cast<ssize_t>(taken);
    }

    void when_readable(int end, Call call) {
        readers_[end] = std::move(call);
        if (readable(end)) wake(end, readers_[end]);
    }
    void when_writable(int end, Call call) {
        writers_[end] = std::move(call);
        if (writable(end)) wake(end, writers_[end]);
    }
    void at(int end, TimePoint when, Call call) {
        timers_[end] = std::move(call);
        const auto number = ++timer_number_[end];
        events_.at(when, dice_, [self = shared_from_this(), end, number] {
            if (self->timer_number_[end] == number) self->fire(end, self->timers_[end]);
        });
    }
    void later(int end, Call call) {
        posted_[end].push_back(std::move(call));
        soon(end, [self = shared_from_this(), end] {
            Call next = std::move(self->posted_[end].front());
            self->posted_[end].pop_front();
            next();
        });
    }
    void allow(int end, transport::Unsent unsent) {
        little_[end] = unsent == transport::Unsent::little;
        if (writable(end)) wake(end, writers_[end]);
    }
    std::uint32_t held(int end) const { return static_cast<std::uint32_t>(in_kernel_[end].size()); }

    void close(int end) {
        ended_[end] = true;
        for (Call* call : {&readers_[end], &writers_[end], &timers_[end]}) wake(end, *call);
        if (readable(1 - end)) wake(1 - end, readers_[1 - end]);
        if (writable(1 - end)) wake(1 - end, writers_[1 - end]);
        pump(end);
    }
    void reset() {
        reset_ = true;
        for (int end = 0; end < 2; ++end)
            for (Call* call : {&readers_[end], &writers_[end]}) wake(end, *call);
    }
    void resume() {
        pump(0);
        pump(1);
    }
    const Events& clock() const { return events_; }

private:
    std::size_t room(int end) const {
        const std::size_t limit = little_[end] ? limits::notsent_lowat_bytes : cable_.send_room;
        return limit > in_kernel_[end].size() ? limit - in_kernel_[end].size() : 0;
    }
    bool readable(int end) const {
        return reset_ || ended_[end] || arrived_[1 - end].size() > 0 ||
               (ended_[1 - end] && in_kernel_[1 - end].size() == 0);
    }
    bool writable(int end) const { return reset_ || ended_[0] || ended_[1] || room(end) > 0; }

    // Readiness is told some time later, and in no particular order.
    void wake(int end, Call& call) {
        if (!call) return;
        soon(end, [self = shared_from_this(), end, &call] { self->fire(end, call); });
    }
    void fire(int, Call& call) {
        if (!call) return;
        Call once = std::exchange(call, nullptr);
        once();
    }
    void soon(int end, Call call) {
        events_.after(
            std::chrono::microseconds(dice_.upto(30)), dice_,
            [host = hosts_[end], call = std::move(call)]() mutable { host->run(std::move(call)); });
    }

    // Moves what the sender's kernel holds to the receiver's, a chunk at a time.
    void pump(int from) {
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
    void deliver(int from, std::size_t chunk) {
        if (reset_ || cable_.stalled) return;
        if (cable_.cut_after) {
            chunk = std::min<std::size_t>(chunk, *cable_.cut_after);
            *cable_.cut_after -= chunk;
        }
        in_kernel_[from].move_to(arrived_[from], chunk);
        if (cable_.cut_after && *cable_.cut_after == 0) {
            cable_.cut_after.reset();
            return reset();
        }
        if (readable(1 - from)) wake(1 - from, readers_[1 - from]);
        if (writable(from)) wake(from, writers_[from]);
        pump(from);
    }

    Events& events_;
    Cable& cable_;
    std::array<Host*, 2> hosts_;
    Dice dice_;
    std::array<ByteQueue, 2> in_kernel_;  // by sending end
    std::array<ByteQueue, 2> arrived_;
    std::array<bool, 2> pumping_{};
    std::array<bool, 2> ended_{};
    std::array<bool, 2> little_{true, true};
    std::array<Call, 2> readers_;
    std::array<Call, 2> writers_;
    std::array<Call, 2> timers_;
    std::array<std::uint64_t, 2> timer_number_{};
    std::array<std::deque<Call>, 2> posted_;
    bool reset_ = false;
};

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
    void when_readable(Call call) override { wire_->when_readable(end_, std::move(call)); }
    void when_writable(Call call) override { wire_->when_writable(end_, std::move(call)); }
    void at(TimePoint when, Call call) override { wire_->at(end_, when, std::move(call)); }
    void later(Call call) override { wire_->later(end_, std::move(call)); }
    void allow(transport::Unsent unsent) override { wire_->allow(end_, unsent); }
    std::uint32_t kernel_queue_bytes() const override { return wire_->held(end_); }
    std::uint32_t unsent_bytes() const override { return wire_->held(end_); }
    const transport::Address& peer() const override { return peer_; }
    const Clock& clock() const override { return wire_->clock(); }
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

class SimDialler final : public transport::Dialler {
public:
    SimDialler(Net& net, Host& from) : net_(net), from_(from) {}
    ~SimDialler() override { cancel(); }

    void connect(const transport::Address& target, Duration, Done done) override {
        cancel();
        live_ = std::make_shared<bool>(true);
        net_.connect(from_, target.host,
                     [live = live_, done = std::move(done)](auto connection) mutable {
                         if (*live) done(std::move(connection));
                     });
    }
    void cancel() override {
        if (live_) *live_ = false;
    }

private:
    Net& net_;
    Host& from_;
    std::shared_ptr<bool> live_;
};

Host* Net::find(const std::string& name) {
    const auto found = hosts_.find(name);
    return found == hosts_.end() || !found->second->up ? nullptr : found->second;
}

Cable& Net::cable(const std::string& a, const std::string& b) {
    return cables_[std::minmax(a, b)];
}

std::unique_ptr<transport::Dialler> Net::dialler(Host& from) {
    return std::make_unique<SimDialler>(*this, from);
}

void Net::connect(Host& from, const std::string& to, transport::Dialler::Done done) {
    Cable& way = cable(from.name, to);
    auto dice = std::make_shared<Dice>(seed_, hash_of(from.name + to) + ++way.connections);
    const auto wait = latency + std::chrono::microseconds(dice->upto(2000));
    events_.after(wait, *dice, [this, &from, to, &way, dice, done = std::move(done)]() mutable {
        Host* target = find(to);
        if (target == nullptr || way.stalled || !from.up) {
            from.run([done = std::move(done), to]() mutable {
                done(fail(Code::peer_closed, to + ": nothing listens there"));
            });
            return;
        }
        auto wire = std::make_shared<Wire>(events_, way, from, *target, seed_, dice->next());
        std::erase_if(wires_, [](const auto& entry) { return entry.second.expired(); });
        wires_.emplace_back(&way, wire);
        target->run([target, wire, name = from.name] {
            if (!target->up) return;
            target->accept(transport::Connection::adopt(std::make_unique<SimSocket>(wire, 1, name),
                                                        target->settings));
        });
        from.run([&from, wire, to, done = std::move(done)]() mutable {
            done(transport::Connection::adopt(std::make_unique<SimSocket>(wire, 0, to),
                                              from.settings));
        });
    });
}

void Net::stall(Cable& way, bool stalled) {
    way.stalled = stalled;
    if (stalled) return;
    for (const auto& [cable, weak] : wires_)
        if (const auto wire = weak.lock(); wire && cable == &way) wire->resume();
}

void Net::cut(Cable& way) {
    for (const auto& [cable, weak] : wires_)
        if (const auto wire = weak.lock(); wire && cable == &way) wire->reset();
}

}  // namespace weir::sim
