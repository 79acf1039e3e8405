#include "simulation/control/world.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "simulation/control/controller.hpp"
#include "simulation/control/sim_node.hpp"

namespace weir::sim::control {
namespace {

using namespace std::chrono_literals;

constexpr auto converge_within = 3s;              // after the last fault, without anybody's help
constexpr auto everybody_known_within = 5s + 1s;  // one announce interval and a bit
// Three intervals of silence, and what datagrams may be late.
constexpr auto silent_forgotten_within =
    limits::announce_interval * limits::announce_intervals_silent_max + 1s;
constexpr auto operation_max = 30s;  // in calm, with two controllers at work

class World {
public:
    explicit World(std::uint64_t seed) : dice_(seed), network_(time_, seed * 7 + 1) {
        // Mostly few nodes, because faults meet more often there; sometimes up to thirty.
        const auto count = dice_.chance(10) ? dice_.between(9, 30) : dice_.between(2, 8);
        std::vector<std::string> names;
        for (std::uint32_t i = 0; i < count; ++i) names.push_back("n:n" + std::to_string(i));
        for (const std::string& name : names)
            nodes_.push_back(
                std::make_unique<SimNode>(time_, network_, oracles_, name, dice_.next()));
        for (const char* name : {"controller:a", "controller:b"})
            controllers_.push_back(std::make_unique<Controller>(
                time_, network_, name, names,
                [this](const std::string& node) { return address_of(node); }, dice_.next()));
    }

