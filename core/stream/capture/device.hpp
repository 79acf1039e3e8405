#pragma once
// A source of live pictures. Its life: closed (no object), open, streaming.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "base/ledger.hpp"
#include "stream/capture/request.hpp"
#include "stream/capture/sink.hpp"

namespace weir::capture {

// Only grow, from start to start.
struct Counters {
    std::uint64_t captured = 0;  // handed to the sink
    std::uint64_t damaged = 0;   // thrown away: empty, flagged as broken, not what was announced
    std::uint64_t missed = 0;    // the driver or the clock skipped them
    std::uint64_t copied = 0;    // copied because readers held too many of the driver's buffers
};

// Opened by a factory (closed -> open), closed by its end. Lives on the node thread; the work is
// done on a thread of its own between start() and stop().
class Device {
public:
    virtual ~Device() = default;  // stops

    // open -> streaming. The sink must outlive stop(). A device may be started again.
    virtual Result<> start(Sink& sink) = 0;
    // streaming -> open; waits for the capture thread. No sink call comes after. Safe at any time.
    virtual void stop() = 0;

    virtual Counters counters() const = 0;  // thread-safe
    // For people and reports: "HD Webcam C525 (uvcvideo)", "screen :0", "pattern".
    virtual const std::string& name() const = 0;
};

// The device of request.device_path, on any thread: frame memory is booked on `account`, which
// outlives the device. Errors say what to do next: which group to join, which package to install.
Result<std::unique_ptr<Device>> open(const Request& request, Account& account);

}  // namespace weir::capture
