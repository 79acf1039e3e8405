#include "simulation/bare_runs.hpp"

#include <algorithm>

namespace weir::sim {

void BareRuns::offered(const Picture& picture, std::size_t bytes, bool clean) {
    offered_.push_back({picture, bytes, clean});
}

void BareRuns::arrived(Run& run, std::span<const std::byte> bytes, TimePoint now) {
    run.bytes.push(bytes.data(), bytes.size());
    while (take_one(run)) last_at_ = now;
}

bool BareRuns::take_one(Run& run) {
    if (run.bytes.size() < picture_bytes_min) return false;
    const Picture picture = glance(run.bytes.first(picture_bytes_min));
    const std::string what = "bare bytes, payload " + std::to_string(picture.sequence) + ": ";
    if (!run.next) {
        run.next = place_of(picture);
        expect_(!run.next || offered_[*run.next].clean, what + "a run begins inside a group");
        ++runs_;
    }
    const bool due =
        run.next && *run.next < offered_.size() && offered_[*run.next].picture == picture;
    expect_(due, what + "not the one that is due in its run");
    if (!due || run.bytes.size() < offered_[*run.next].bytes) return false;
    const std::size_t size = offered_[*run.next].bytes;
    expect_(recognise(run.bytes.first(size)).has_value(), what + "not what was sent");
    run.bytes.drop(size);
    ++*run.next;
    ++payloads_;
    return true;
}

std::optional<std::size_t> BareRuns::place_of(const Picture& picture) const {
    const auto found = std::ranges::find(offered_, picture, &Offered::picture);
    if (found == offered_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - offered_.begin());
}

void BareRuns::check_whole() const {
    expect_(runs_ == 1 && payloads_ == offered_.size(),
            "bare bytes: of " + std::to_string(offered_.size()) + " payloads " +
                std::to_string(payloads_) + " came, in " + std::to_string(runs_) + " runs");
}

}  // namespace weir::sim
