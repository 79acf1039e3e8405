#include "nodes/neighbourhood.hpp"

#include <asio/io_context.hpp>
#include <atomic>
#include <memory>

#include "base/log.hpp"
#include "support/catch.hpp"

using namespace weir;

TEST_CASE("neighbourhood: a name that nobody knows does not keep a node that ends", "[nodes]") {
    asio::io_context io;
    nodes::DiscoveryOptions options;
    options.on = false;
    options.peers = {{"no..such..name", 9}};
    nodes::Neighbourhood neighbours(io.get_executor(), options, false,
                                    nodes::Neighbourhood::Self{"relay:test", 0, "127.0.0.1", {}, 1},
                                    {});
    REQUIRE(neighbours.start());
    // Until it was looked up and is waited for.
    while (io.run_one_for(std::chrono::milliseconds(200)) > 0) continue;

    neighbours.stop();
    io.restart();
    io.run_for(std::chrono::seconds(2));

    CHECK(io.stopped());
}

TEST_CASE("neighbourhood: a name server that is dead does not keep a node that ends", "[nodes]") {
    const auto answers = std::make_shared<std::atomic<bool>>(false);
    {
        asio::io_context io;
        nodes::DiscoveryOptions options;
        options.on = false;
        options.peers = {{"somebody.test", 9}};
        nodes::Neighbourhood neighbours(
            io.get_executor(), options, false,
            nodes::Neighbourhood::Self{"relay:test", 0, "127.0.0.1", {}, 1}, {},
            [answers](const std::string&) -> transport::NameLookup::Addresses {
                answers->wait(false);
                return {};
            });
        REQUIRE(neighbours.start());
        io.poll();

        neighbours.stop();
        io.restart();
        io.run_for(std::chrono::seconds(2));
        CHECK(io.stopped());
    }  // would wait for its answer
    *answers = true;
    answers->notify_all();
}
