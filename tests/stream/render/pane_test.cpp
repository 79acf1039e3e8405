#include "stream/render/pane.hpp"

#include <poll.h>

#include "stream/render/window_loop.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace weir::render;
using namespace std::chrono_literals;
using What = PaneEvent::What;

bool rings(const Bell& bell) {
    pollfd one{bell.descriptor(), POLLIN, 0};
    return ::poll(&one, 1, 0) == 1;
}
}  // namespace

TEST_CASE("pane: all that its owner does rings the bell, until that was heard", "[render]") {
    const auto bell = Bell::open();
    REQUIRE(bell);
    Pane pane({}, *bell, [](const PaneEvent&) {});
    CHECK_FALSE(rings(**bell));

    const auto ring = GENERATE(0, 1, 2);
    if (ring == 0) pane.show({});
    if (ring == 1) pane.set_signal(true);
    if (ring == 2) pane.close();

    CHECK(rings(**bell));
    (*bell)->silence();
    CHECK_FALSE(rings(**bell));
}

TEST_CASE("pane: nothing is told to an owner that has closed it", "[render]") {
    const auto bell = Bell::open();
    REQUIRE(bell);
    int told = 0;
    Pane pane({}, *bell, [&](const PaneEvent&) { ++told; });

    pane.tell({What::opened});
    pane.close();
    pane.tell({What::dismissed});

    CHECK(told == 1);
}

TEST_CASE("window loop: ends when told, and a window without a desktop is lost with a reason",
          "[render]") {
    ::setenv("DISPLAY", ":nowhere", 1);  // Catch2 runs one test at a time
    auto loop = WindowLoop::open();
    REQUIRE(loop);
    std::optional<PaneEvent> told;
    std::future<bool> ended;
    auto pane = (*loop)->add({}, [&](PaneEvent event) {
        told = std::move(event);
        ended = std::async(std::launch::async, [&] { return (*loop)->end(10s); });
    });
    REQUIRE(pane);

    (*loop)->run();

    REQUIRE(ended.valid());
    CHECK(ended.get());
    REQUIRE(told);
    CHECK(told->what == What::lost);
    REQUIRE_FALSE(told->outcome);
    CHECK(told->outcome.error().what.size() > 20);
}

TEST_CASE("window loop: a screen that hangs bounds what waits for it", "[render]") {
    auto loop = WindowLoop::open();  // nobody runs it
    REQUIRE(loop);
    const auto add = [&] { return (*loop)->add({}, [](const PaneEvent&) {}); };

    for (std::size_t i = 0; i < limits::panes_coming_max; ++i) REQUIRE(add());
    const auto one_more = add();

    REQUIRE_FALSE(one_more);
    CHECK(one_more.error().code == Code::timed_out);
    CHECK_FALSE((*loop)->end(0s));
}
