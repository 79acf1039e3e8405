#include "control/resource/edge.hpp"

#include <utility>

#include "control/resource/link_graph.hpp"
#include "control/resource/output_graph.hpp"

namespace weir::resource {
namespace {

// A reader that refuses a stream is asked again, but not more often than this.
constexpr auto refused_retry_max = std::chrono::seconds(5);

}  // namespace

Edge::Edge(relay::Relay& relay, reconcile::Reconciler& reconciler, std::shared_ptr<Link> link,
           Deliveries* deliveries)
    : reconciler_(reconciler), link_(std::move(link)), port_(relay, deliveries) {}

Edge::~Edge() {
    reconciler_.remove(id_);
}

Result<> Edge::open(const relay::OutputSettings& settings, TimePoint now,
                    relay::Relay::Place place) {
    if (auto opened = port_.open(settings, now, place); !opened) return opened;
    name_ = output_name(settings.stream_id, settings.output_stream_id, link_->target());
    reconcile::Settings tuning;
    tuning.back_off = {limits::backoff_first, refused_retry_max};
    tuning.dependencies = {{{output::attached}, link_->id(), {link::connected}}};
    id_ = reconciler_.add(*this, std::move(tuning));
    port_.on_lost([this](OutputPort::Loss loss, const Error& why) {
        // A lost connection is the link's trouble and waits there; only a refusal is this one's.
        if (loss == OutputPort::Loss::refused) return reconciler_.failed(id_, why);
        reconciler_.poke(id_);
    });
    return {};
}

reconcile::Graph Edge::graph() const {
    return output::graph;
}

reconcile::State Edge::current() const {
    return port_.session() != nullptr ? output::attached : output::detached;
}

reconcile::State Edge::wanted() const {
    return output::attached;
}

void Edge::begin(const reconcile::Edge& step, TimePoint) {
    if (step.to == output::detached) {
        if (port_.session() != nullptr) port_.session()->detach(port_);
        return reconciler_.completed(id_, output::detached);
    }
    if (link_->session() == nullptr)
        return reconciler_.failed(id_, {Code::peer_closed, name_ + ": the connection is down"});
    link_->session()->attach(port_);
    reconciler_.completed(id_, output::attached);
}

}  // namespace weir::resource
