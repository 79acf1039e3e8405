#include "transport/name_lookup.hpp"

#include <atomic>
#include <optional>

#include "support/catch.hpp"
#include "transport/connector.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;
using transport::NameLookup;

namespace {

// A name service that answers when the test says so. Outlives whoever asks it.
struct Service {
    std::atomic<int> asked{0};
    std::atomic<bool> silent{true};

    void answer() {
        silent = false;
        silent.notify_all();
    }
};

NameLookup::Ask ask(const std::shared_ptr<Service>& service) {
    return [service](const std::string& host) -> NameLookup::Addresses {
        ++service->asked;
        service->asked.notify_all();
        service->silent.wait(true);
        if (host == "nobody.test") return {};
        return {"127.0.0.1", "::1"};
    };
}

}  // namespace

TEST_CASE("name lookup: the answer comes from the event loop, also when nobody knows the name",
          "[transport]") {
    Loop loop;
    const auto service = std::make_shared<Service>();
    service->answer();
    NameLookup names(loop.io.get_executor(), ask(service));
    std::optional<NameLookup::Addresses> found;

    REQUIRE(names.start("somebody.test", [&](auto answer) { found = std::move(answer); }));
    CHECK_FALSE(found);
    loop.until([&] { return found.has_value(); });
    CHECK(*found == NameLookup::Addresses{"127.0.0.1", "::1"});

    found.reset();
    REQUIRE(names.start("nobody.test", [&](auto answer) { found = std::move(answer); }));
    loop.until([&] { return found.has_value(); });
    CHECK(found->empty());
}

TEST_CASE("name lookup: a service that hangs holds up neither its asker nor the end of the loop",
          "[transport]") {
    const auto service = std::make_shared<Service>();
    bool called = false;
    {
        Loop loop;
        NameLookup names(loop.io.get_executor(), ask(service));
        REQUIRE(names.start("somebody.test", [&](const auto&) { called = true; }));
        service->asked.wait(0);
        loop.settle();
    }  // would wait for ever
    CHECK_FALSE(called);
    service->answer();
}

TEST_CASE("name lookup: a name is asked for once, however often it is tried", "[transport]") {
    Loop loop;
    const auto service = std::make_shared<Service>();
    NameLookup names(loop.io.get_executor(), ask(service));
    bool early = false;
    std::optional<NameLookup::Addresses> found;
    for (int tries = 0; tries < 5; ++tries) {
        REQUIRE(names.start("somebody.test", [&](const auto&) { early = true; }));
        loop.settle();
        names.cancel();
    }

    REQUIRE(names.start("somebody.test", [&](auto answer) { found = std::move(answer); }));
    service->answer();
    loop.until([&] { return found.has_value(); });

    CHECK(service->asked == 1);
    CHECK_FALSE(early);
    CHECK(found->size() == 2);
}

TEST_CASE("name lookup: a dead name server ends an attempt in time, and the loop with it",
          "[transport]") {
    const auto service = std::make_shared<Service>();
    {
        Loop loop;
        transport::Connector connector(loop.io.get_executor(), loop.settings, ask(service));
        std::string why;
        connector.connect({"somebody.test", 9}, std::chrono::milliseconds(5),
                          [&](auto dialled) { why = dialled ? "" : dialled.error().what; });
        loop.until([&] { return !why.empty(); });
        CHECK(why == "somebody.test:9: no answer in time");
    }
    service->answer();
}

TEST_CASE("name lookup: the system knows its own name", "[transport]") {
    CHECK_FALSE(NameLookup::ask_system("localhost").empty());
    CHECK(NameLookup::ask_system("no..such..name").empty());
}
