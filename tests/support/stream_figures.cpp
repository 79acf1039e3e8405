#include "support/stream_figures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace weir::support {
namespace {

std::int64_t percentile(std::vector<std::int64_t> values, double share) {
    if (values.empty()) return 0;
    const auto rank = std::ceil(share * static_cast<double>(values.size()));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
    std::ranges::nth_element(values, at);
    return *at;
}

std::string shown(std::optional<std::uint32_t> number) {
    return number ? std::to_string(*number) : "null";
}

std::string list(const std::vector<std::string>& words) {
    std::string text = "[";
    for (const auto& word : words) text += (text.size() > 1 ? ", \"" : "\"") + word + "\"";
    return text + "]";
}

// One "key": value after another.
class Object {
public:
    Object& add(const std::string& key, const std::string& value) {
        text_ += (text_.empty() ? "{\n  \"" : ",\n  \"") + key + "\": " + value;
        return *this;
    }
    Object& add(const std::string& key, std::integral auto value) {
        return add(key, std::to_string(value));
    }
    std::string done() const { return text_ + "\n}\n"; }

private:
    std::string text_;
};

}  // namespace

void Counting::saw(std::uint32_t number) {
    if (!first) first = number;
    if (last && number <= *last) {
        ++out_of_order;
        return;
    }
    if (last) gaps += number - *last - 1;
    last = number;
}

void StreamFigures::arrived(TimePoint now, std::uint64_t payload_bytes) {
    if (!first_at) first_at = now;
    if (last_at)
        silence_us_max = std::max<std::int64_t>(
            silence_us_max,
            std::chrono::duration_cast<std::chrono::microseconds>(now - *last_at).count());
    last_at = now;
    ++frames;
    bytes += payload_bytes;
}

double StreamFigures::fps() const {
    if (frames < 2 || *last_at == *first_at) return 0;
    return static_cast<double>(frames - 1) /
           std::chrono::duration<double>(*last_at - *first_at).count();
}

std::string json(const StreamFigures& figures) {
    char fps[32];
    std::snprintf(fps, sizeof(fps), "%.2f", figures.fps());
    return Object()
        .add("frames", figures.frames)
        .add("fps", std::string(fps))
        .add("bytes", figures.bytes)
        .add("first_number", shown(figures.picture.first))
        .add("last_number", shown(figures.picture.last))
        .add("out_of_order", figures.picture.out_of_order)
        .add("gaps", figures.picture.gaps)
        .add("undecodable", figures.undecodable)
        .add("unnumbered", figures.unnumbered)
        .add("width", figures.width)
        .add("height", figures.height)
        .add("first_sequence", shown(figures.sequence.first))
        .add("last_sequence", shown(figures.sequence.last))
        .add("sequence_gaps", figures.sequence.gaps)
        .add("sequence_out_of_order", figures.sequence.out_of_order)
        .add("plain_frames", figures.plain_frames)
        .add("keyframes", figures.keyframes)
        .add("discontinuities", figures.discontinuities)
        .add("latency_p50_us", percentile(figures.ages_us, 0.50))
        .add("latency_p99_us", percentile(figures.ages_us, 0.99))
        .add("silence_us_max", figures.silence_us_max)
        .add("stream_events", list(figures.events))
        .add("congestion_reports", figures.congestion_reports)
        .add("connections", figures.connections)
        .add("ended", "\"" + figures.ended + "\"")
        .done();
}

}  // namespace weir::support
