#include "transport/address.hpp"

#include "support/catch.hpp"

using namespace weir;

TEST_CASE("address: host and port are read and written the same way", "[transport]") {
    for (const char* written : {"127.0.0.1:8001", "camera-host:0", "[::1]:65535", "*:80"}) {
        const auto address = transport::parse_address(written);

        REQUIRE(address);
        CHECK(transport::text(*address) == written);
    }
}

TEST_CASE("address: what is not HOST:PORT is refused with an example", "[transport]") {
    for (const char* written : {"", ":", "host", "host:", ":80", "host:65536", "host:-1",
                                "host:80x", "::1:80", "[]:80", "host: 80"}) {
        const auto address = transport::parse_address(written);

        INFO(written);
        REQUIRE_FALSE(address);
        CHECK(address.error().what.find("127.0.0.1:8001") != std::string::npos);
    }
}

TEST_CASE("address: loopback is recognised in all its forms", "[transport]") {
    for (const char* host : {"127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"})
        CHECK(transport::is_loopback(host));
    for (const char* host : {"10.0.0.1", "128.0.0.1", "::2", "localhost.example", ""})
        CHECK_FALSE(transport::is_loopback(host));
}
