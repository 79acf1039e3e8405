#include "control/resource/congestion.hpp"

#include <utility>

#include "base/limits.hpp"

namespace weir::resource {
namespace {

using relay::DropCause;

// One of so many frames replaced is a busy machine; more is a reader that is too slow.
constexpr std::uint64_t replaced_share = 10;

bool is_congestion(DropCause cause) {
    return cause != DropCause::interrupted && cause != DropCause::output_closed;
}

std::uint64_t dropped_by_policy(const relay::DropCounts& drops) {
    std::uint64_t frames = 0;
    for (std::size_t i = 0; i < relay::drop_cause_count; ++i)
        if (const auto cause = static_cast<DropCause>(i); is_congestion(cause))
            frames += drops[cause];
    return frames;
}

}  // namespace

bool CongestionWatch::suffers(const relay::OutputStats& stats, TimePoint now) const {
    if (stats.oldest_since && now - *stats.oldest_since > limits::congestion_age_max) return true;
    const std::uint64_t dropped = dropped_by_policy(stats.dropped) - dropped_;
    if (delivery_ != relay::Delivery::low_latency) return dropped > 0;
    return dropped * replaced_share > stats.frames_received - received_;
}

CongestionWatch::Look CongestionWatch::look(const relay::OutputStats& stats, TimePoint now,
                                            bool may_report) {
    if (std::exchange(over_, false)) since_.reset();
    const bool suffering = suffers(stats, now);
    // A slot that replaces once is well; a queue that drops once has lost something for good.
    const bool begins =
        suffering && (suffered_before_ || delivery_ != relay::Delivery::low_latency);
    const std::uint64_t dropped = dropped_by_policy(stats.dropped);
    const bool worse = dropped != dropped_;
    if (!since_) {
        dropped_before_ = dropped_;
        counts_before_ = counts_;
    }
    counts_ = stats.dropped;
    dropped_ = dropped;
    received_ = stats.frames_received;
    suffered_before_ = suffering;
    if (suffering) last_suffered_ = now;

    Look look;
    if (!since_ && begins) {
        since_ = now;
        look.turn = Turn::begun;
    } else if (since_ && now - last_suffered_ >= limits::congestion_calm) {
        look.turn = Turn::ended;
        over_ = true;
    }
    if (since_) find_cause(stats);
    const Duration silence = now - last_report_.value_or(now - limits::congestion_report_interval);
    report_owed_ = report_owed_ || look.turn != Turn::none ||
                   silence >= limits::congestion_report_interval ||
                   (worse && congested() && silence >= limits::congestion_report_spacing_min);
    look.report = report_owed_ && may_report;
    if (look.report) {
        report_owed_ = false;
        last_report_ = now;
    }
    return look;
}

void CongestionWatch::find_cause(const relay::OutputStats& stats) {
    std::uint64_t most = 0;
    cause_.reset();
    for (std::size_t i = 0; i < relay::drop_cause_count; ++i) {
        const auto cause = static_cast<DropCause>(i);
        const std::uint64_t frames = stats.dropped[cause] - counts_before_[cause];
        // Those fell because others had fallen: what befell the others is the cause.
        if (!is_congestion(cause) || cause == DropCause::awaiting_keyframe || frames <= most)
            continue;
        most = frames;
        cause_ = cause;
    }
    constexpr auto followers = DropCause::awaiting_keyframe;
    if (!cause_ && stats.dropped[followers] > counts_before_[followers]) cause_ = followers;
}

}  // namespace weir::resource
