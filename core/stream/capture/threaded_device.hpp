#pragma once
// The thread every capture device has, and how it is asked to end.

#include <atomic>
#include <string>
#include <thread>
#include <utility>

#include "base/unique_fd.hpp"
#include "stream/capture/device.hpp"

namespace weir::capture {

// An eventfd that becomes readable and stays so until reset().
class StopSignal {
public:
    static Result<StopSignal> open();
    void raise();
    void reset();
    int fd() const { return fd_.get(); }

private:
    UniqueFd fd_;
};

// Counters that the capture thread writes and anyone reads.
struct LiveCounters {
    std::atomic<std::uint64_t> captured{0};
    std::atomic<std::uint64_t> damaged{0};
    std::atomic<std::uint64_t> missed{0};
    std::atomic<std::uint64_t> copied{0};

    Counters read() const {
        return {captured.load(), damaged.load(), missed.load(), copied.load()};
    }
};

// A derived class implements run() and calls stop() in its destructor, before its members go.
class ThreadedDevice : public Device {
public:
    Result<> start(Sink& sink) final;
    void stop() final;
    Counters counters() const final { return counters_.read(); }
    const std::string& name() const final { return name_; }

protected:
    ThreadedDevice(std::string name, StopSignal stop)
        : stop_(std::move(stop)), name_(std::move(name)) {}
    ~ThreadedDevice() override;

    // On the capture thread: captures until stop_signal() is readable, the source ends (on_end) or
    // is lost (the error becomes on_lost).
    virtual Result<> run(Sink& sink) = 0;

    const StopSignal& stop_signal() const { return stop_; }
    LiveCounters counters_;

private:
    void guarded_run(Sink& sink);

    StopSignal stop_;
    std::string name_;
    std::thread thread_;
};

}  // namespace weir::capture
