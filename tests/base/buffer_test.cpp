#include "support/catch.hpp"

#include <utility>

#include "base/buffer.hpp"

using namespace weir;

TEST_CASE("buffer: is on its account exactly as long as it lives", "[base]") {
    Ledger ledger;
    Account& account = ledger.open("capture");
    {
        auto buffer = Buffer::allocate(1000, account);
        REQUIRE(buffer);
        const Buffer moved = std::move(*buffer);

        CHECK(account.bytes() == 1000);
        CHECK(account.buffers() == 1);
        CHECK(ledger.open_items() == "capture 1 buffers 1000 bytes");
        CHECK_FALSE(ledger.reads_zero());
    }
    CHECK(ledger.reads_zero());
}

TEST_CASE("buffer: an absurd size is an error, not a crash", "[base]") {
    Ledger ledger;

    const auto buffer = Buffer::allocate(static_cast<std::size_t>(1) << 62, ledger.open("relay"));

    REQUIRE_FALSE(buffer);
    CHECK(buffer.error().code == Code::limit_exceeded);
    CHECK(ledger.reads_zero());
}

TEST_CASE("ledger: the same name is the same account", "[base]") {
    Ledger ledger;

    CHECK(&ledger.open("a") == &ledger.open("a"));
    CHECK(&ledger.open("a") != &ledger.open("b"));
}
