#include "transport/connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/assert.hpp"
#include "base/planted.hpp"
#include "transport/kernel_socket.hpp"
#include "transport/send_workers.hpp"

namespace weir::transport {
namespace {

// The kernel does not say when the last byte has arrived; it is asked this often.
constexpr auto farewell_look_interval = std::chrono::milliseconds(20);

}  // namespace

Result<std::shared_ptr<Connection>> Connection::adopt(const asio::any_io_executor& executor,
                                                      UniqueFd socket,
                                                      const ConnectionSettings& settings) {
    const int fd = socket.get();
    auto taken = kernel_socket(executor, std::move(socket));
    if (!taken) return std::unexpected(std::move(taken.error()));
    if (settings.workers != nullptr) *taken = settings.workers->deal(std::move(*taken), fd);
    return adopt(std::move(*taken), settings);
}

std::shared_ptr<Connection> Connection::adopt(std::unique_ptr<Socket> socket,
                                              const ConnectionSettings& settings) {
    WEIR_ASSERT(settings.account != nullptr);
    return std::shared_ptr<Connection>(new Connection(std::move(socket), settings));
}

Connection::Connection(std::unique_ptr<Socket> socket, const ConnectionSettings& settings)
    : socket_(std::move(socket)),
      peer_name_(peer().host.empty() ? "local peer" : text(peer())),
      account_(*settings.account),
      pipes_(socket_->has_pipes() ? settings.pipes : nullptr),
      stream_(settings.bounds, account_, pipes_ != nullptr ? this : nullptr),
      progress_(settings.header_timeout),
      last_received_(clock().now()),
      last_sent_(last_received_),
      one_way_(settings.one_way) {}

void Connection::start(std::shared_ptr<Inbox> inbox, std::shared_ptr<Outbox> outbox) {
    WEIR_ASSERT(inbox_ == nullptr && inbox != nullptr && outbox != nullptr);
    inbox_ = std::move(inbox);
    outbox_ = std::move(outbox);
    if (!open_) return tell_closed_later();
    socket_->later([self = shared_from_this()] { self->wait_readable(); });
    wake();
}

void Connection::send(std::vector<std::byte> message) {
    if (!open_ || closing_) return;
    if (!queue_.add_control(wire::outgoing(std::move(message)))) {
        close({Code::limit_exceeded, peer_name_ + ": leaves its replies unread"});
        return;
    }
    wake();
}

void Connection::wake() {
    if (send_posted_ || send_blocked_ || ended_ || !outbox_) return;
    send_posted_ = true;
    socket_->later([self = shared_from_this()] {
        self->send_posted_ = false;
        self->send_ready();
    });
}

void Connection::close(Error why) {
    if (!open_) return;
    open_ = false;
    why_closed_ = std::move(why);
    socket_->close();
    lease_.reset();
    if (inbox_) tell_closed_later();
}

void Connection::close_when_sent(Error why, std::optional<Duration> patience) {
    if (!open_) return;
    if (!std::exchange(closing_, true)) why_closed_ = std::move(why);
    if (patience && !close_by_) {
        close_by_ = clock().now() + *patience;
        watch_progress();
    }
    wake();
}

std::uint32_t Connection::kernel_queue_bytes() const {
    return open_ ? socket_->kernel_queue_bytes() : 0;
}

void Connection::send_ready() {
    while (open_ && !ended_) {
        if (kernel_is_full()) return wait_writable();
        const bool any =
            queue_.fill(closing_ ? nullptr : outbox_.get(),
                        behind_ ? limits::send_batch_behind_bytes : limits::send_batch_bytes);
        if (!open_) return;  // the outbox closed it
        behind_ = behind_ && any;
        if (!any && closing_) end_sending();
        if (!any) return;
        if (send_some() == Step::wait) return wait_writable();
    }
}

void Connection::wait_writable() {
    send_blocked_ = true;
    behind_ = true;
    taking_.blocked(clock().now());
    watch_progress();
    socket_->when_writable([self = shared_from_this()] {
        self->send_blocked_ = planted(Fault::blocked_for_good);
        if (self->send_blocked_) return;
        self->send_ready();
    });
}

Connection::Step Connection::send_some() {
    const auto pipe = queue_.pipe();
    if (!pipe) return give_up(pipe.error());
    if (*pipe != nullptr) {
        const std::size_t asked = (*pipe)->bytes();
        const ssize_t taken = socket_->send_from(**pipe);
        if (taken != -EINVAL) return sent(taken, asked);
        // What this socket cannot take from there.
        if (const auto left = queue_.leave_pipe(); !left) return give_up(left.error());
    }
    std::array<iovec, SendQueue::parts_max> parts;
    const std::size_t used = queue_.gather(parts);
    std::size_t asked = 0;
    for (std::size_t i = 0; i < used; ++i) asked += parts[i].iov_len;
    const auto some = std::span(parts).first(used);
    return sent(queue_.pipe_follows() ? socket_->send_with_more(some) : socket_->send(some), asked);
}

Error Connection::broken(ssize_t negative_errno) {
    const int error = static_cast<int>(-negative_errno);
    const char* what = error == ETIMEDOUT ? "took nothing for too long, or its host is gone ("
                                          : "the connection broke (";
    return {Code::peer_closed, what + errno_name(error) + ")", error};
}

Connection::Step Connection::give_up(const Error& why) {
    close({why.code, peer_name_ + ": " + why.what, why.os_errno});
    return Step::again;
}

Connection::Step Connection::sent(ssize_t taken, std::size_t asked) {
    if (taken == -EINTR) return Step::again;
    if (taken == -EAGAIN) {
        pressed_ = true;
        return Step::wait;
    }
    if (taken < 0) return give_up(broken(taken));
    last_sent_ = clock().now();
    bytes_sent_ += static_cast<std::uint64_t>(taken);
    queue_.wrote(static_cast<std::size_t>(taken), *outbox_);
    if (!open_) return Step::again;  // the outbox closed it
    return after_write(static_cast<std::size_t>(taken) == asked);
}

// The kernel takes only a share of unsent data, which keeps the choice of the next frame late. A
// frame whose sending has begun has no choice left: the kernel gets the rest of it at once, instead
// of a share for each round trip with the reader.
Connection::Step Connection::after_write(bool all_taken) {
    if (!all_taken && hurried_) return Step::wait;
    if (all_taken != hurried_) return Step::again;
    hurried_ = !hurried_;
    pressed_ = true;
    socket_->allow(hurried_ ? Unsent::any : Unsent::little);
    return Step::again;
}

// Whatever begins now would only wait in the kernel, where nothing newer can replace it. A kernel
// that took everything at once so far is not asked.
bool Connection::kernel_is_full() {
    if (planted(Fault::kernel_filled)) {
        socket_->allow(Unsent::any);
        return false;
    }
    if (!pressed_ || !queue_.between_batches()) return false;
    pressed_ = socket_->unsent_bytes() >= limits::notsent_lowat_bytes;
    return pressed_;
}

// A peer that has something under way to us would be answered with a reset if the socket were
// closed now, and its kernel would throw away what it has not read yet. So it hears the end and has
// time to end as well; till then what it says is thrown away.
void Connection::end_sending() {
    ended_ = true;
    socket_->end();
    const TimePoint latest = clock().now() + limits::farewell_patience;
    close_by_ = close_by_ ? std::min(*close_by_, latest) : latest;
    look_at_progress();
}

// Whether closing can cost the peer nothing, although it has not ended: one that sits there and
// says nothing need not be waited for.
bool Connection::has_parted() const {
    const bool silent = bytes_received_ == 0 ||  // as most programs that take bare bytes
                        clock().now() - last_received_ >= limits::farewell_silence;
    return silent && socket_->unread_bytes() == 0 && socket_->all_arrived();
}

std::optional<TimePoint> Connection::next_look() const {
    if (ended_) return std::min(*close_by_, clock().now() + farewell_look_interval);
    auto next = progress_.expires();
    const auto sooner = [&next](TimePoint one) { next = std::min(next.value_or(one), one); };
    if (close_by_) sooner(*close_by_);
    if (send_blocked_) sooner(taking_.next_look());
    return next;
}

bool Connection::takes_nothing(TimePoint now) {
    return send_blocked_ && taking_.next_look() <= now &&
           taking_.looked(now, socket_->kernel_queue_bytes());
}

// One timer that looks again now and then costs less than one that is set anew for every message.
void Connection::watch_progress() {
    const auto due = next_look();
    if (!due || (look_at_ && *look_at_ <= *due)) return;
    look_at_ = due;
    socket_->at(*due, [self = shared_from_this(), number = ++looks_] {
        if (number != self->looks_) return;
        self->look_at_.reset();
        self->look_at_progress();
    });
}

void Connection::look_at_progress() {
    if (!open_) return;
    const TimePoint now = clock().now();
    const auto expires = progress_.expires();
    if ((close_by_ && *close_by_ <= now) || (ended_ && has_parted()))
        close(std::move(why_closed_));
    else if (!ended_ && expires && *expires <= now)
        close({Code::timed_out, peer_name_ + ": began a message and sends too little of it"});
    else if (takes_nothing(now))
        close({Code::timed_out, peer_name_ + ": took nothing for too long"});
    else
        watch_progress();
}

void Connection::tell_closed_later() {
    socket_->later([self = shared_from_this()] { self->tell_closed(); });
}

void Connection::tell_closed() {
    queue_.abandon(*outbox_);
    const auto inbox = std::exchange(inbox_, nullptr);
    const auto outbox = std::exchange(outbox_, nullptr);
    inbox->on_closed(why_closed_);
}

}  // namespace weir::transport
