#include "wire/bench.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <random>

#include "base/assert.hpp"

namespace weir::bench {
namespace {
using Clock = std::chrono::steady_clock;

constexpr double round_ns = 2e5;  // long enough for the clock, short enough to fit between others
constexpr int rounds = 300;
constexpr int cold_rounds = 60;
constexpr std::size_t cold_calls = 4096;
constexpr std::size_t alignment = 16;    // of a message, for those that need some
constexpr std::size_t slot_bytes = 256;  // of a small message: no two share a line or its neighbour

double nanoseconds(const std::function<void(std::size_t)>& loop, std::size_t calls) {
    const auto start = Clock::now();
    loop(calls);
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count();
}
}  // namespace

Received::Received(const std::vector<Bytes>& messages)
    : size_(messages.at(0).size()),
      stride_((size_ + alignment - 1) / alignment * alignment),
      count_(messages.size()) {
    memory_.resize(stride_ * count_);
    for (std::size_t i = 0; i < count_; ++i) {
        WEIR_ASSERT(messages[i].size() == size_);
        std::memcpy(memory_.data() + i * stride_, messages[i].data(), size_);
    }
}

ColdCopies::ColdCopies(std::span<const std::byte> message)
    : memory_(memory_bytes), size_(message.size()) {
    const std::size_t slot = (message.size() + slot_bytes) / slot_bytes * slot_bytes;
    for (std::size_t place = 0; place + slot <= memory_.size(); place += slot) {
        std::memcpy(memory_.data() + place, message.data(), message.size());
        order_.push_back(static_cast<std::uint32_t>(place));
    }
    std::ranges::shuffle(order_, std::mt19937_64(7));
}

void Bench::add_loop(std::string system, std::string message, std::string op,
                     std::function<void(std::size_t)> loop) {
    warm_.push_back({{"cpp", std::move(system), std::move(message), std::move(op), 1e30},
                     std::move(loop),
                     calls_min,
                     {}});
}

void Bench::must_divide(std::size_t messages) {
    WEIR_ASSERT(calls_min % messages == 0);
}

void Bench::left_out(std::string system, std::string reason) {
    left_out_.emplace_back(std::move(system), std::move(reason));
}

std::vector<Row> Bench::run() {
    for (Case& one : warm_)
        while (nanoseconds(one.loop, one.calls) < round_ns) one.calls *= 2;
    for (int round = 0; round < rounds; ++round)
        for (Case& one : warm_)
            one.row.ns = std::min(
                one.row.ns, nanoseconds(one.loop, one.calls) / static_cast<double>(one.calls));
    std::vector<Row> out;
    for (const Case& one : warm_) out.push_back(one.row);
    for (Case& one : cold_) {
        const auto loop = one.prepare();
        for (int round = 0; round < cold_rounds; ++round)
            one.row.ns = std::min(one.row.ns, nanoseconds(loop, cold_calls) / cold_calls);
        out.push_back(one.row);
    }
    return out;
}

}  // namespace weir::bench
