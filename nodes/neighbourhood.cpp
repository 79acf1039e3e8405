#include "nodes/neighbourhood.hpp"

#include <algorithm>
#include <asio/ip/address.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "network/discovery.hpp"
#include "transport/datagram_socket.hpp"
#include "transport/interface_watch.hpp"
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
    Life(asio::any_io_executor executor, const std::optional<Self>& self, Appeared appeared,
         transport::NameLookup::Ask ask)
        : executor_(std::move(executor)),
          timer_(executor_),
          ask_(std::move(ask)),
          appeared_(std::move(appeared)),
          speaks_(self.has_value()),
          random_(system_random()),
          host_(self ? self->host : "*"),
          port_(self ? self->port : std::uint16_t{0}),
          discovery_(
              announcement(self, random_), [this](auto datagram) { return send(datagram); },
              system_random(), [this] { tick_soon(); }) {
        discovery_.on_event([this](const network::PeerEvent& event) {
            if (event.what != network::PeerEvent::What::lost && appeared_)
                appeared_(event.peer.name, {event.peer.address.host, event.peer.address.port});
            if (handler_ && !stopped_) handler_(event);
        });
    }

    // An error when neither multicast nor single datagrams can be used.
    Result<> start(const DiscoveryOptions& options, bool every_interface) {
        auto joined = options.on ? join(options, every_interface) : Result<>{};
        if (options.on || !options.peers.empty()) open_direct(options);
        if (groups_.empty() && direct_ == nullptr) return joined;
        if (!joined) log::warn("discovery", joined.error().what);
        auto watch = transport::InterfaceWatch::open(executor_, [this] { look_around(); });
        if (watch) watch_ = std::move(*watch);
        tick();
        return {};
    }

    void stop() {
        stopped_ = true;
        timer_.cancel();
        groups_.clear();
        direct_.reset();
        watch_.reset();
        for (const auto& look_up : look_ups_) look_up->cancel();
        appeared_ = nullptr;
        handler_ = nullptr;
    }

    network::Discovery& discovery() { return discovery_; }
    void on_event(std::function<void(const network::PeerEvent&)> handler) {
        handler_ = std::move(handler);
    }

