#include "run.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "child.hpp"
#include "net.hpp"
#include "observed.hpp"
#include "questions.hpp"
#include "reader.hpp"
#include "source.hpp"

namespace weir::bench {
namespace {

using namespace std::chrono_literals;
constexpr auto attach_patience = 5s;
constexpr auto keepalive_interval = 1s;
constexpr std::size_t slow_divisor = 4;      // a slow reader takes so much less than is sent
constexpr int slow_kernel_bytes = 64 << 10;  // what its kernel may take in its place

// What the epoll loop was woken for; readers are numbered from 0.
constexpr std::uint64_t tick_tag = ~0ull;
constexpr std::uint64_t source_tag = ~0ull - 1;

// Source and all readers on one thread, so that the driver takes one core at most.
class Run {
public:
    Run(Peer& peer, const Case& what) : peer_(peer), what_(what) {}

    Result<> attach();
    Result<> next_frame();
    Result<> until_everyone_reads();
    Result<> go_for(Duration time);
    void break_the_dead();
    void open_window();
    Figures close_window();

private:
    enum class Kind : std::uint8_t { healthy, stalled, dead, slow };
    struct Seen {
        std::uint64_t frames = 0;
        Kind kind = Kind::healthy;
        TimePoint first{};   // whole frame in the measured time
        TimePoint latest{};  // and the last one

        // Between the first and the last, so that it does not depend on where the time is cut, but
        // of all the time in which nothing came.
        double fps(TimePoint opened, TimePoint closed, Duration interval) const {
            const std::chrono::duration<double> between =
                std::max(latest, closed - 2 * interval) - std::min(first, opened + 2 * interval);
            return frames < 2 ? 0 : static_cast<double>(frames - 1) / between.count();
        }
    };

