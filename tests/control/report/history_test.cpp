#include "control/report/history.hpp"

#include "support/catch.hpp"

namespace {
using namespace weir;
using gen::EventSubject;
using report::History;

constexpr std::size_t plenty = 1u << 20;

History::Happening stream(int id, std::string after, std::string detail = {}) {
    return {.subject = EventSubject::stream,
            .name = "stream " + std::to_string(id),
            .after = std::move(after),
            .detail = std::move(detail)};
}
}  // namespace

TEST_CASE("history: events are numbered from one and asked for from any number on", "[report]") {
    History history;
    CHECK(history.last() == 0);
    for (int id = 1; id <= 5; ++id) history.add(1000 + id, stream(id, "live"));

    const auto all = history.after(0, plenty);

    REQUIRE(all.size() == 5);
    CHECK(all.front().number == 1);
    CHECK(all.front().at == 1001);
    CHECK(history.after(3, plenty).size() == 2);
    CHECK(history.after(5, plenty).empty());
    CHECK(history.after(99, plenty).empty());
}

TEST_CASE("history: what a thing was is known from its last event", "[report]") {
    History history;
    history.add(1, stream(3, "live"));
    history.add(2, stream(4, "live"));
    history.add(3, stream(3, "interrupted", "unplugged"));

    const auto last = history.after(2, plenty).front();

    CHECK(last.before == "live");
    CHECK(last.after == "interrupted");
    CHECK(last.detail == "unplugged");
}

TEST_CASE("history: the same said again is no event, until something else was said", "[report]") {
    History history;
    for (int i = 0; i < 1000; ++i) history.add(1, stream(3, "closed", "no such device"));
    CHECK(history.last() == 1);

    history.add(2, stream(3, "live"));
    history.add(3, stream(3, "closed", "no such device"));

    CHECK(history.last() == 3);
}

TEST_CASE("history: is bounded, and the oldest go first", "[report]") {
    History history(100);
    for (int i = 0; i < 10'000; ++i)
        history.add(1, {.subject = EventSubject::wanted,
                        .name = "output " + std::to_string(i),
                        .after = "wanted",
                        .detail = std::string(400, 'x')});

    const auto all = history.after(0, plenty);

    CHECK(history.size() == 100);
    CHECK(all.front().number == 9'901);
    CHECK(all.back().detail.size() == limits::text_bytes_max);
}

TEST_CASE("history: a storm of strangers pushes nothing else out", "[report]") {
    History history(100);
    history.add(1, stream(3, "live"));
    for (int i = 0; i < 10'000; ++i) {
        history.add(2, {.subject = EventSubject::peer,
                        .name = "forged:" + std::to_string(i),
                        .after = "there"});
        history.add(2, {.subject = EventSubject::output,
                        .name = "output " + std::to_string(i),
                        .after = "open"});
    }

    const auto all = history.after(0, plenty);

    CHECK(all.size() == 41);
    CHECK(all.front().name == "stream 3");
    for (std::size_t i = 1; i < all.size(); ++i) REQUIRE(all[i].number > all[i - 1].number);
}

TEST_CASE("history: what flaps pushes nothing out but its like", "[report]") {
    History history(100);
    history.add(1, {.subject = EventSubject::node, .name = "relay:main", .after = "running"});
    history.add(1, {.subject = EventSubject::wanted, .name = "output 1", .after = "wanted"});
    for (int i = 0; i < 10'000; ++i)
        for (const auto subject : {EventSubject::resource, EventSubject::stream,
                                   EventSubject::output, EventSubject::peer})
            history.add(2, {.subject = subject,
                            .name = "the same",
                            .after = i % 2 == 0 ? "attached" : "detached"});

    const auto all = history.after(0, plenty);

    CHECK(all.size() == 82);
    CHECK(all[0].name == "relay:main");
    CHECK(all[1].name == "output 1");
    CHECK(all.back().before == "attached");
}

TEST_CASE("history: no more is told than there is room for", "[report]") {
    History history;
    for (int id = 0; id < 100; ++id) history.add(1, stream(id, "live", std::string(200, 'x')));

    std::uint64_t known = 0;
    for (int asked = 0; known < 100; ++asked) {
        REQUIRE(asked < 100);
        std::size_t size = 0;
        for (const auto& event : history.after(known, 1000)) {
            REQUIRE(event.number == known + 1);
            known = event.number;
            size += 2 + event.encoded_size();
        }
        REQUIRE(size <= 1000);
        REQUIRE(size > 0);
    }
}
