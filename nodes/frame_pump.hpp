#pragma once
// A thread that writes frames where writing may block: a pipe, a recorder's standard input.

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <thread>
#include <variant>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/mailbox.hpp"
#include "stream/frame/frame.hpp"

namespace weir::nodes {

// put() never waits: what does not fit is counted. Node thread, except where said.
class FramePump {
public:
    struct Work {
        // On the pump's thread. After an error nothing more is written.
        std::function<Result<>(const frame::Frame&)> write;
        std::function<Result<>()> finish;  // after the last frame; never after an error
        std::function<void()> stopped;     // the thread is about to end
    };

    FramePump(std::size_t frames_waiting_max, Work work);
    ~FramePump();

    void put(frame::FrameRef frame);
    // No frame follows. `stopped` comes when what waits has been written.
    void finish();
    // After finish(): waits for the thread.
    void wait_end() { end_.wait(); }
    // The same, but false when it takes longer than that.
    bool ended_within(Duration patience);
    // Gives up what waits. A write that blocks for ever keeps the thread: leave the program then.
    void abandon() { abandoned_ = true; }

    std::uint64_t written() const { return written_; }  // thread-safe
    std::uint64_t spilled() const { return waiting_.spilled(); }
    // The reason why it stopped early; read after `stopped`.
    const std::optional<Error>& problem() const { return problem_; }

private:
    struct End {};
    using Item = std::variant<frame::FrameRef, End>;

    void loop();
    bool take_next();

    Work work_;
    Handoff<Item> waiting_;
    std::atomic<std::uint32_t> arrivals_{0};
    std::atomic<std::uint64_t> written_{0};
    std::atomic<bool> abandoned_{false};
    std::optional<Error> problem_;
    std::promise<void> ended_;
    std::future<void> end_{ended_.get_future()};
    std::thread thread_;
};

}  // namespace weir::nodes
