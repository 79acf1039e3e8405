#pragma once
// Code that waits for answers, within a world that is single-threaded and on virtual time.

#include <functional>
#include <semaphore>
#include <thread>
#include <utility>

#include "base/assert.hpp"

namespace weir::sim::control {

// Runs blocking code on a stack of its own: a thread, of which only one of the two ever runs, so
// that a seed stays a run. Everything but wait() is called from the outside.
class Errand {
public:
    Errand() = default;
    Errand(const Errand&) = delete;
    Errand& operator=(const Errand&) = delete;
    ~Errand() {
        if (busy_) {
            cancelled_ = true;
            resume();
        }
        if (thread_.joinable()) thread_.join();
    }

    bool busy() const { return busy_; }
    bool waits() const { return waits_; }

    // Runs `job` until it waits or ends. Not while one is busy.
    void start(std::function<void()> job) {
        WEIR_ASSERT(!busy_);
        if (thread_.joinable()) thread_.join();
        busy_ = true;
        thread_ = std::thread([this, job = std::move(job)] {
            inside_.acquire();
            try {
                job();
            } catch (const Cancelled&) {  // the world has ended
            }
            busy_ = false;
            outside_.release();
        });
        hand_over();
    }

    // From inside: until resume().
    void wait() {
        waits_ = true;
        outside_.release();
        inside_.acquire();
        if (cancelled_) throw Cancelled{};
    }
    void resume() {
        waits_ = false;
        hand_over();
    }

private:
    struct Cancelled {};

    void hand_over() {
        inside_.release();
        outside_.acquire();
    }

    std::thread thread_;
    std::binary_semaphore inside_{0};
    std::binary_semaphore outside_{0};
    bool busy_ = false;
    bool waits_ = false;
    bool cancelled_ = false;
};

}  // namespace weir::sim::control
