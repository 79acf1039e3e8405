#include "transport/places.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace weir;
using transport::Places;

namespace {

using Held = std::vector<std::shared_ptr<void>>;

bool take(Places& places, const std::string& host, Held& held) {
    auto place = places.take({host, 1});
    if (place) held.push_back(std::move(*place));
    return place.has_value();
}

std::string hex(unsigned number) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 12; shift >= 0; shift -= 4) text += digits[number >> shift & 15];
    return text;
}

}  // namespace

TEST_CASE("places: an address has its maximum, and again when one goes", "[transport]") {
    Places places({.per_address_max = 2, .per_network_max = 10});
    Held held;
    REQUIRE(take(places, "192.0.2.1", held));
    REQUIRE(take(places, "192.0.2.1", held));

    CHECK(places.take({"192.0.2.1", 1}).error() == Places::Full::address);
    CHECK(take(places, "192.0.2.2", held));
    held.erase(held.begin());
    CHECK(take(places, "192.0.2.1", held));
}

TEST_CASE("places: whoever has a /64 gets no more by using many of its addresses", "[transport]") {
    Places places({.per_address_max = 2, .per_network_max = 3});
    Held held;
    for (const char* host : {"2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:1:ffff::3"})
        REQUIRE(take(places, host, held));

    CHECK(places.take({"2001:db8:0:1::4", 1}).error() == Places::Full::network);
    CHECK(take(places, "2001:db8:0:2::1", held));
    CHECK(places.addresses() == 4);  // what was refused left nothing
    CHECK(places.networks() == 2);
}

TEST_CASE("places: hosts of one cable do not share a maximum", "[transport]") {
    Places places({.per_address_max = 1, .per_network_max = 1});
    Held held;

    for (const char* host : {"fe80::1%eth0", "fe80::2%eth0", "fe80::1%eth1", "192.0.2.1"})
        CHECK(take(places, host, held));
}

TEST_CASE("places: 50,000 hosts leave nothing behind, each when its last one goes", "[transport]") {
    constexpr unsigned hosts = 50'000;
    Places places({.per_address_max = 2, .per_network_max = 2});
    Held held;
    for (unsigned host = 0; host < hosts; ++host)
        for (int twice = 0; twice < 2; ++twice)
            REQUIRE(take(places, "2001:db8:1:" + hex(host) + "::1", held));
    CHECK(places.addresses() == hosts);

    for (unsigned host = hosts; host > 0; --host) {
        held.pop_back();
        if (places.addresses() != host) FAIL("gone before its last place");
        held.pop_back();
        if (places.addresses() != host - 1) FAIL("still there without any place");
    }

    CHECK(places.networks() == 0);
}

TEST_CASE("places: one may be held for longer than the count lives", "[transport]") {
    Held held;
    {
        Places places({.per_address_max = 1, .per_network_max = 1});
        REQUIRE(take(places, "192.0.2.1", held));
    }
    held.clear();
}
