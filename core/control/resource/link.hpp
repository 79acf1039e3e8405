#pragma once
// A connection that this node keeps to another one: dialled, lost, dialled again.

#include <functional>
#include <memory>
#include <string>

#include "control/reconcile/reconciler.hpp"
#include "control/resource/session.hpp"
#include "transport/connector.hpp"

namespace weir::resource {

// A node name that discovery resolves, or an address. Streams to the same target share one link.
struct Target {
    std::string host;  // node name (when port is 0) or host
    std::uint16_t port = 0;

    bool operator==(const Target&) const = default;
    std::string text() const { return port == 0 ? host : transport::text({host, port}); }
};

// What the output of a stream to there is called, framed or opaque: "stream 7 to relay:main", and
// with " as 9" where its reader sees it under that id. Controllers find it by this name.
std::string output_name(std::uint16_t stream_id, std::uint16_t output_stream_id,
                        const Target& target);

// Lives on the node thread; removed from the reconciler by its end.
class Link final : public reconcile::Resource {
public:
    // Where a target is right now; not_found when nobody of that name has announced itself.
    using Resolve = std::function<Result<transport::Address>(const Target&)>;
    // Turns a fresh connection into a session.
    using Begin = std::function<std::shared_ptr<Session>(std::shared_ptr<transport::Connection>)>;

    Link(Target target, reconcile::Reconciler& reconciler,
         std::unique_ptr<transport::Dialler> dialler, Resolve resolve, Begin begin);
    ~Link();

    const Target& target() const { return target_; }
    reconcile::ResourceId id() const { return id_; }
    const std::shared_ptr<Session>& session() const { return session_; }  // null: not connected

    void close(Error why);        // for good: the link is about to be removed
    void lost(const Error& why);  // the session ended
    void poke() { reconciler_.poke(id_); }

    std::string_view kind() const override { return "connection"; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override;
    reconcile::State current() const override;
    reconcile::State wanted() const override;
    void begin(const reconcile::Edge& step, TimePoint now) override;
    bool cancel(TimePoint now) override;

private:
    void connect();

    Target target_;
    std::string name_;
    reconcile::Reconciler& reconciler_;
    std::unique_ptr<transport::Dialler> dialler_;
    Resolve resolve_;
    Begin begin_;
    std::shared_ptr<Session> session_;
    bool wanted_ = true;
    reconcile::ResourceId id_;  // after what current() and wanted() look at
};

}  // namespace weir::resource
