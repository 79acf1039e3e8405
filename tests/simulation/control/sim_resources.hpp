#pragma once
// What a simulated node keeps: the shipped graphs, with a world of dice behind their steps.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "control/reconcile/reconciler.hpp"
#include "control/resource/capture_graph.hpp"
#include "control/resource/link_graph.hpp"
#include "control/resource/output_graph.hpp"
#include "simulation/control/network.hpp"

namespace weir::sim::control {

// What a step of a device may meet.
struct Device {
    bool plugged = true;
    bool troubled = false;  // steps fail, hang or take long
};

// Calls that come for something that is gone find that out here.
class Alive {
public:
    template <typename F>
    auto guard(F f) const {
        return [weak = std::weak_ptr(token_), f = std::move(f)](auto&&... arguments) mutable {
            if (!weak.expired()) f(std::forward<decltype(arguments)>(arguments)...);
        };
    }
    void renew() { token_ = std::make_shared<int>(); }

private:
    std::shared_ptr<int> token_ = std::make_shared<int>();
};

class SimCapture final : public reconcile::Resource {
public:
    SimCapture(reconcile::Reconciler& reconciler, VirtualTime& time, Dice& dice, Device& device,
               std::string name)
        : reconciler_(reconciler), time_(time), dice_(dice), device_(device), name_(name) {
        id_ = reconciler_.add(*this);
    }
    ~SimCapture() override { reconciler_.remove(id_); }

    std::string_view kind() const override { return "capture"; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override { return resource::capturing::graph; }
    reconcile::State current() const override { return current_; }
    reconcile::State wanted() const override { return resource::capturing::streaming; }

    void begin(const reconcile::Edge& step, TimePoint) override {
        if (device_.troubled && dice_.chance(10)) {
            hung_ = step.to;  // until the trouble is over, or the step's deadline
            return;
        }
        const auto wait = device_.troubled ? dice_.ms(0, 900) : dice_.ms(0, 30);
        time_.after(wait, alive_.guard([this, to = step.to] {
            const bool up = to > current_;
            if (up && (!device_.plugged || (device_.troubled && dice_.chance(40))))
                return reconciler_.failed(id_, {Code::device_lost, name_ + ": no answer"});
            current_ = to;
            reconciler_.completed(id_, to);
        }));
    }
    bool cancel(TimePoint) override {
        alive_.renew();
        hung_.reset();
        return true;
    }

    void recovered() {
        const auto to = std::exchange(hung_, std::nullopt);
        if (!to) return reconciler_.poke(id_);
        current_ = *to;
        reconciler_.completed(id_, *to);
    }

    void unplugged() {
        if (current_ == resource::capturing::closed) return;
        alive_.renew();
        hung_.reset();
        current_ = resource::capturing::closed;
        reconciler_.failed(id_, {Code::device_lost, name_ + ": unplugged"});
    }

private:
    reconcile::Reconciler& reconciler_;
    VirtualTime& time_;
    Dice& dice_;
    Device& device_;
    std::string name_;
    reconcile::State current_ = resource::capturing::closed;
    std::optional<reconcile::State> hung_;
    Alive alive_;
    reconcile::ResourceId id_;
};

class SimLink final : public reconcile::Resource {
public:
    // `find` gives the address of the target, or nothing.
    using Find = std::function<std::optional<transport::Address>(const std::string&)>;

    SimLink(reconcile::Reconciler& reconciler, Network& network, std::string host,
            std::string target, Find find)
        : reconciler_(reconciler),
          network_(network),
          host_(std::move(host)),
          target_(std::move(target)),
          find_(std::move(find)) {
        id_ = reconciler_.add(*this);
    }
    ~SimLink() override {
        if (pipe_) network_.hang_up(pipe_);
        reconciler_.remove(id_);
    }

    std::string_view kind() const override { return "connection"; }
    std::string_view name() const override { return target_; }
    reconcile::Graph graph() const override { return resource::link::graph; }
    reconcile::State current() const override {
        return pipe_ ? resource::link::connected : resource::link::disconnected;
    }
    reconcile::State wanted() const override { return resource::link::connected; }
    reconcile::ResourceId id() const { return id_; }

    void begin(const reconcile::Edge& step, TimePoint) override {
        if (step.to == resource::link::disconnected) {
            network_.hang_up(std::exchange(pipe_, nullptr));
            return reconciler_.completed(id_, step.to);
        }
        const auto address = find_(target_);
        if (!address)
            return reconciler_.failed(id_, {Code::not_found, target_ + ": not announced"});
        network_.dial(host_, *address, alive_.guard([this](std::shared_ptr<Pipe> pipe) {
            if (!pipe) return reconciler_.failed(id_, {Code::peer_closed, target_ + ": not there"});
            pipe_ = std::move(pipe);
            pipe_->ends[0].on_broken = alive_.guard([this] {
                pipe_.reset();
                reconciler_.failed(id_, {Code::peer_closed, target_ + ": lost"});
            });
            reconciler_.completed(id_, resource::link::connected);
        }));
    }
    bool cancel(TimePoint) override {
        alive_.renew();
        return true;
    }
    void poke() { reconciler_.poke(id_); }

private:
    reconcile::Reconciler& reconciler_;
    Network& network_;
    std::string host_;
    std::string target_;
    Find find_;
    std::shared_ptr<Pipe> pipe_;
    Alive alive_;
    reconcile::ResourceId id_;
};

class SimEdge final : public reconcile::Resource {
public:
    SimEdge(reconcile::Reconciler& reconciler, std::shared_ptr<SimLink> link, std::string name)
        : reconciler_(reconciler), link_(std::move(link)), name_(std::move(name)) {
        reconcile::Settings settings;
        settings.dependencies = {
            {{resource::output::attached}, link_->id(), {resource::link::connected}}};
        id_ = reconciler_.add(*this, std::move(settings));
    }
    ~SimEdge() override { reconciler_.remove(id_); }

    std::string_view kind() const override { return "output"; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override { return resource::output::graph; }
    reconcile::State current() const override { return current_; }
    reconcile::State wanted() const override { return resource::output::attached; }
    void begin(const reconcile::Edge& step, TimePoint) override {
        current_ = step.to;
        reconciler_.completed(id_, step.to);
    }

private:
    reconcile::Reconciler& reconciler_;
    std::shared_ptr<SimLink> link_;
    std::string name_;
    reconcile::State current_ = resource::output::detached;
    reconcile::ResourceId id_;
};

}  // namespace weir::sim::control
