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
#include "control/resource/sink_graph.hpp"
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

// Something that needs a device of this machine: a capture, or a recording and its disk.
class SimDevice final : public reconcile::Resource {
public:
    struct Shape {
        std::string_view kind;
        reconcile::Graph graph;
        reconcile::State without;  // the furthest that it gets without its device
    };
    using Wanted = std::function<reconcile::State()>;

    SimDevice(reconcile::Reconciler& reconciler, VirtualTime& time, Dice& dice, Device& device,
              const Shape& shape, std::string name, Wanted wanted)
        : reconciler_(reconciler),
          time_(time),
          dice_(dice),
          device_(device),
          shape_(shape),
          name_(std::move(name)),
          wanted_(std::move(wanted)) {
        id_ = reconciler_.add(*this);
    }
    ~SimDevice() override { reconciler_.remove(id_); }

    std::string_view kind() const override { return shape_.kind; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override { return shape_.graph; }
    reconcile::State current() const override { return current_; }
    reconcile::State wanted() const override { return wanted_(); }
    void poke() { reconciler_.poke(id_); }

    void begin(const reconcile::Edge& step, TimePoint) override {
        if (device_.troubled && dice_.chance(10)) {
            hung_ = step.to;  // until the trouble is over, or the step's deadline
            return;
        }
        const auto wait = device_.troubled ? dice_.ms(0, 900) : dice_.ms(0, 30);
        time_.after(wait, alive_.guard([this, to = step.to] {
            const bool needs_device = to > current_ && to > shape_.without;
            if (needs_device && (!device_.plugged || (device_.troubled && dice_.chance(40))))
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
        if (!to) return poke();
        current_ = *to;
        reconciler_.completed(id_, *to);
    }

    void unplugged() {
        if (current_ <= shape_.without) return;
        alive_.renew();
        hung_.reset();
        current_ = shape_.without;
        reconciler_.failed(id_, {Code::device_lost, name_ + ": unplugged"});
    }

private:
    reconcile::Reconciler& reconciler_;
    VirtualTime& time_;
    Dice& dice_;
    Device& device_;
    Shape shape_;
    std::string name_;
    Wanted wanted_;
    reconcile::State current_ = 0;
    std::optional<reconcile::State> hung_;
    Alive alive_;
    reconcile::ResourceId id_;
};

inline const SimDevice::Shape capture_shape{"capture", resource::capturing::graph,
                                            resource::capturing::closed};
inline const SimDevice::Shape sink_shape{"sink", resource::sink::graph, resource::sink::ready};

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
    // `too_early`: it attaches while its link is not connected.
    SimEdge(reconcile::Reconciler& reconciler, std::shared_ptr<SimLink> link, std::string name,
            std::function<void()> too_early)
        : reconciler_(reconciler),
          link_(std::move(link)),
          name_(std::move(name)),
          too_early_(std::move(too_early)) {
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
        if (step.to == resource::output::attached && link_->current() != resource::link::connected)
            too_early_();
        current_ = step.to;
        reconciler_.completed(id_, step.to);
    }

private:
    reconcile::Reconciler& reconciler_;
    std::shared_ptr<SimLink> link_;
    std::string name_;
    std::function<void()> too_early_;
    reconcile::State current_ = resource::output::detached;
    reconcile::ResourceId id_;
};

}  // namespace weir::sim::control
