#pragma once
// A payload of which only the start was ever copied into this process.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/ledger.hpp"
#include "base/pipe.hpp"

namespace weir {

// Filled once, then sent to any number of sockets by reference. Whoever wants to look at the bytes
// may: they are read into memory once, and stay there. Lives on the node thread.
class PipedBytes {
public:
    // Room for `size` bytes that begin with `start`, booked on `account` as they come; null when
    // there is no pipe to be had.
    static std::unique_ptr<PipedBytes> open(std::size_t size, std::span<const std::byte> start,
                                            PipePool& pool, Account& account);
    PipedBytes(const PipedBytes&) = delete;
    PipedBytes& operator=(const PipedBytes&) = delete;

    std::size_t size() const { return size_; }  // when complete

    // While it is being filled with what follows the start. Nothing else may be asked for yet.
    Pipe& pipe() { return *pipe_; }
    std::size_t bytes_missing() const { return size_ - start_.size() - pipe_->bytes(); }
    std::uint64_t bytes_booked() const { return booking_.bytes(); }
    // After something has come: books it.
    void filled() { booking_.fill(size_ - bytes_missing(), size_); }
    // What there is so far, to the front of `into`. The pipe is empty after that, and of no use.
    void read_all(std::span<std::byte> into);

    // All of it in memory; empty when there is none for it.
    std::span<const std::byte> bytes() const;
    bool in_memory() const { return bytes_ != nullptr; }
    std::span<const std::byte> start() const { return start_; }
    // A pipe that holds what follows the start, for one sender to empty; empty when there is none
    // to be had, or bytes() have been asked for: send those then.
    PipePool::Lease duplicate_rest() const;

private:
    PipedBytes(std::size_t size, std::span<const std::byte> start, PipePool& pool,
               PipePool::Lease pipe, Account& account);

    std::size_t size_;
    std::vector<std::byte> start_;
    PipePool& pool_;
    Booking booking_;
    // Where the bytes are is nobody's business: looking at them does not change them.
    mutable PipePool::Lease pipe_;
    mutable std::unique_ptr<std::byte[]> bytes_;
};

}  // namespace weir
