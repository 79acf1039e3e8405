#include "questions.hpp"

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <utility>

#include "base/clock.hpp"

namespace weir::bench {
namespace {

using namespace std::chrono_literals;
constexpr auto pause = 2ms;  // between an answer and the next question

}  // namespace

Questions::Questions(std::function<Result<>()> ask) : ask_(std::move(ask)) {
    if (!ask_) return;
    thread_ = std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            const auto asked_at = monotonic_now();
            if (!ask_()) return;  // the relay is gone, which the measurement itself reports
            answers_ns_.push_back((monotonic_now() - asked_at).count());
            std::this_thread::sleep_for(pause);
        }
    });
}

std::vector<std::int64_t> Questions::finish() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    std::ranges::sort(answers_ns_);
    return std::exchange(answers_ns_, {});
}

}  // namespace weir::bench
