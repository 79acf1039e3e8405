#include "control/resource/link.hpp"

#include <utility>

#include "base/planted.hpp"
#include "control/resource/link_graph.hpp"

namespace weir::resource {

std::string output_name(std::uint16_t stream_id, std::uint16_t output_stream_id,
                        const Target& target) {
    return "stream " + std::to_string(stream_id) + " to " + target.text() +
           (output_stream_id == 0 ? "" : " as " + std::to_string(output_stream_id));
}

Link::Link(Target target, reconcile::Reconciler& reconciler,
           std::unique_ptr<transport::Dialler> dialler, Resolve resolve, Begin begin)
    : target_(std::move(target)),
      name_(target_.text()),
      reconciler_(reconciler),
      dialler_(std::move(dialler)),
      resolve_(std::move(resolve)),
      begin_(std::move(begin)),
      id_(reconciler.add(*this)) {}

Link::~Link() {
    close({Code::peer_closed, name_ + ": no longer needed"});
    reconciler_.remove(id_);
}

void Link::close(Error why) {
    wanted_ = false;
    dialler_->cancel();
    if (session_ != nullptr) session_->close_when_sent(std::move(why));
}

void Link::lost(const Error& why) {
    if (planted(Fault::dead_session_kept)) return;
    session_.reset();
    reconciler_.failed(id_, why);
}

reconcile::Graph Link::graph() const {
    return link::graph;
}

reconcile::State Link::current() const {
    return session_ != nullptr ? link::connected : link::disconnected;
}

reconcile::State Link::wanted() const {
    return wanted_ ? link::connected : link::disconnected;
}

void Link::begin(const reconcile::Edge& step, TimePoint) {
    if (step.to == link::connected) return connect();
    close({Code::peer_closed, name_ + ": no longer needed"});
    session_.reset();
    reconciler_.completed(id_, link::disconnected);
}

bool Link::cancel(TimePoint) {
    dialler_->cancel();
    return true;
}

void Link::connect() {
    const auto address = resolve_(target_);
    if (!address) return reconciler_.failed(id_, address.error());
    dialler_->connect(*address, limits::connect_timeout, [this](auto connection) {
        if (!connection) return reconciler_.failed(id_, std::move(connection.error()));
        session_ = begin_(std::move(*connection));
        reconciler_.completed(id_, link::connected);
    });
}

}  // namespace weir::resource
