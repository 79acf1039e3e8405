#include "base/subprocess.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"

namespace weir {
namespace {

struct Pipe {
    UniqueFd read;
    UniqueFd write;
};

// A node started with its standard descriptors closed gets 0 to 2 for its first pipes, and the
// child's dup2 would overwrite one end with another.
UniqueFd above_standard(int fd) {
    UniqueFd given(fd);
    if (fd < 0 || fd > 2) return given;
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
}

Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(Code::os_failure, "cannot make a pipe: " + errno_name(errno), errno);
    return Pipe{above_standard(ends[0]), above_standard(ends[1])};
}

void never_block(const UniqueFd& fd) {
    if (fd) ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

// Everything the child needs, prepared before fork: between fork and exec only system calls are
// safe, because another thread may have held the allocator's lock.
struct Plan {
    const char* path;
    char* const* argv;
    int in;
    int out;
    int errors;
    int report;  // close-on-exec: carries errno back when exec fails
    pid_t parent;
};

[[noreturn]] void become(const Plan& plan) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent) ::_exit(127);  // the parent died before prctl took hold
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    if (::dup2(plan.in, 0) >= 0 && ::dup2(plan.out, 1) >= 0 && ::dup2(plan.errors, 2) >= 0) {
        // A library's descriptor without close-on-exec must not keep a socket of ours open.
        ::syscall(SYS_close_range, 3, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
        ::execv(plan.path, plan.argv);
    }
    const int why = errno;
    [[maybe_unused]] const auto written = ::write(plan.report, &why, sizeof(why));
    ::_exit(127);
}

std::string signal_name(int number) {
    const char* name = ::sigabbrev_np(number);
    return name != nullptr ? "SIG" + std::string(name) : "signal " + std::to_string(number);
}

int milliseconds_left(TimePoint deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - monotonic_now()).count();
    return static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000));
}

