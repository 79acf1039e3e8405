#pragma once
// A sink that remembers what it was given and lets a test wait for it.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "stream/capture/sink.hpp"

namespace weir::test {

class RecordingSink : public capture::Sink {
public:
    struct Seen {
        std::optional<frame::StreamFormat> format;
        std::vector<frame::FrameRef> frames;
        std::size_t frame_count = 0;
        std::vector<std::uint32_t> pictures;  // their sequence numbers
        std::optional<Error> lost;
        bool ended = false;
        std::size_t calls_after_end = 0;
    };

    // Frames are counted but not kept when a test wants their memory back at once.
    explicit RecordingSink(bool keep_frames = true) : keep_(keep_frames) {}

    void on_format(const frame::StreamFormat& format) override {
        note([&] { seen_.format = format; });
    }
    void on_frame(frame::FrameRef frame) override {
        note([&] {
            ++seen_.frame_count;
            if (keep_) seen_.frames.push_back(std::move(frame));
        });
    }
    void on_picture(const frame::Picture& picture) override {
        if (look) look(picture);
        note([&] { seen_.pictures.push_back(picture.sequence); });
    }
    void on_lost(Error error) override {
        note([&] { seen_.lost = std::move(error); });
    }
    void on_end() override {
        note([&] { seen_.ended = true; });
    }

    // Blocks until it holds; a watchdog ends a test that waits for ever.
    void wait_until(const std::function<bool(const Seen&)>& holds) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return holds(seen_); });
    }
    Seen seen() {
        const std::lock_guard lock(mutex_);
        return seen_;
    }
    void forget_frames() {
        std::vector<frame::FrameRef> gone;
        const std::lock_guard lock(mutex_);
        gone.swap(seen_.frames);
    }

    std::function<void(const frame::Picture&)>
        look;  // on the capture thread, where nothing may be checked; set before start()

private:
    void note(const std::function<void()>& change) {
        {
            const std::lock_guard lock(mutex_);
            if (seen_.ended || seen_.lost) ++seen_.calls_after_end;
            change();
        }
        changed_.notify_all();
    }

    bool keep_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Seen seen_;
};

}  // namespace weir::test
