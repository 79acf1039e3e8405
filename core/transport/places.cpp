#include "transport/places.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace weir::transport {
namespace {

using Network = std::uint64_t;  // the first half of an IPv6 address

std::optional<Network> network_of(const std::string& host) {
    in6_addr address{};
    if (inet_pton(AF_INET6, host.c_str(), &address) != 1) return std::nullopt;  // IPv4, or scoped
    if (IN6_IS_ADDR_LINKLOCAL(&address)) return std::nullopt;
    Network network = 0;
    std::memcpy(&network, &address, sizeof network);
    return network;
}

template <typename Key>
class Counts {
public:
    std::size_t of(const Key& key) const {
        const auto found = counts_.find(key);
        return found == counts_.end() ? 0 : found->second;
    }
    void add(const Key& key) { ++counts_[key]; }
    void remove(const Key& key) {
        const auto found = counts_.find(key);
        if (--found->second == 0) counts_.erase(found);
    }
    std::size_t size() const { return counts_.size(); }

private:
    std::unordered_map<Key, std::size_t> counts_;
};

}  // namespace

class Places::Book {
public:
    class Place;

    Counts<std::string> addresses;
    Counts<Network> networks;
};

class Places::Book::Place {
public:
    Place(std::shared_ptr<Book> book, std::string host, std::optional<Network> network)
        : book_(std::move(book)), host_(std::move(host)), network_(network) {
        book_->addresses.add(host_);
        if (network_) book_->networks.add(*network_);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        book_->addresses.remove(host_);
        if (network_) book_->networks.remove(*network_);
    }

private:
    std::shared_ptr<Book> book_;
    std::string host_;
    std::optional<Network> network_;
};

Places::Places(const Limits& limits) : limits_(limits), book_(std::make_shared<Book>()) {}

std::expected<std::shared_ptr<void>, Places::Full> Places::take(const Address& peer) {
    const auto network = network_of(peer.host);
    if (book_->addresses.of(peer.host) >= limits_.per_address_max)
        return std::unexpected(Full::address);
    if (network && book_->networks.of(*network) >= limits_.per_network_max)
        return std::unexpected(Full::network);
    return std::make_shared<Book::Place>(book_, peer.host, network);
}

std::size_t Places::addresses() const {
    return book_->addresses.size();
}

std::size_t Places::networks() const {
    return book_->networks.size();
}

}  // namespace weir::transport
