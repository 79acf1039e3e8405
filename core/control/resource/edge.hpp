#pragma once
// An output that leaves through a link: the edge of the graph, as its sending node holds it.

#include <memory>
#include <string>

#include "control/reconcile/reconciler.hpp"
#include "control/resource/link.hpp"
#include "control/resource/output_port.hpp"

namespace weir::resource {

// Keeps its counters and its waiting frames while the link is down. Lives on the node thread.
class Edge final : public reconcile::Resource {
public:
    // An acknowledged output needs `deliveries`, which outlives it.
    Edge(relay::Relay& relay, reconcile::Reconciler& reconciler, std::shared_ptr<Link> link,
         Deliveries* deliveries = nullptr);
    ~Edge();

    Result<> open(const relay::OutputSettings& settings, TimePoint now,
                  relay::Relay::Place place = relay::Relay::Place::another);

    const OutputPort& port() const { return port_; }
    const std::shared_ptr<Link>& link() const { return link_; }
    void poke() { reconciler_.poke(id_); }

    std::string_view kind() const override { return "output"; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override;
    reconcile::State current() const override;
    reconcile::State wanted() const override;
    void begin(const reconcile::Edge& step, TimePoint now) override;

private:
    reconcile::Reconciler& reconciler_;
    std::shared_ptr<Link> link_;
    OutputPort port_;
    std::string name_;
    reconcile::ResourceId id_;
};

}  // namespace weir::resource
