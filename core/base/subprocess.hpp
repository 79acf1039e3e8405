#pragma once
// A supervised child program: started from an argument vector, never through a shell.

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/unique_fd.hpp"

namespace weir {

// The last lines a child wrote to stderr, bounded, as one line for an error sentence. Pure.
class ErrorTail {
public:
    void push(std::string_view bytes);
    // "first line; second line" of the last few lines; control bytes become spaces.
    std::string text() const;

private:
    std::string tail_;
};

// What to run. argv[0] is looked up in PATH; stderr is always kept for the error sentence.
struct Command {
    std::vector<std::string> argv;  // at least the program
    bool stdin_pipe = false;        // else the child reads /dev/null
    bool stdout_pipe = true;        // else its output is thrown away
};

// One running child with its own process group. Lives on one thread, and the child is killed when
// that thread ends (PR_SET_PDEATHSIG is per thread) as well as when this object goes away.
class Subprocess {
public:
    // not_found names the missing program; os_failure when the system refuses a process.
    static Result<std::unique_ptr<Subprocess>> start(const Command& command);
    Subprocess(const Subprocess&) = delete;
    Subprocess& operator=(const Subprocess&) = delete;
    ~Subprocess() { kill(); }

    struct Read {
        std::size_t bytes = 0;
        bool end = false;  // the child closed its output; otherwise 0 bytes means "nothing yet"
    };
    // Never blocks. Poll out_fd() for POLLIN before; it is -1 when there is no pipe.
    Result<Read> read_out(std::span<std::byte> into);
    // Bytes taken by the pipe, 0 when it is full. peer_closed when the child no longer reads.
    Result<std::size_t> write_in(std::span<const std::byte> bytes);
    void close_in() { in_.reset(); }
    // Takes what stderr holds; false at its end. Poll error_fd() so that the child never waits for
    // a full pipe.
    bool drain_errors();

    int out_fd() const { return out_.get(); }
    int in_fd() const { return in_.get(); }
    int error_fd() const { return errors_.get(); }

    // Waits for the end, keeping stderr drained; nothing when the child outlives the time.
    std::optional<int> wait(Duration patience);
    bool ended() const { return status_.has_value(); }
    bool succeeded() const { return status_ && *status_ == 0; }
    // Asks the whole group to end, insists when the patience is over (at once when it is zero) and
    // reaps. Returns when the child is gone.
    void kill(Duration patience = limits::child_patience);
    // "ffmpeg ended with status 1: <last lines of stderr>"; call after the end.
    std::string exit_reason();

    pid_t pid() const { return pid_; }

private:
    Subprocess(std::string name, pid_t pid, UniqueFd pidfd, UniqueFd in, UniqueFd out,
               UniqueFd errors);
    bool reap();

    std::string name_;
    pid_t pid_;
    UniqueFd pidfd_;
    UniqueFd in_;
    UniqueFd out_;
    UniqueFd errors_;
    std::optional<int> status_;  // as waitpid gave it
    ErrorTail tail_;
};

// The absolute path of a program, searched as the shell would; empty when there is none.
std::string find_program(std::string_view name);

}  // namespace weir