    Result<> turn(Duration wait_at_most);
    Result<> serve(const epoll_event& event);
    void watch(int fd, std::uint32_t events, std::uint64_t tag, int operation = EPOLL_CTL_ADD);
    Result<> tick();
    void watch_source();
    void take(std::size_t reader, const Stamp& stamp);
    Kind kind_of(std::size_t reader) const;
    Result<> read_slowly(std::uint64_t ticks);
    std::chrono::nanoseconds interval() const {
        return std::chrono::nanoseconds(1'000'000'000l / (what_.fps > 0 ? what_.fps : 60));
    }
    Error gone(std::size_t reader) const;

    Peer& peer_;
    const Case& what_;
    UniqueFd epoll_{::epoll_create1(EPOLL_CLOEXEC)};
    UniqueFd timer_{::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)};
    std::optional<Source> source_;
    bool source_waits_ = false;  // for its socket to take more
    std::deque<Reader> readers_;
    std::vector<Seen> seen_;
    TimePoint next_keepalive_{};
    Observed observed_;
    TimePoint opened_at_{};
    std::chrono::nanoseconds cpu_at_start_{};
};

Error Run::gone(std::size_t reader) const {
    return {Code::peer_closed, std::string(peer_.name()) + " closed the connection of reader " +
                                   std::to_string(reader + 1) + " of " +
                                   std::to_string(what_.outputs)};
}

void Run::watch(int fd, std::uint32_t events, std::uint64_t tag, int operation) {
    epoll_event event{.events = events, .data = {.u64 = tag}};
    ::epoll_ctl(epoll_.get(), operation, fd, &event);
}

Result<> Run::attach() {
    auto source = peer_.open_source(what_.frame_bytes);
    if (!source) return std::unexpected(source.error());
    never_block(source->get());
    source_.emplace(std::move(*source), peer_, what_.frame_bytes);
    watch(source_->fd(), EPOLLIN, source_tag);

    for (std::size_t index = 0; index < what_.outputs; ++index) {
        auto fd = peer_.open_reader();
        if (!fd) return std::unexpected(fd.error());
        never_block(fd->get());
        readers_.emplace_back(std::move(*fd), peer_);
        seen_.push_back({.frames = 0, .kind = kind_of(index)});
        const int reader = readers_.back().fd();
        if (kind_of(index) == Kind::healthy) watch(reader, EPOLLIN, index);
        if (kind_of(index) == Kind::slow)
            ::setsockopt(reader, SOL_SOCKET, SO_RCVBUF, &slow_kernel_bytes,
                         sizeof(slow_kernel_bytes));
    }

    const timespec tick{.tv_sec = interval().count() / 1'000'000'000,
                        .tv_nsec = interval().count() % 1'000'000'000};
    const itimerspec pace{.it_interval = tick, .it_value = tick};
    ::timerfd_settime(timer_.get(), 0, &pace, nullptr);
    watch(timer_.get(), EPOLLIN, tick_tag);
    next_keepalive_ = monotonic_now() + keepalive_interval;
    return {};
}

// The troubled ones are the first that attached: whoever serves in that order meets them first.
Run::Kind Run::kind_of(std::size_t reader) const {
    if (reader < what_.stalled) return Kind::stalled;
    if (reader < what_.stalled + what_.dead) return Kind::dead;
    if (reader < what_.stalled + what_.dead + what_.slow) return Kind::slow;
    return Kind::healthy;
}

void Run::take(std::size_t reader, const Stamp& stamp) {
    const auto now = monotonic_now();
    Seen& seen = seen_[reader];
    if (++seen.frames == 1) seen.first = now;
    seen.latest = now;
    observed_.healthy_frame(stamp, now);
}

Result<> Run::read_slowly(std::uint64_t ticks) {
    const auto bytes = static_cast<std::size_t>(ticks) * what_.frame_bytes / slow_divisor;
    for (std::size_t index = 0; index < readers_.size(); ++index) {
        if (kind_of(index) != Kind::slow) continue;
        const auto whole = [&](const Stamp& stamp) {
            observed_.slow_frame(stamp, seen_[index].latest, monotonic_now());
        };
        if (!readers_[index].take_at_most(bytes, whole)) return std::unexpected(gone(index));
    }
    return {};
}

void Run::break_the_dead() {
    for (std::size_t index = 0; index < readers_.size(); ++index)
        if (kind_of(index) == Kind::dead) readers_[index].break_off();
}

Result<> Run::next_frame() {
    if (!source_->start_frame())
        return fail(Code::peer_closed, std::string(peer_.name()) + " hung up on its source");
    watch_source();
    return {};
}

void Run::watch_source() {
    if (source_->busy() == source_waits_) return;
    source_waits_ = source_->busy();
    watch(source_->fd(), source_waits_ ? EPOLLIN | EPOLLOUT : EPOLLIN, source_tag, EPOLL_CTL_MOD);
}

Result<> Run::tick() {
    std::uint64_t due = 0;
    if (::read(timer_.get(), &due, sizeof(due)) < 0) return {};
    if (what_.fps > 0)
        if (auto started = next_frame(); !started) return started;
    if (auto read = read_slowly(due); !read) return read;

    if (monotonic_now() < next_keepalive_) return {};
    next_keepalive_ += keepalive_interval;
    const auto sign = peer_.keepalive();
    for (std::size_t index = 0; index < readers_.size() && !sign.empty(); ++index)
        if (readers_[index].fd() >= 0 && !send_all(readers_[index].fd(), sign))
            return std::unexpected(gone(index));
    return {};
}

Result<> Run::serve(const epoll_event& event) {
    const auto tag = event.data.u64;
    if (tag == tick_tag) return tick();
    if (tag == source_tag) {
        const bool open = (!(event.events & EPOLLOUT) || source_->go_on()) &&
                          (!(event.events & ~EPOLLOUT) || source_->drain());
        watch_source();
        if (open) return {};
        return fail(Code::peer_closed, std::string(peer_.name()) + " hung up on its source");
    }
    const auto index = static_cast<std::size_t>(tag);
    if (readers_[index].take([&](const Stamp& stamp) { take(index, stamp); })) return {};
    return std::unexpected(gone(index));
}

Result<> Run::turn(Duration wait_at_most) {
    std::array<epoll_event, 64> events;
    const auto wait_ms = std::chrono::ceil<std::chrono::milliseconds>(wait_at_most).count();
    const bool in_a_hurry = what_.fps == 0 && !source_->busy();
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                   in_a_hurry ? 0 : static_cast<int>(std::max(wait_ms, 0l)));
    for (int index = 0; index < count; ++index)
        if (auto served = serve(events[static_cast<std::size_t>(index)]); !served) return served;
    if (what_.fps == 0 && !source_->busy()) return next_frame();
    return {};
}

Result<> Run::go_for(Duration time) {
    for (const auto end = monotonic_now() + time; monotonic_now() < end;)
        if (auto turned = turn(end - monotonic_now()); !turned) return turned;
    return {};
}

Result<> Run::until_everyone_reads() {
    const auto waits = [](const Seen& seen) {
        return seen.kind == Kind::healthy && seen.frames == 0;
    };
    const auto deadline = monotonic_now() + attach_patience;
    while (std::ranges::any_of(seen_, waits)) {
        if (monotonic_now() > deadline)
            return fail(Code::timed_out, std::string(peer_.name()) + ": " +
                                             std::to_string(std::ranges::count_if(seen_, waits)) +
                                             " of " + std::to_string(what_.outputs) +
                                             " readers got no frame within 5 s");
        if (auto turned = turn(100ms); !turned) return turned;
    }
    return {};
}

void Run::open_window() {
    for (auto& seen : seen_) seen.frames = 0;
    observed_.clear();
    source_->longest_write();
    cpu_at_start_ = cpu_time(peer_.pid());
    opened_at_ = monotonic_now();
}

Figures Run::close_window() {
    const auto closed_at = monotonic_now();
    const std::chrono::duration<double> length = closed_at - opened_at_;
    const std::chrono::duration<double> cpu = cpu_time(peer_.pid()) - cpu_at_start_;
    const auto frames = observed_.frames();
    const double delivered_gb =
        static_cast<double>(frames) * static_cast<double>(what_.frame_bytes) / 1e9;
    std::optional<double> fewest;
    for (const auto& seen : seen_) {
        if (seen.kind != Kind::healthy) continue;
        const double fps = seen.fps(opened_at_, closed_at, interval());
        fewest = std::min(fewest.value_or(fps), fps);
    }

    using Milliseconds = std::chrono::duration<double, std::milli>;
    return {.p50_us = observed_.latency_us(0.50),
            .p99_us = observed_.latency_us(0.99),
            .cpu_s_per_gb = delivered_gb > 0 ? cpu.count() / delivered_gb : 0,
            .fps_min = fewest.value_or(0),
            .rss_mb = peak_rss_mb(peer_.pid()),
            .gb_per_s = delivered_gb / length.count(),
            .source_blocked_ms = Milliseconds(source_->longest_write()).count(),
            .slow_age = observed_.slow_age()};
}

Result<Figures> measure_started(Peer& peer, const Case& what, const Window& window) {
    Run run(peer, what);
    if (auto done = run.attach(); !done) return std::unexpected(done.error());
    if (auto done = run.until_everyone_reads(); !done) return std::unexpected(done.error());
    run.break_the_dead();
    if (auto done = run.go_for(window.warm_up); !done) return std::unexpected(done.error());
    // Only where there is load: answering costs CPU time as well.
    Questions questions(what.fps == 0 ? peer.question() : nullptr);
    run.open_window();
    if (auto done = run.go_for(window.length); !done) return std::unexpected(done.error());
    auto figures = run.close_window();
    figures.answers_ns = questions.finish();
    return figures;
}

}  // namespace

Result<StartTimes> measure_start(Peer& peer, const Case& what) {
    using Milliseconds = std::chrono::duration<double, std::milli>;
    const auto began = monotonic_now();
    if (auto started = peer.start(); !started) return std::unexpected(started.error());
    const auto listening = monotonic_now();
    Run run(peer, what);
    Result<> done = run.attach();
    if (done) done = run.next_frame();
    if (done) done = run.until_everyone_reads();
    const auto end = monotonic_now();
    peer.stop();
    if (!done) return std::unexpected(done.error());
    return StartTimes{Milliseconds(end - began).count(), Milliseconds(end - listening).count()};
}

Result<Figures> measure(Peer& peer, const Case& what, const Window& window) {
    if (auto started = peer.start(); !started) return std::unexpected(started.error());
    auto figures = measure_started(peer, what, window);
    peer.stop();
    return figures;
}

}  // namespace weir::bench
