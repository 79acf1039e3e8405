#pragma once
// Bytes that stay in the kernel: pipes, which the kernel fills and empties by reference.

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "base/unique_fd.hpp"

namespace weir {

// Both ends of a pipe that never blocks. Its room is counted in places, of which each piece of a
// spliced socket takes one, whatever its size: it can be full before it holds its nominal bytes.
class Pipe {
public:
    // Empty when the system has no descriptor left or does not grant a pipe of that size.
    static Pipe open(std::size_t bytes);

    explicit operator bool() const { return static_cast<bool>(read_end_); }
    std::size_t bytes() const { return bytes_; }  // that wait in it

    // Takes the next `into.size()` bytes out, which must be there. False when they are not.
    bool read(std::span<std::byte> into);
    // Moves up to `bytes_max` from a socket. As splice(2): 0 at its end, -1 and errno otherwise;
    // EAGAIN means that the socket is empty or the pipe full.
    ssize_t fill_from(int socket, std::size_t bytes_max);
    // Moves what it can to a socket, as splice(2).
    ssize_t empty_into(int socket);
    // The same bytes as `other`, by reference. False when that does not work; some may be in.
    bool duplicate(const Pipe& other);

private:
    UniqueFd read_end_;
    UniqueFd write_end_;
    std::size_t bytes_ = 0;
};

// A bounded number of pipes, used again and again. Lives on the node thread; outlives its leases.
// From the first one on this process ignores SIGPIPE, unless it handles it.
class PipePool {
public:
    // A pipe on loan, empty at first. What is left in it at its end is thrown away.
    class Lease {
    public:
        Lease() = default;
        Lease(Lease&& other) noexcept
            : pool_(std::exchange(other.pool_, nullptr)), pipe_(std::move(other.pipe_)) {}
        Lease& operator=(Lease&& other) noexcept {
            std::swap(pool_, other.pool_);
            std::swap(pipe_, other.pipe_);
            return *this;
        }
        ~Lease() {
            if (pool_ != nullptr) pool_->take_back(std::move(pipe_));
        }

        explicit operator bool() const { return pool_ != nullptr; }
        Pipe& operator*() { return pipe_; }
        Pipe* operator->() { return &pipe_; }
        const Pipe& operator*() const { return pipe_; }
        const Pipe* operator->() const { return &pipe_; }

    private:
        friend class PipePool;
        Lease(PipePool& pool, Pipe pipe) : pool_(&pool), pipe_(std::move(pipe)) {}

        PipePool* pool_ = nullptr;
        Pipe pipe_;
    };

    explicit PipePool(std::size_t pipes_max = limits::pipes_max);

    // Empty when all are on loan or the system grants no more: do without one then.
    Lease take();

    std::size_t on_loan() const { return on_loan_; }

private:
    void take_back(Pipe pipe);

    std::size_t pipes_max_;
    std::size_t on_loan_ = 0;
    std::size_t denied_ = 0;  // takes until the system is asked again
    std::vector<Pipe> idle_;
    UniqueFd nowhere_;
};

}  // namespace weir