private:
    // A host's name that is asked for until somebody knows it.
    struct LookUp {
        LookUp(const asio::any_io_executor& executor, transport::NameLookup::Ask ask,
               transport::Address named)
            : peer(std::move(named)), names(executor, std::move(ask)), pause(executor) {}
        void cancel() {
            names.cancel();
            pause.cancel();
        }
        transport::Address peer;
        transport::NameLookup names;
        asio::steady_timer pause;
    };

    // Only what the listener takes is announced: who hears an announcement answers to its sender.
    Result<> join(const DiscoveryOptions& options, bool every_interface) {
        const auto scope = every_interface ? transport::MulticastSocket::Scope::every_interface
                                           : transport::MulticastSocket::Scope::loopback_only;
        const bool v6_only = host_.find(':') != std::string::npos && host_ != "::";
        const bool both = host_ == "*" || host_ == "::";
        Result<> outcome;
        for (const auto& [group, wanted] : {std::pair{options.group, both || !v6_only},
                                            std::pair{options.group_v6, both || v6_only}}) {
            if (!wanted || group.empty()) continue;
            auto socket = transport::MulticastSocket::open(
                executor_, {group, options.port}, scope, [this](auto datagram, const auto& sender) {
                    discovery_.received(datagram, sender, monotonic_now());
                });
            if (socket)
                groups_.push_back(std::move(*socket));
            else
                outcome = std::unexpected(socket.error());
        }
        return groups_.empty() ? outcome : Result<>{};
    }

    // Single datagrams come to the number of the listener's port.
    void open_direct(const DiscoveryOptions& options) {
        auto socket = transport::DatagramSocket::open(
            executor_, {host_, port_}, [this](auto datagram, const auto& sender) {
                discovery_.received(datagram, sender, monotonic_now(), network::Way::direct);
            });
        if (!socket) return log::warn("discovery", socket.error().what);
        direct_ = std::move(*socket);
        for (const transport::Address& peer : options.peers) find_address(peer);
        reach();
    }

    void reach() {
        discovery_.reach(named_, [this](auto datagram, const transport::Address& to) {
            if (!speaks_ && is_announcement(datagram)) return true;
            return direct_ != nullptr && direct_->send(datagram, to);
        });
    }

    // A name that nobody knows yet is looked up again: its machine may be the one that is down.
    void find_address(const transport::Address& peer) {
        asio::error_code not_numeric;
        asio::ip::make_address(peer.host, not_numeric);
        if (!not_numeric) return named_.push_back(peer);
        look_ups_.push_back(std::make_shared<LookUp>(executor_, ask_, peer));
        look_up(look_ups_.back());
    }

    void look_up(const std::shared_ptr<LookUp>& name) {
        const auto asked = name->names.start(
            name->peer.host,
            [self = shared_from_this(), name](const transport::NameLookup::Addresses& found) {
                if (self->stopped_) return;
                if (found.empty()) return self->look_up_later(name);
                for (const std::string& host : found)
                    self->named_.push_back({host, name->peer.port});
                self->reach();
                self->tick_soon();
            });
        if (!asked) look_up_later(name);
    }

    void look_up_later(const std::shared_ptr<LookUp>& name) {
        unknown_names_.warn(
            "discovery", "--peer " + transport::text(name->peer) + ": no such host name",
            {{"next", "it is looked up again; write an address to be independent"}});
        name->pause.expires_after(limits::announce_interval);
        name->pause.async_wait([self = shared_from_this(), name](const std::error_code& problem) {
            if (!problem && !self->stopped_) self->look_up(name);
        });
    }

    // One that only listens asks the others to speak, and keeps itself out of their tables.
    bool send(std::span<const std::byte> datagram) {
        if (!speaks_ && is_announcement(datagram)) return true;
        bool any = groups_.empty();  // then nobody expects it to
        for (const auto& group : groups_) any = group->send(datagram) || any;
        return any;
    }

    void look_around() {
        for (const auto& group : groups_) group->refresh();
        discovery_.look_around(monotonic_now());
    }

    void tick_soon() {
        asio::post(executor_, [self = shared_from_this()] { self->tick(); });
    }

    void tick() {
        if (stopped_) return;
        timer_.expires_at(discovery_.tick(monotonic_now()));
        timer_.async_wait([self = shared_from_this()](const std::error_code& problem) {
            if (!problem) self->tick();
        });
    }

    asio::any_io_executor executor_;
    asio::steady_timer timer_;
    transport::NameLookup::Ask ask_;
    Appeared appeared_;
    std::function<void(const network::PeerEvent&)> handler_;
    bool speaks_;
    bool stopped_ = false;
    Random random_;
    std::string host_;
    std::uint16_t port_;
    std::vector<std::unique_ptr<transport::MulticastSocket>> groups_;
    std::unique_ptr<transport::DatagramSocket> direct_;
    std::unique_ptr<transport::InterfaceWatch> watch_;
    std::vector<transport::Address> named_;
    std::vector<std::shared_ptr<LookUp>> look_ups_;
    log::Once unknown_names_;
    network::Discovery discovery_;
};

Neighbourhood::Neighbourhood(asio::any_io_executor executor, const DiscoveryOptions& options,
                             bool every_interface, const std::optional<Self>& self,
                             Appeared appeared, transport::NameLookup::Ask ask)
    : options_(options),
      every_interface_(every_interface),
      life_(
          std::make_shared<Life>(std::move(executor), self, std::move(appeared), std::move(ask))) {}

Neighbourhood::~Neighbourhood() {
    stop();
}

void Neighbourhood::on_event(std::function<void(const network::PeerEvent&)> handler) {
    life_->on_event(std::move(handler));
}

Result<> Neighbourhood::start() {
    if (!options_.on && options_.peers.empty()) return {};
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
    const network::Peer* peer = life_->discovery().look_up(name, monotonic_now());
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
