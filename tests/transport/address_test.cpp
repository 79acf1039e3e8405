#include "transport/address.hpp"

#include "support/catch.hpp"

using namespace weir;

TEST_CASE("address: host and port are read and written the same way", "[transport]") {
    for (const char* written :
         {"127.0.0.1:8001", "camera-host:0", "[::1]:65535", "*:80", "unix:/run/weir.sock"}) {
        const auto address = transport::parse_address(written);

        REQUIRE(address);
        CHECK(transport::text(*address) == written);
    }
}

TEST_CASE("address: what is not HOST:PORT is refused with an example", "[transport]") {
    for (const char* written :
         {"", ":", "host", "host:", ":80", "host:65536", "host:-1", "host:80x", "::1:80", "[]:80",
          "host: 80", "unix:", "unix:relative", "unix:/folder/"}) {
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

TEST_CASE("address: a path is complete without a port", "[transport]") {
    const auto address = transport::parse_address("unix:/run/weir.sock");

    REQUIRE(address);
    CHECK(address->is_unix());
    CHECK(address->is_complete());
    CHECK(address->path() == "/run/weir.sock");
    CHECK_FALSE(transport::Address{"relay:main", 0}.is_complete());
}

TEST_CASE("address: a path that no socket can have is refused with its limit", "[transport]") {
    const std::string longest = "unix:/" + std::string(106, 'x');

    CHECK(transport::parse_address(longest));
    const auto longer = transport::parse_address(longest + "x");
    REQUIRE_FALSE(longer);
    CHECK(longer.error().what.find("107 bytes") != std::string::npos);
}

TEST_CASE("address: this machine is loopback, a path, or no address at all", "[transport]") {
    CHECK(transport::is_local({"127.0.0.1", 80}));
    CHECK(transport::is_local({"unix:/run/weir.sock", 0}));
    CHECK(transport::is_local({}));
    CHECK_FALSE(transport::is_local({"10.0.0.1", 80}));
}
