#include "nodes/neighbourhood.hpp"

#include <algorithm>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <utility>

#include "base/random.hpp"
#include "network/discovery.hpp"
#include "transport/multicast_socket.hpp"
#include "wire/header.hpp"

namespace weir::nodes {
namespace {

gen::Announcement announcement(const std::optional<Neighbourhood::Self>& self, Random& random) {
    gen::Announcement message;
    message.protocol_version = gen::protocol_version;
    message.boot_nonce = self ? self->boot_nonce : (std::uint64_t{random()} << 32) | random();
    if (!self) return message;
    message.tcp_port = self->port;
    message.function_flags = self->functions;
    message.name = self->name;
    return message;
}

bool is_announcement(std::span<const std::byte> datagram) {
    return datagram.size() >= wire::header_bytes &&
           wire::load<std::uint16_t>(datagram.data()) == gen::Announcement::type;
}

// Pure relays are asked before sources: they have the streams that are meant to be read.
bool only_relays(const network::Peer& peer) {
    const auto functions = static_cast<gen::FunctionFlags>(peer.function_flags);
    return gen::has(functions, gen::FunctionFlags::relay) &&
           !gen::has(functions, gen::FunctionFlags::source);
}

}  // namespace

// Shared with the handlers that wait, so that none of them meets a neighbourhood that is gone.
class Neighbourhood::Life : public std::enable_shared_from_this<Life> {
public:
    Life(asio::any_io_executor executor, const std::optional<Self>& self, Appeared appeared)
        : executor_(std::move(executor)),
          timer_(executor_),
          appeared_(std::move(appeared)),
          speaks_(self.has_value()),
          random_(system_random()),
          discovery_(
              announcement(self, random_), [this](auto datagram) { return send(datagram); },
              system_random(), [this] { tick_soon(); }) {
        discovery_.on_event([this](const network::PeerEvent& event) {
            if (event.what != network::PeerEvent::What::lost && appeared_)
                appeared_(event.peer.name, {event.peer.address.host, event.peer.address.port});
        });
    }

    Result<> start(const DiscoveryOptions& options, bool every_interface) {
        const auto scope = every_interface ? transport::MulticastSocket::Scope::every_interface
                                           : transport::MulticastSocket::Scope::loopback_only;
        auto socket = transport::MulticastSocket::open(
            executor_, {options.group, options.port}, scope,
            [this](auto datagram, const auto& sender) {
                discovery_.received(datagram, sender, monotonic_now());
            });
        if (!socket) return std::unexpected(socket.error());
        socket_ = std::move(*socket);
        tick();
        return {};
    }

    void stop() {
        stopped_ = true;
        timer_.cancel();
        socket_.reset();
        appeared_ = nullptr;
    }

    network::Discovery& discovery() { return discovery_; }

private:
    // One that only listens asks the others to speak, and keeps itself out of their tables.
    bool send(std::span<const std::byte> datagram) {
        if (!speaks_ && is_announcement(datagram)) return true;
        return socket_ != nullptr && socket_->send(datagram);
    }

    void tick_soon() {
        asio::post(executor_, [self = shared_from_this()] { self->tick(); });
    }

    void tick() {
        if (stopped_ || socket_ == nullptr) return;
        timer_.expires_at(discovery_.tick(monotonic_now()));
        timer_.async_wait([self = shared_from_this()](const std::error_code& problem) {
            if (!problem) self->tick();
        });
    }

    asio::any_io_executor executor_;
    asio::steady_timer timer_;
    Appeared appeared_;
    bool speaks_;
    bool stopped_ = false;
    Random random_;
    std::unique_ptr<transport::MulticastSocket> socket_;
    network::Discovery discovery_;
};

Neighbourhood::Neighbourhood(asio::any_io_executor executor, const DiscoveryOptions& options,
                             bool every_interface, const std::optional<Self>& self,
                             Appeared appeared)
    : options_(options),
      every_interface_(every_interface),
      life_(std::make_shared<Life>(std::move(executor), self, std::move(appeared))) {}

Neighbourhood::~Neighbourhood() {
    stop();
}

Result<> Neighbourhood::start() {
    if (!options_.on) return {};
    return life_->start(options_, every_interface_);
}

void Neighbourhood::stop() {
    life_->stop();
}

void Neighbourhood::verified(std::uint16_t site_id, const std::string& name,
                             std::uint64_t boot_nonce) {
    life_->discovery().verified(site_id, name, boot_nonce);
}

Result<transport::Address> Neighbourhood::find(const std::string& name) const {
    const network::Peer* peer = life_->discovery().peers().find(name);
    if (peer != nullptr && peer->address.port != 0)
        return transport::Address{peer->address.host, peer->address.port};
    return fail(Code::not_found,
                name + ": no node of that name has announced itself; " +
                    (options_.on ? "waiting for it (weir peers shows who is there)"
                                 : "discovery is off, so say where it is with HOST:PORT"));
}

std::vector<transport::Address> Neighbourhood::addresses(const std::string& name) const {
    auto peers = life_->discovery().peers().peers();
    std::erase_if(peers, [&](const network::Peer& peer) {
        return peer.address.port == 0 || (!name.empty() && peer.name != name);
    });
    std::ranges::stable_partition(peers, std::not_fn(only_relays));
    std::vector<transport::Address> addresses;
    for (const auto& peer : peers) addresses.push_back({peer.address.host, peer.address.port});
    return addresses;
}

std::vector<network::Peer> Neighbourhood::peers() const {
    return life_->discovery().peers().peers();
}

std::vector<gen::PeerState> Neighbourhood::states(TimePoint now) const {
    std::vector<gen::PeerState> states;
    for (const network::Peer& peer : peers()) {
        gen::PeerState state;
        state.name = peer.name;
        state.address = transport::text(peer.address);
        state.site_id = peer.site_id;
        state.function_flags = static_cast<gen::FunctionFlags>(peer.function_flags);
        state.boot_nonce = peer.boot_nonce;
        const auto age =
            std::chrono::duration_cast<std::chrono::milliseconds>(now - peer.last_heard);
        state.last_seen = static_cast<std::uint32_t>(std::max<std::int64_t>(age.count(), 0));
        state.duplicate = peer.duplicate;
        states.push_back(std::move(state));
    }
    return states;
}

}  // namespace weir::nodes