bool is_executable(const std::string& path) {
    return ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

void ErrorTail::push(std::string_view bytes) {
    constexpr auto keep = limits::child_error_bytes_max;
    if (bytes.size() >= keep) {
        tail_.assign(bytes.substr(bytes.size() - keep));
        return;
    }
    if (tail_.size() + bytes.size() > keep) tail_.erase(0, tail_.size() + bytes.size() - keep);
    tail_ += bytes;
}

std::string ErrorTail::text() const {
    std::string_view rest = tail_;
    std::string joined;
    for (std::size_t lines = 0; lines < limits::child_error_lines_max && !rest.empty();) {
        const auto cut = rest.find_last_of("\r\n");
        const auto line = cut == std::string_view::npos ? rest : rest.substr(cut + 1);
        rest = cut == std::string_view::npos ? std::string_view{} : rest.substr(0, cut);
        if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
        joined = joined.empty() ? std::string(line) : std::string(line) + "; " + joined;
        ++lines;
    }
    for (char& c : joined)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return joined;
}

std::string find_program(std::string_view name) {
    if (name.find('/') != std::string_view::npos)
        return is_executable(std::string(name)) ? std::string(name) : std::string();
    const char* variable = std::getenv("PATH");
    std::string_view path = variable != nullptr ? variable : "/usr/local/bin:/usr/bin:/bin";
    while (!path.empty()) {
        const auto cut = path.find(':');
        std::string candidate = std::string(path.substr(0, cut)) + "/" + std::string(name);
        if (is_executable(candidate)) return candidate;
        path = cut == std::string_view::npos ? std::string_view{} : path.substr(cut + 1);
    }
    return {};
}

Subprocess::Subprocess(std::string name, pid_t pid, UniqueFd pidfd, UniqueFd in, UniqueFd out,
                       UniqueFd errors)
    : name_(std::move(name)),
      pid_(pid),
      pidfd_(std::move(pidfd)),
      in_(std::move(in)),
      out_(std::move(out)),
      errors_(std::move(errors)) {}

Result<std::unique_ptr<Subprocess>> Subprocess::start(const Command& command) {
    WEIR_ASSERT(!command.argv.empty());
    const std::string& name = command.argv.front();
    const std::string path = find_program(name);
    if (path.empty())
        return fail(Code::not_found,
                    name + " is not installed or not in PATH; install " + name + " and try again");

    std::array<Pipe, 4> pipes;  // in, out, errors, report
    for (Pipe& pipe : pipes) {
        auto made = make_pipe();
        if (!made) return std::unexpected(made.error());
        pipe = std::move(*made);
    }
    auto& [in, out, errors, report] = pipes;
    UniqueFd nowhere = above_standard(::open("/dev/null", O_RDWR | O_CLOEXEC));
    std::vector<char*> argv;
    for (const std::string& argument : command.argv)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    const Plan plan{.path = path.c_str(),
                    .argv = argv.data(),
                    .in = command.stdin_pipe ? in.read.get() : nowhere.get(),
                    .out = command.stdout_pipe ? out.write.get() : nowhere.get(),
                    .errors = errors.write.get(),
                    .report = report.write.get(),
                    .parent = ::getpid()};
    const pid_t pid = ::fork();
    if (pid < 0)
        return fail(Code::os_failure, "cannot start " + name + ": " + errno_name(errno), errno);
    if (pid == 0) become(plan);

    ::setpgid(pid, pid);  // also here: kill() may come before the child has run
    UniqueFd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!pidfd) {
        const int why = errno;
        ::kill(-pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return fail(Code::os_failure,
                    "cannot watch " + name + ": pidfd_open failed with " + errno_name(why) +
                        "; weir needs Linux 5.3 or newer",
                    why);
    }
    if (!command.stdin_pipe) in.write.reset();
    if (!command.stdout_pipe) out.read.reset();
    never_block(in.write);
    never_block(out.read);
    never_block(errors.read);
    std::unique_ptr<Subprocess> child(new Subprocess(name, pid, std::move(pidfd),
                                                     std::move(in.write), std::move(out.read),
                                                     std::move(errors.read)));
    report.write.reset();
    int why = 0;
    if (::read(report.read.get(), &why, sizeof(why)) == sizeof(why))
        return fail(Code::os_failure, "cannot run " + path + ": " + errno_name(why), why);
    return child;
}

Result<Subprocess::Read> Subprocess::read_out(std::span<std::byte> into) {
    for (;;) {
        const auto got = ::read(out_.get(), into.data(), into.size());
        if (got > 0) return Read{.bytes = static_cast<std::size_t>(got)};
        if (got == 0) return Read{.end = true};
        if (errno == EAGAIN) return Read{};
        if (errno != EINTR)
            return fail(Code::os_failure, "cannot read from " + name_ + ": " + errno_name(errno),
                        errno);
    }
}

Result<std::size_t> Subprocess::write_in(std::span<const std::byte> bytes) {
    // SIGPIPE would end the node; the mask is this thread's own and the pending signal is eaten.
    sigset_t pipe_signal;
    sigset_t before;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    ssize_t put = 0;
    do put = ::write(in_.get(), bytes.data(), bytes.size());
    while (put < 0 && errno == EINTR);
    const int why = put < 0 ? errno : 0;
    if (why == EPIPE) {
        const timespec at_once{};
        ::sigtimedwait(&pipe_signal, nullptr, &at_once);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);

    if (put >= 0) return static_cast<std::size_t>(put);
    if (why == EAGAIN) return std::size_t{0};
    if (why == EPIPE) return fail(Code::peer_closed, name_ + " stopped reading its input", why);
    return fail(Code::os_failure, "cannot write to " + name_ + ": " + errno_name(why), why);
}

bool Subprocess::drain_errors() {
    if (!errors_) return false;
    std::array<char, 4096> chunk;
    for (;;) {
        const auto got = ::read(errors_.get(), chunk.data(), chunk.size());
        if (got > 0) {
            tail_.push({chunk.data(), static_cast<std::size_t>(got)});
        } else if (got == 0) {
            errors_.reset();
            return false;
        } else if (errno != EINTR) {
            return true;
        }
    }
}

bool Subprocess::reap() {
    if (status_) return true;
    siginfo_t seen{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &seen, WEXITED | WNOHANG | WNOWAIT) == 0 &&
        seen.si_pid == 0)
        return false;
    // Before the zombie is collected its number cannot be reused, so this reaches only what the
    // child left behind in its group.
    ::kill(-pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    status_ = status;
    return true;
}

std::optional<int> Subprocess::wait(Duration patience) {
    const auto deadline = monotonic_now() + patience;
    while (!reap()) {
        std::array<pollfd, 2> fds{{{pidfd_.get(), POLLIN, 0}, {error_fd(), POLLIN, 0}}};
        const int left = milliseconds_left(deadline);
        if (::poll(fds.data(), fds.size(), left) == 0 && left == 0) return std::nullopt;
        drain_errors();
    }
    drain_errors();
    return status_;
}

void Subprocess::kill(Duration patience) {
    close_in();
    if (patience > Duration::zero() && !reap()) {
        ::kill(-pid_, SIGTERM);
        wait(patience);
    }
    if (!reap()) {
        ::kill(-pid_, SIGKILL);
        wait(Duration::max() / 4);
    }
    drain_errors();
}

std::string Subprocess::exit_reason() {
    drain_errors();
    WEIR_ASSERT(status_.has_value());
    std::string reason = name_;
    if (WIFSIGNALED(*status_))
        reason += " was ended by " + signal_name(WTERMSIG(*status_));
    else
        reason += " ended with status " + std::to_string(WEXITSTATUS(*status_));
    const std::string said = tail_.text();
    return said.empty() ? reason : reason + ": " + said;
}

}  // namespace weir
