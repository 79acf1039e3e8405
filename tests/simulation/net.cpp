#include "simulation/net.hpp"

#include <algorithm>
#include <utility>

#include "simulation/wire.hpp"

namespace weir::sim {
namespace {

std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

}  // namespace

void Host::run(Call call) {
    if (frozen)
        parked.push_back(std::move(call));
    else
        call();
}

void Host::thaw() {
    frozen = false;
    for (Call& call : std::exchange(parked, {})) run(std::move(call));
}

class SimDialler final : public transport::Dialler {
public:
    SimDialler(Net& net, Host& from, Net::Peer peer) : net_(net), from_(from), peer_(peer) {}
    ~SimDialler() override { cancel(); }

    void connect(const transport::Address& target, Duration, Done done) override {
        cancel();
        live_ = std::make_shared<bool>(true);
        net_.connect(from_, target.host, peer_,
                     [live = live_, done = std::move(done)](auto connection) mutable {
                         if (*live) done(std::move(connection));
                     });
    }
    void cancel() override {
        if (live_) *live_ = false;
    }

private:
    Net& net_;
    Host& from_;
    Net::Peer peer_;
    std::shared_ptr<bool> live_;
};

Host* Net::find(const std::string& name) {
    const auto found = hosts_.find(name);
    return found == hosts_.end() || !found->second->up ? nullptr : found->second;
}

Cable& Net::cable(const std::string& a, const std::string& b) {
    return cables_[std::minmax(a, b)];
}

std::unique_ptr<transport::Dialler> Net::dialler(Host& from, Peer peer) {
    return std::make_unique<SimDialler>(*this, from, peer);
}

void Net::connect(Host& from, const std::string& to, Peer peer, transport::Dialler::Done done) {
    Cable& way = cable(from.name, to);
    auto dice = std::make_shared<Dice>(seed_, hash_of(from.name + to) + ++way.connections);
    const auto wait = latency + std::chrono::microseconds(dice->upto(2000));
    events_.after(
        wait, *dice, [this, &from, to, peer, &way, dice, done = std::move(done)]() mutable {
            Host* target = find(to);
            if (target == nullptr || way.stalled || !from.up) {
                from.run([done = std::move(done), to]() mutable {
                    done(fail(Code::peer_closed, to + ": nothing listens there"));
                });
                return;
            }
            auto wire = std::make_shared<Wire>(events_, way, from, *target, seed_, dice->next());
            std::erase_if(wires_, [](const auto& entry) { return entry.second.expired(); });
            wires_.emplace_back(&way, wire);
            target->run([target, wire, name = from.name] {
                if (!target->up) return;
                auto socket = socket_of(wire, 1, name);
                if (target->accept_bytes) return target->accept_bytes(std::move(socket));
                target->accept(transport::Connection::adopt(std::move(socket), target->settings));
            });
            from.run([&from, wire, to, peer, done = std::move(done)]() mutable {
                auto settings = from.settings;
                settings.one_way = peer == Peer::program;
                done(transport::Connection::adopt(socket_of(wire, 0, to), settings));
            });
        });
}

void Net::stall(Cable& way, bool stalled) {
    way.stalled = stalled;
    if (stalled) return;
    for (const auto& [cable, weak] : wires_)
        if (const auto wire = weak.lock(); wire && cable == &way) wire->resume();
}

void Net::cut(Cable& way) {
    for (const auto& [cable, weak] : wires_)
        if (const auto wire = weak.lock(); wire && cable == &way) wire->reset();
}

}  // namespace weir::sim
