#pragma once
// What leaves a connection next: control messages first, then what the outbox gives. Pure.

#include <sys/uio.h>

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/pipe.hpp"
#include "wire/outgoing.hpp"

namespace weir::transport {

// Where a connection pulls frames from, at the moment when it can send.
class Outbox {
public:
    // The next message, if there is one now. Its sending begins: finished() will be said of it.
    virtual std::optional<wire::Outgoing> next() = 0;
    // In the order of next(). `whole`: every byte was given to the kernel; else the connection
    // died.
    virtual void finished(const wire::Outgoing& message, bool whole) = 0;

protected:
    ~Outbox() = default;
};

// Control messages wait here; frames never do, they stay in their outputs where a newer one may
// replace them. What has begun is a batch: one large message, or small ones that share a write. A
// control message waits for no more than one batch.
class SendQueue {
public:
    static constexpr std::size_t batch_messages_max = 16;
    static constexpr std::size_t parts_max = 2 * batch_messages_max;  // a head and a payload each

    // False when the peer leaves too many unread; the connection must be closed.
    bool add_control(wire::Outgoing message);

    // True when there is something to write; takes a new batch when the last one is finished, as
    // long as it has less than `bytes_max`. From control messages only when there is no outbox.
    bool fill(Outbox* outbox, std::size_t bytes_max = limits::send_batch_bytes);
    // Not null: the next bytes of the batch are all those in this pipe, and only then gather().
    // limit_exceeded when there is neither a pipe nor memory for them; the connection must be
    // closed.
    Result<Pipe*> pipe();
    // What is in pipe() comes from gather() instead. limit_exceeded when there is no memory for it.
    Result<> leave_pipe();
    // What is left of the batch, up to the next pipe and as far as `parts` has room. Returns how
    // many parts are used.
    std::size_t gather(std::span<iovec> parts) const;
    // A pipe comes after what gather() gave.
    bool pipe_follows() const;
    // The first `bytes` of what gather() gave or the pipe held were taken by the kernel.
    void wrote(std::size_t bytes, Outbox& outbox);
    // The connection is gone: nothing of the batch arrived for sure.
    void abandon(Outbox& outbox);

    std::size_t control_bytes() const { return control_bytes_; }  // that have not begun
    bool between_batches() const { return batch_.empty(); }

private:
    struct Begun {
        wire::Outgoing message;
        bool control = false;
        PipePool::Lease pipe = {};  // with the rest of its payload

        bool piped() const {
            return message.piped != nullptr && (pipe || !message.piped->in_memory());
        }
    };

    void take_control(std::size_t bytes_max);
    bool room_in_batch(std::size_t bytes_max) const;
    void begin(wire::Outgoing message, bool control);

    std::deque<wire::Outgoing> control_;
    std::size_t control_bytes_ = 0;
    std::vector<Begun> batch_;
    std::size_t batch_bytes_ = 0;
    std::size_t done_ = 0;    // messages of the batch that are written
    std::size_t offset_ = 0;  // bytes of batch_[done_] that are written
};

}  // namespace weir::transport
