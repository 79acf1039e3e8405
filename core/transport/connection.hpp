#pragma once
// One stream socket to one peer: bytes in become messages, messages out become gather writes.

#include <asio/any_io_executor.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/ledger.hpp"
#include "base/pipe.hpp"
#include "base/unique_fd.hpp"
#include "transport/address.hpp"
#include "transport/progress_deadline.hpp"
#include "transport/send_deadline.hpp"
#include "transport/send_queue.hpp"
#include "transport/socket.hpp"
#include "wire/message_stream.hpp"

namespace weir::transport {

class SendWorkers;

// Who gets what a connection receives.
class Inbox {
public:
    // The payload is valid during the call; move `*message.own` away to keep a large one.
    virtual void on_message(wire::Message& message) = 0;
    // Once, after everything else, with the sentence for the log.
    virtual void on_closed(const Error& why) = 0;
    // Where in the payload of a large media message that begins which will only be passed on,
    // unread; nothing when all of it is needed in memory. `start`: its first
    // limits::piped_head_bytes_max bytes or more.
    virtual std::optional<std::size_t> passes_on_from(std::uint16_t /*message_type*/,
                                                      std::size_t /*payload_length*/,
                                                      std::span<const std::byte> /*start*/) {
        return std::nullopt;
    }

protected:
    ~Inbox() = default;
};

struct ConnectionSettings {
    wire::StreamBounds bounds;
    Account* account = nullptr;      // books large payloads; must outlive them
    PipePool* pipes = nullptr;       // for payloads that are passed on unread; null: there are none
    SendWorkers* workers = nullptr;  // share the writing of kernel sockets; null: nobody does
    Duration header_timeout = limits::header_timeout;
    // Whatever the peer says is thrown away. For a program that takes bare bytes: it speaks no
    // protocol of ours, so nothing that it says can mean anything, and neither can that it says no
    // more: it may still take all that it is sent. That it is gone is noticed at once over UNIX
    // sockets; TCP tells both alike, so there a program that left in good order is noticed when
    // something is sent to it.
    bool one_way = false;
};

// Lives on the node thread. Inbox and Outbox are called from the event loop only, never from inside
// a call to the connection, and never again after on_closed(); until then the connection keeps both
// alive. Nothing here throws; a connection that cannot go on closes and says why.
class Connection : public std::enable_shared_from_this<Connection>, wire::Placement {
public:
    // Takes over a connected stream socket of any family. Receives nothing before start().
    static Result<std::shared_ptr<Connection>> adopt(const asio::any_io_executor& executor,
                                                     UniqueFd socket,
                                                     const ConnectionSettings& settings);
    static std::shared_ptr<Connection> adopt(std::unique_ptr<Socket> socket,
                                             const ConnectionSettings& settings);

    void start(std::shared_ptr<Inbox> inbox, std::shared_ptr<Outbox> outbox);

    // A whole control message; goes before every frame whose sending has not begun. Closes the
    // connection when the peer leaves more than limits::control_messages_waiting_max unread.
    void send(std::vector<std::byte> message);
    // The outbox may have something. Cheap to say twice.
    void wake();
    // Idempotent. What was being sent is finished(.., false), then on_closed(why).
    void close(Error why);
    // Closes after the control messages and the frame under way have left and the peer has got
    // them, as far as that can be known; no new frame begins, and once they have left no message is
    // received any more. The peer is waited for until limits::farewell_patience, everything no
    // longer than `patience`, which may be given later.
    void close_when_sent(Error why, std::optional<Duration> patience = std::nullopt);

    bool is_open() const { return open_; }
    const Address& peer() const { return socket_->peer(); }
    const Clock& clock() const { return socket_->clock(); }
    const std::string& peer_name() const { return peer_name_; }  // "10.0.0.7:41234", for people
    // Same machine: a loopback address or a UNIX socket.
    bool peer_is_local() const { return is_local(peer()); }
    TimePoint last_received() const { return last_received_; }
    TimePoint last_sent() const { return last_sent_; }
    std::uint64_t bytes_received() const { return bytes_received_; }
    std::uint64_t bytes_sent() const { return bytes_sent_; }
    std::uint32_t kernel_queue_bytes() const;
    // Frame memory for the payload that is being received.
    std::size_t bytes_receiving() const { return stream_.bytes_booked(); }
    // Control messages whose sending has not begun.
    std::size_t control_bytes_waiting() const { return queue_.control_bytes(); }

    // Something that is released when the socket is closed, such as a place in a listener's count.
    void hold(std::shared_ptr<void> lease) { lease_ = std::move(lease); }

private:
    enum class Step { again, wait };

    Connection(std::unique_ptr<Socket> socket, const ConnectionSettings& settings);

    void wait_readable();
    void receive_ready();
    Step receive_some();
    Step receive_piped(PipedBytes& payload);
    Step discard_some();
    bool still_takes();
    Step received(ssize_t got, std::size_t asked);
    void hand_over(std::size_t bytes);
    std::unique_ptr<PipedBytes> place(std::uint16_t type, std::uint32_t payload_length,
                                      std::span<const std::byte> start) override;
    bool deliver();
    void send_ready();
    void wait_writable();
    Step send_some();
    Step give_up(const Error& why);
    static Error broken(ssize_t negative_errno);
    Step sent(ssize_t taken, std::size_t asked);
    Step after_write(bool all_taken);
    bool kernel_is_full();
    void end_sending();
    bool has_parted() const;
    bool takes_nothing(TimePoint now);
    std::optional<TimePoint> next_look() const;
    void watch_progress();
    void look_at_progress();
    void tell_closed_later();
    void tell_closed();

    std::unique_ptr<Socket> socket_;
    std::string peer_name_;
    Account& account_;
    PipePool* pipes_;
    std::size_t piped_bytes_max_ = limits::piped_payload_bytes_max;  // larger ones did not fit
    wire::MessageStream stream_;
    SendQueue queue_;
    ProgressDeadline progress_;
    SendDeadline taking_;  // while send_blocked_
    std::shared_ptr<Inbox> inbox_;
    std::shared_ptr<Outbox> outbox_;
    std::shared_ptr<void> lease_;
    Error why_closed_{Code::peer_closed, {}};
    TimePoint last_received_;
    TimePoint last_sent_;
    std::size_t turn_messages_ = 0;  // handed over in this turn
    std::uint64_t bytes_received_ = 0;
    std::uint64_t bytes_sent_ = 0;
    std::optional<TimePoint> look_at_;  // when the timer comes
    std::uint64_t looks_ = 0;           // asked for so far: only the last one counts
    bool one_way_;
    bool says_no_more_ = false;  // and is not asked any more: one_way_
    bool send_posted_ = false;   // send_ready() will be called
    bool send_blocked_ = false;  // the kernel's queue is full; it calls when there is room
    bool behind_ = false;        // since that happened last there was always something to send
    bool open_ = true;
    bool closing_ = false;               // after the queue is empty
    bool ended_ = false;                 // it is, and the peer was told
    std::optional<TimePoint> close_by_;  // and by then at the latest
    bool pressed_ = false;               // the kernel did not take everything at once the last time
    bool hurried_ = false;               // the kernel was told to take all of this batch
};

}  // namespace weir::transport
