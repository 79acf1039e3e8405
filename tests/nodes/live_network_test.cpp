#include "nodes/cli/live_network.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>

#include "base/unique_fd.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace weir::nodes::cli;
using namespace std::chrono_literals;

// A listener whose queue is full: who connects waits for an answer that never comes.
class Deaf {
public:
    Deaf() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        at_.sin_family = AF_INET;
        at_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at_;
        REQUIRE(::bind(listener_.get(), address(), size) == 0);
        REQUIRE(::listen(listener_.get(), 0) == 0);
        REQUIRE(::getsockname(listener_.get(), address(), &size) == 0);
        for (UniqueFd& one : waiting_) {
            one = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            ::connect(one.get(), address(), sizeof at_);
        }
    }
    std::string name() const { return "127.0.0.1:" + std::to_string(ntohs(at_.sin_port)); }

private:
    sockaddr* address() { return reinterpret_cast<sockaddr*>(&at_); }

    sockaddr_in at_{};
    UniqueFd listener_;
    std::array<UniqueFd, 4> waiting_;
};

Common alone() {
    Common common;
    common.discovery.on = false;
    common.timeout_seconds = 0.2;
    return common;
}
}  // namespace

// Under the address sanitizer this fails when the answer is written where ping() has been.
TEST_CASE("live network: what comes of a ping that nobody waits for any longer hurts nobody",
          "[cli]") {
    Deaf deaf;
    LiveNetwork network(alone());

    for (int i = 0; i < 3; ++i) {
        const auto echo = network.ping(deaf.name());
        REQUIRE_FALSE(echo);
        CHECK(network.wait(100ms));
    }
}

TEST_CASE("live network: a question that nobody answers says how long it was waited for", "[cli]") {
    Deaf deaf;
    LiveNetwork network(alone());

    const auto question = operations::question(deaf.name(), gen::GetConfigStateRequest{});
    const auto answers = network.ask({&question, 1});

    REQUIRE(answers.size() == 1);
    REQUIRE_FALSE(answers.front());
    CHECK(answers.front().error().code == Code::timed_out);
}
