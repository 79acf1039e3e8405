#include "nodes/cli/follower.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "control/report/fit.hpp"

namespace weir::nodes::cli {

using operations::NodeReport;

Follower::Follower(LiveNetwork& network, Duration interval, std::vector<std::string> besides)
    : network_(network), interval_(interval), besides_(std::move(besides)) {
    network_.follow(
        [this](const std::string& node, const gen::StateChange& change) {
            const auto at = known_.find(node);
            if (at == known_.end()) return;
            at->second.mirror.apply(change, monotonic_now());
            const NodeReport& report = at->second.report;
            const std::uint64_t start = report.runtime ? report.runtime->boot_nonce : 0;
            for (const gen::NodeEvent& event : change.events)
                events_.push_back({node, report.info.name, start, event});
        },
        [this](const std::string& node) {
            const auto at = known_.find(node);
            if (at != known_.end()) at->second.follows = at->second.refuses = false;
        });
    look_around();
}

Follower::~Follower() {
    network_.follow(nullptr, nullptr);
}

// Who tells changes is not asked; everybody else is, and whoever answers is asked to tell.
void Follower::look_around() {
    auto called = operations::roll_call(network_, besides_);
    std::set<std::string> there;
    for (const NodeReport& report : called) there.insert(operations::whom(report.info));
    std::erase_if(known_, [&](const auto& one) { return !there.contains(one.first); });
    std::erase_if(called, [&](const NodeReport& report) {
        const auto at = known_.find(operations::whom(report.info));
        return at != known_.end() && at->second.follows;
    });

    operations::ask_state(network_, called, operations::Look::both);
    std::vector<std::string> willing;
    for (NodeReport& report : called) {
        const std::string node = operations::whom(report.info);
        Known& known = known_[node];
        if (report.runtime && report.config && !known.refuses) willing.push_back(node);
        known.report = std::move(report);
        known.asked = monotonic_now();
    }
    subscribe(willing);
    looked_ = monotonic_now();
}

void Follower::subscribe(const std::vector<std::string>& whom) {
    std::vector<operations::Question> questions;
    for (const std::string& node : whom) {
        known_[node].mirror = {};
        questions.push_back(operations::question(
            node, gen::SubscribeRequest{.interval = report::short_ms(interval_)}));
    }
    const auto answers = network_.ask(questions);
    for (std::size_t i = 0; i < whom.size(); ++i) {
        known_[whom[i]].follows = answers[i].has_value();
        known_[whom[i]].refuses = !answers[i];
    }
}

operations::Site Follower::site() const {
    const TimePoint now = monotonic_now();
    operations::Site site;
    for (const auto& [node, known] : known_) {
        NodeReport report = known.report;
        if (report.runtime) report.runtime->uptime += report::whole_ms(now - known.asked);
        if (known.follows && known.mirror.whole()) known.mirror.write(report, now);
        site.nodes.push_back(std::move(report));
    }
    std::ranges::stable_sort(site.nodes, {}, [](const NodeReport& one) { return one.info.name; });
    return site;
}

bool Follower::follows(const NodeReport& node) const {
    const auto at = known_.find(operations::whom(node.info));
    return at != known_.end() && at->second.follows;
}

bool Follower::wait(Duration pause) {
    if (!network_.wait_news(interval_)) return false;
    if (const auto rest = returned_ + pause - monotonic_now(); rest > Duration{})
        if (!network_.wait(rest)) return false;
    const bool somebody_new = std::ranges::any_of(
        operations::roll_call(network_, besides_), [this](const NodeReport& report) {
            return !known_.contains(operations::whom(report.info));
        });
    if (somebody_new || monotonic_now() >= looked_ + interval_) look_around();
    returned_ = monotonic_now();
    return !network_.interrupted();
}

std::vector<Follower::Event> Follower::take_events() {
    return std::exchange(events_, {});
}

}  // namespace weir::nodes::cli