    Outcome run() {
        for (const auto& node : nodes_) time_.after(dice_.ms(0, 2'000), [&node] { node->start(); });
        const TimePoint faults_end = time_.now() + dice_.ms(10'000, 40'000);
        disturb(faults_end);
        expire();
        run_until(faults_end);

        heal();
        // Whoever is still at work comes to an end: it changes things, too.
        while (oracles_.violation.empty() && !idle()) run_until(time_.now() + 10ms);
        const TimePoint healed = time_.now();
        while (oracles_.violation.empty() && !unfinished().empty() &&
               time_.now() < healed + converge_within)
            run_until(time_.now() + 10ms);
        settled_ = time_.now() - healed;
        run_until(std::max(time_.now(), healed + converge_within));
        if (const auto what = unfinished(); !what.empty())
            oracles_.violated("not well 3 s after the last fault: " + what);
        run_until(healed + everybody_known_within);
        if (const auto what = strangers(); !what.empty()) oracles_.violated(what);
        if (const auto what = shared_ids(); !what.empty()) oracles_.violated(what);
        if (const auto what = unfinished(); !what.empty())
            oracles_.violated("well, and then not: " + what);
        apply_at_once();
        return outcome();
    }

private:
    // Both controllers, each what it wants, while nothing goes wrong.
    void apply_at_once() {
        if (!oracles_.violation.empty()) return;
        const auto before = captured();
        for (const auto& controller : controllers_) controller->apply();
        run_until_idle("operations do not end");
        run_until(time_.now() + converge_within);
        if (const auto what = unfinished(); !what.empty())
            oracles_.violated("not well 3 s after topologies were applied: " + what);
        if (const auto what = taken_twice(before); !what.empty()) oracles_.violated(what);
        for (const auto& controller : controllers_)
            if (oracles_.violation.empty()) controller->compare();
        run_until_idle("nobody answers");
        for (const auto& controller : controllers_)
            if (!controller->missing.empty())
                oracles_.violated("a topology was applied, but for: " + controller->missing);
    }

    // What every node is meant to capture now, and under which id.
    using Captured = std::map<std::pair<std::string, std::string>, std::uint16_t>;
    Captured captured() const {
        Captured all;
        for (const auto& node : nodes_)
            for (const auto& wish : node->wishes())
                all[{node->name(), wish.device_path}] = wish.stream_id;
        return all;
    }

    // A device that was not captured before and has the id of another.
    std::string taken_twice(const Captured& before) const {
        const Captured now = captured();
        for (const auto& [fresh, id] : now)
            for (const auto& [other, other_id] : now)
                if (id == other_id && fresh != other && !before.contains(fresh))
                    return "stream " + std::to_string(id) + " was given to " + fresh.second +
                           " of " + fresh.first + " and is " + other.second + " of " + other.first;
        return {};
    }

    void run_until_idle(const std::string& otherwise) {
        const TimePoint end = time_.now() + operation_max;
        while (oracles_.violation.empty() && !idle() && time_.now() < end)
            run_until(time_.now() + 10ms);
        if (oracles_.violation.empty() && !idle()) oracles_.violated(otherwise);
    }

    void run_until(TimePoint end) {
        if (!oracles_.violation.empty()) return;
        const bool ends = time_.run_until(end, [this] {
            for (const auto& node : nodes_) node->check();
        });
        if (!ends) oracles_.violated("it never comes to rest");
    }

    SimNode& any() { return *nodes_[dice_.upto(nodes_.size() - 1)]; }
    std::string device() {
        return dice_.chance(20) ? disk_device : "pattern:" + std::to_string(dice_.upto(2));
    }

    void disturb(TimePoint end) {
        time_.after(dice_.ms(1, 60), [this, end] {
            if (time_.now() >= end) return;
            if (dice_.chance(70))
                command();
            else
                fault();
            disturb(end);
        });
    }

    void command() { controllers_[dice_.upto(1)]->act(); }

    // By what some other node knows of it, as a controller that listens would.
    transport::Address address_of(const std::string& name) {
        const std::size_t first = dice_.upto(nodes_.size() - 1);
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            const SimNode& asked = *nodes_[(first + i) % nodes_.size()];
            const network::Peer* peer = asked.name() == name ? nullptr : asked.knows(name);
            if (peer != nullptr) return peer->address;
        }
        return {};
    }

    void expire() {
        for (const auto& controller : controllers_) controller->expire();
        if (const auto what = ghosts(); !what.empty()) oracles_.violated(what);
        time_.after(100ms, [this] { expire(); });
    }

    bool idle() const {
        return std::ranges::all_of(controllers_, [](const auto& one) { return one->idle(); });
    }

    void fault() {
        SimNode& node = any();
        switch (dice_.upto(9)) {
            case 0:
                node.crash();
                ++crashes_;
                return time_.after(dice_.ms(10, 4'000), [&node] { node.start(); });
            case 1:
            case 2:
                return part(node, any());
            case 3:
                node.unplug(device(), false);
                return;
            case 4:
            case 5:
                node.unplug(device(), true);
                return;
            case 6:
                node.trouble(device(), true);
                return;
            case 7:
                node.trouble(device(), false);
                return;
            case 8:
                node.fill_disk();
                return;
            default:
                if (dice_.chance(30)) node.jump(dice_.ms(100, 60'000));
                return;
        }
    }

    void part(const SimNode& a, const SimNode& b) {
        const std::string other = dice_.chance(30) ? "controller:a" : b.name();
        if (a.name() == other) return;
        network_.cut(a.name(), other, true);
        apart_since_.try_emplace(std::minmax(a.name(), other), time_.now());
        time_.after(dice_.ms(100, 25'000), [this, a = a.name(), other] {
            network_.cut(a, other, false);
            apart_since_.erase(std::minmax(a, other));
        });
    }

    void heal() {
        network_.heal();
        apart_since_.clear();
        for (const auto& node : nodes_) node->heal();
    }

    std::string unfinished() const {
        for (const auto& node : nodes_)
            if (auto what = node->unfinished(); !what.empty()) return what;
        return {};
    }

    // Somebody who has not been heard for long and is still there to a node.
    std::string ghosts() const {
        for (const auto& node : nodes_)
            for (const auto& [pair, since] : apart_since_) {
                if (time_.now() - since < silent_forgotten_within) continue;
                if (node->name() != pair.first && node->name() != pair.second) continue;
                const auto& other = node->name() == pair.first ? pair.second : pair.first;
                if (node->knows(other) != nullptr)
                    return node->name() + " still knows " + other + ", of whom nothing was heard";
            }
        return {};
    }

    std::string strangers() const {
        for (const auto& one : nodes_)
            for (const auto& other : nodes_) {
                if (one == other) continue;
                const network::Peer* peer = one->knows(other->name());
                if (peer == nullptr || peer->boot_nonce != other->boot_nonce())
                    return one->name() + " does not know " + other->name() + " as it is now" +
                           (peer == nullptr
                                ? ", but not at all"
                                : ", but at port " + std::to_string(peer->address.port));
            }
        return {};
    }

    // Two devices under one id, both allocated while everybody could be asked.
    std::string shared_ids() const {
        std::map<std::uint16_t, Controller::Allocated> owners;
        for (const auto& controller : controllers_)
            for (const auto& one : controller->allocated()) {
                if (!still_wanted(one)) continue;
                const auto [owner, fresh] = owners.try_emplace(one.stream_id, one);
                if (!fresh &&
                    (owner->second.node != one.node || owner->second.device != one.device))
                    return "stream " + std::to_string(one.stream_id) + " is " + one.device +
                           " of " + one.node + " and " + owner->second.device + " of " +
                           owner->second.node;
            }
        return {};
    }

    bool still_wanted(const Controller::Allocated& one) const {
        return std::ranges::any_of(nodes_, [&](const auto& node) {
            return node->name() == one.node &&
                   node->captures_since(one.stream_id, one.device, one.when);
        });
    }

    Outcome outcome() const {
        Outcome told;
        if (!oracles_.violation.empty()) told.violation = oracles_.violation;
        told.trace = time_.trace();
        told.nodes = nodes_.size();
        for (const auto& node : nodes_) told.changes += node->changes();
        for (const auto& controller : controllers_) {
            told.lost += controller->lost;
            told.allocated += controller->allocated().size();
            told.disputed += controller->disputed;
            told.applied += controller->applied;
        }
        told.crashes = crashes_;
        told.settled_ms = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(settled_).count());
        return told;
    }

    Dice dice_;
    VirtualTime time_;
    Network network_;
    Oracles oracles_;
    std::vector<std::unique_ptr<SimNode>> nodes_;
    std::vector<std::unique_ptr<Controller>> controllers_;
    std::map<std::pair<std::string, std::string>, TimePoint> apart_since_;
    std::uint64_t crashes_ = 0;
    Duration settled_{};
};

}  // namespace

Outcome run_seed(std::uint64_t seed) {
    return World(seed).run();
}

}  // namespace weir::sim::control
