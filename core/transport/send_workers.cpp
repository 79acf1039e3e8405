#include "transport/send_workers.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>
#include <atomic>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "transport/forwarding_socket.hpp"
#include "transport/send_queue.hpp"

namespace weir::transport {
namespace {

class WorkerSocket;

// One write at a time of one socket. Its parts point into messages that the connection keeps until
// it has the answer; where it does not wait for that, close() does.
struct Write {
    enum State : int { none, waiting, running, answered, given_up };

    int fd = -1;
    int how = 0;
    std::array<iovec, SendQueue::parts_max> parts{};
    std::size_t parts_used = 0;
    ssize_t taken = 0;  // the answer: bytes, or a negative errno
    std::atomic<int> state = none;
    WorkerSocket* socket = nullptr;  // node thread only; null: gone

    // On the worker. False: given up before it began.
    bool run() {
        int expected = waiting;
        if (!state.compare_exchange_strong(expected, running)) return false;
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = parts_used;
        const ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT | how);
        taken = sent < 0 ? -errno : sent;
        state = answered;
        state.notify_one();
        return true;
    }

    // On the node thread: from here on nobody looks at the parts. A write never blocks, so this
    // takes no longer than copying what it writes.
    void quiesce() {
        int expected = waiting;
        if (state.compare_exchange_strong(expected, given_up)) return;
        while (state == running) state.wait(running);
    }
};

}  // namespace

class SendWorkers::Worker {
public:
    explicit Worker(asio::any_io_executor node) : node_(std::move(node)) {}

    void carry_out(const std::shared_ptr<Write>& write);
    void end() { thread_.join(); }  // what is handed over later is never begun
    std::size_t sockets() const { return static_cast<std::size_t>(lease_.use_count()); }
    std::shared_ptr<void> lease() const { return lease_; }

private:
    asio::any_io_executor node_;
    std::shared_ptr<void> lease_ = std::make_shared<int>(0);  // each of its sockets holds it
    asio::thread_pool thread_{1};
};

namespace {

class WorkerSocket final : public ForwardingSocket {
public:
    using CarryOut = std::move_only_function<void(const std::shared_ptr<Write>&)>;

    WorkerSocket(std::unique_ptr<Socket> inner, int fd, CarryOut carry_out,
                 std::shared_ptr<void> lease)
        : ForwardingSocket(std::move(inner)),
          carry_out_(std::move(carry_out)),
          lease_(std::move(lease)) {
        write_->fd = fd;
        write_->socket = this;
    }
    WorkerSocket(const WorkerSocket&) = delete;
    WorkerSocket& operator=(const WorkerSocket&) = delete;
    ~WorkerSocket() override {
        write_->quiesce();
        write_->socket = nullptr;
    }

    ssize_t send(std::span<iovec> parts) override {
        return goes_away(parts) ? hand_over(parts, 0) : inner().send(parts);
    }
    ssize_t send_with_more(std::span<iovec> parts) override {
        return goes_away(parts) ? hand_over(parts, MSG_MORE) : inner().send_with_more(parts);
    }
    // A hand-over carries memory only.
    ssize_t receive_into(Pipe&, std::size_t) override { return -EINVAL; }
    ssize_t send_from(Pipe&) override { return -EINVAL; }
    bool has_pipes() const override { return false; }

    void when_writable(Call call) override {
        if (write_->state == Write::none) return inner().when_writable(std::move(call));
        writable_ = std::move(call);
    }
    void close() override {
        write_->quiesce();  // before the number of its descriptor can be another's
        inner().close();
        if (writable_) inner().later(std::exchange(writable_, nullptr));
    }

    void answered() {
        if (auto call = std::exchange(writable_, nullptr)) call();
    }

private:
    // Waking somebody for less costs more than writing it.
    bool goes_away(std::span<const iovec> parts) const {
        if (!carry_out_) return false;
        std::size_t bytes = 0;
        for (const iovec& part : parts) bytes += part.iov_len;
        return bytes >= limits::handed_over_bytes_min;
    }

    // -EAGAIN until the worker has answered. The connection asks with the same parts till then.
    ssize_t hand_over(std::span<const iovec> parts, int how) {
        if (write_->state == Write::answered) {
            write_->state = Write::none;
            return write_->taken;
        }
        if (write_->state != Write::none) return -EAGAIN;
        WEIR_ASSERT(parts.size() <= write_->parts.size());
        std::ranges::copy(parts, write_->parts.begin());
        write_->parts_used = parts.size();
        write_->how = how;
        write_->state = Write::waiting;
        carry_out_(write_);
        return -EAGAIN;
    }

    CarryOut carry_out_;  // empty: the node thread itself
    std::shared_ptr<void> lease_;
    std::shared_ptr<Write> write_ = std::make_shared<Write>();
    Call writable_;  // waits for the answer
};

}  // namespace

void SendWorkers::Worker::carry_out(const std::shared_ptr<Write>& write) {
    asio::post(thread_, [node = node_, write] {
        if (!write->run()) return;
        asio::post(node, [write] {
            if (write->socket != nullptr) write->socket->answered();
        });
    });
}

SendWorkers::SendWorkers(const asio::any_io_executor& node, std::size_t threads) {
    for (std::size_t i = 1; i < threads; ++i) workers_.push_back(std::make_shared<Worker>(node));
}

std::size_t SendWorkers::threads() const {
    return 1 + workers_.size();
}

SendWorkers::~SendWorkers() {
    for (const auto& worker : workers_) worker->end();
}

std::unique_ptr<Socket> SendWorkers::deal(std::unique_ptr<Socket> socket, int fd) {
    const auto fewest = std::ranges::min_element(
        workers_, {}, [](const auto& worker) { return worker->sockets(); });
    if (fewest == workers_.end()) return socket;
    const auto on_node = static_cast<std::size_t>(on_node_.use_count());
    if (on_node <= (*fewest)->sockets())
        return std::make_unique<WorkerSocket>(std::move(socket), fd, nullptr, on_node_);
    const auto& worker = *fewest;
    return std::make_unique<WorkerSocket>(
        std::move(socket), fd, [worker](const auto& write) { worker->carry_out(write); },
        worker->lease());
}

}  // namespace weir::transport
