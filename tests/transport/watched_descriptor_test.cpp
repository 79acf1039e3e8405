#include "transport/watched_descriptor.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;
using transport::WatchedDescriptor;

namespace {

// Ready until it has been read as often as it was rung.
struct Bell {
    void watch(Loop& loop, std::function<void(const WatchedDescriptor::Watch&)> ready) {
        UniqueFd fd(eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK | EFD_CLOEXEC));
        number = fd.get();
        auto opened = WatchedDescriptor::open(
            loop.io.get_executor(), std::move(fd), "a bell",
            [this, ready = std::move(ready)](const WatchedDescriptor::Watch& watch) {
                ++calls;
                ready(watch);
            });
        REQUIRE(opened);
        watched = std::move(*opened);
    }
    void ring(std::uint64_t times) const {
        REQUIRE(write(number, &times, sizeof times) == sizeof times);
    }
    static void hear_one(const WatchedDescriptor::Watch& watch) {
        std::uint64_t one = 0;
        REQUIRE(read(watch.fd(), &one, sizeof one) == sizeof one);
    }

    WatchedDescriptor watched;
    int number = -1;
    int calls = 0;
};

}  // namespace

TEST_CASE("watched descriptor: calls again while something is left, and then no more",
          "[transport]") {
    Loop loop;
    Bell bell;
    bell.watch(loop, Bell::hear_one);

    bell.ring(3);
    loop.settle();

    CHECK(bell.calls == 3);
    bell.ring(1);
    loop.settle();
    CHECK(bell.calls == 4);
}

TEST_CASE("watched descriptor: may be ended from inside the call", "[transport]") {
    Loop loop;
    Bell bell;
    bool open_after = true;
    bell.watch(loop, [&](const WatchedDescriptor::Watch& watch) {
        bell.watched = {};
        open_after = watch.is_open() || watch.fd() >= 0;
    });

    bell.ring(1);
    loop.run_dry();

    CHECK(bell.calls == 1);
    CHECK_FALSE(open_after);
    CHECK(bell.watched.fd() == -1);
}

TEST_CASE("watched descriptor: a pause keeps what comes for later", "[transport]") {
    Loop loop;
    Bell bell;
    bell.watch(loop, [&](const WatchedDescriptor::Watch& watch) {
        Bell::hear_one(watch);
        bell.watched.pause();
    });

    bell.ring(2);
    loop.settle();
    CHECK(bell.calls == 1);
    bell.watched.resume();
    bell.watched.resume();  // as often as one likes
    loop.settle();

    CHECK(bell.calls == 2);
    bell.watched.close();
    loop.run_dry();
}

TEST_CASE("watched descriptor: what the loop cannot watch is told by its name", "[transport]") {
    Loop loop;

    const auto file = WatchedDescriptor::open(loop.io.get_executor(), UniqueFd(dup(99'999)),
                                              "a thing that is no descriptor", [](const auto&) {});

    REQUIRE_FALSE(file);
    CHECK(file.error().what == "the event loop refuses a thing that is no descriptor (EBADF)");
}
