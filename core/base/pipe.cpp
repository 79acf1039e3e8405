#include "base/pipe.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <limits>

#include "base/planted.hpp"

namespace weir {
namespace {

constexpr unsigned by_reference = SPLICE_F_MOVE | SPLICE_F_NONBLOCK;
constexpr std::size_t everything = std::numeric_limits<int>::max();
constexpr std::size_t takes_before_asking_again = 1000;

// Two descriptors a pipe; sockets and files need most of what this process may have.
std::size_t affordable_pipes() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
    return static_cast<std::size_t>(files.rlim_cur / 8);
}

// Unlike send(), splice() cannot be told to leave the process alone when the socket is gone.
void ignore_broken_pipes() {
    struct sigaction now{};
    if (::sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL)
        ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

Pipe Pipe::open(std::size_t bytes) {
    Pipe pipe;
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return pipe;
    pipe.read_end_.reset(ends[0]);
    pipe.write_end_.reset(ends[1]);
    if (::fcntl(ends[1], F_SETPIPE_SZ, static_cast<int>(bytes)) < static_cast<int>(bytes))
        return {};
    return pipe;
}

bool Pipe::read(std::span<std::byte> into) {
    while (!into.empty()) {
        const ssize_t got = ::read(read_end_.get(), into.data(), into.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        bytes_ -= static_cast<std::size_t>(got);
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

ssize_t Pipe::fill_from(int socket, std::size_t bytes_max) {
    const ssize_t moved =
        ::splice(socket, nullptr, write_end_.get(), nullptr, bytes_max, by_reference);
    if (moved > 0) bytes_ += static_cast<std::size_t>(moved);
    return moved;
}

ssize_t Pipe::empty_into(int socket) {
    const ssize_t moved = ::splice(read_end_.get(), nullptr, socket, nullptr, bytes_, by_reference);
    if (moved > 0) bytes_ -= static_cast<std::size_t>(moved);
    return moved;
}

bool Pipe::duplicate(const Pipe& other) {
    const ssize_t copied =
        ::tee(other.read_end_.get(), write_end_.get(), everything, SPLICE_F_NONBLOCK);
    if (copied > 0) bytes_ += static_cast<std::size_t>(copied);
    return copied == static_cast<ssize_t>(other.bytes_);
}

PipePool::PipePool(std::size_t pipes_max)
    : pipes_max_(std::min(pipes_max, affordable_pipes())),
      nowhere_(::open("/dev/null", O_WRONLY | O_CLOEXEC)) {
    ignore_broken_pipes();
}

PipePool::Lease PipePool::take() {
    if (on_loan_ >= pipes_max_) return {};
    if (denied_ > 0 && idle_.empty()) {
        --denied_;
        return {};
    }
    Pipe pipe;
    if (idle_.empty()) {
        pipe = Pipe::open(limits::pipe_bytes);
        if (!pipe) {
            denied_ = takes_before_asking_again;
            return {};
        }
    } else {
        pipe = std::move(idle_.back());
        idle_.pop_back();
    }
    ++on_loan_;
    return {*this, std::move(pipe)};
}

void PipePool::take_back(Pipe pipe) {
    --on_loan_;
    if (planted(Fault::pipe_not_emptied) && pipe.bytes() > 0) {
        idle_.push_back(std::move(pipe));
        return;
    }
    while (pipe.bytes() > 0 && pipe.empty_into(nowhere_.get()) > 0) {
    }
    if (pipe.bytes() == 0 && idle_.size() < limits::pipes_idle_max)
        idle_.push_back(std::move(pipe));
}

}  // namespace weir
