#include "nodes/frame_pump.hpp"

#include <utility>

namespace weir::nodes {

FramePump::FramePump(std::size_t frames_waiting_max, Work work)
    : work_(std::move(work)), waiting_(frames_waiting_max), thread_([this] { loop(); }) {}

FramePump::~FramePump() {
    abandon();
    finish();
    thread_.join();
}

bool FramePump::ended_within(Duration patience) {
    return end_.wait_for(patience) == std::future_status::ready;
}

void FramePump::put(frame::FrameRef frame) {
    if (waiting_.put(std::move(frame)) == Handoff<Item>::Put::spilled) return;
    ++arrivals_;
    arrivals_.notify_one();
}

void FramePump::finish() {
    waiting_.put_always(End{});
    ++arrivals_;
    arrivals_.notify_one();
}

void FramePump::loop() {
    while (take_next()) continue;
    ended_.set_value();
    work_.stopped();
}

bool FramePump::take_next() {
    const std::uint32_t seen = arrivals_;
    auto item = waiting_.take();
    if (!item) {
        arrivals_.wait(seen);
        return true;
    }
    if (std::holds_alternative<End>(*item)) {
        if (abandoned_) return false;
        if (auto finished = work_.finish(); !finished) problem_ = finished.error();
        return false;
    }
    if (abandoned_) return true;
    if (auto wrote = work_.write(*std::get<frame::FrameRef>(*item)); !wrote) {
        problem_ = wrote.error();
        return false;
    }
    ++written_;
    return true;
}

}  // namespace weir::nodes
