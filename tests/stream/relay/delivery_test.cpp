// Acknowledged delivery as one thing: both halves with every way in which a connection can fail.
#include <algorithm>
#include <string>
#include <vector>

#include "stream/relay/frames.hpp"
#include "stream/relay/numbering.hpp"
#include "stream/relay/receipt.hpp"
#include "stream/relay/retention.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::Position;
using relay::Receipt;
using relay::Retention;

namespace {

constexpr std::uint64_t epoch = 5;

struct Sender {
    explicit Sender(std::uint32_t frames_max, std::uint64_t bytes_max = 1'000'000)
        : window({.frames_max = frames_max, .bytes_max = bytes_max}) {}

    void keep(std::uint64_t number, std::size_t bytes = 10, std::uint64_t in = epoch) {
        window.keep({in, number}, make(static_cast<std::uint32_t>(number), bytes));
    }
    std::vector<std::uint64_t> resent() {
        std::vector<std::uint64_t> numbers;
        while (window.resending()) numbers.push_back(window.resend().position.number);
        return numbers;
    }

    FrameMaker make;
    Retention window;
};

using Numbers = std::vector<std::uint64_t>;

// A sender that numbers frames from 0, a connection that can be cut anywhere, and a receiver. One
// letter an event: n a new frame, d delivers a frame, a answers, A the answer arrives, x cuts.
struct World {
    explicit World(std::uint32_t frames_max) : sender(frames_max) { connect(); }

    void step(char event) {
        if (event == 'n') send_new();
        if (event == 'd' && !frames_under_way.empty()) receive();
        if (event == 'a') answers_under_way.push_back(receipt.next());
        if (event == 'A' && !answers_under_way.empty()) {
            sender.window.acknowledge(answers_under_way.front());
            answers_under_way.erase(answers_under_way.begin());
        }
        if (event == 'x') connect();
    }

    void connect() {
        frames_under_way.clear();
        answers_under_way.clear();
        receipt.disconnected();
        sender.window.resume(receipt.next());
        expected = {};
        while (sender.window.resending()) send(sender.window.resend().position);
    }
    void send_new() {
        sender.keep(next);
        send({epoch, next++});
    }
    void send(const Position& position) {
        frames_under_way.push_back({position, !(position == expected)});
        expected = position.after(1);
    }
    void receive() {
        const auto [position, with_mark] = frames_under_way.front();
        frames_under_way.erase(frames_under_way.begin());
        if (with_mark)
            if (const auto gap = receipt.marked(position))
                for (std::uint64_t i = 0; i < gap->frames; ++i)
                    missing.push_back(gap->first.number + i);
        if (const auto here = receipt.arrived()) {
            REQUIRE(*here == position);
            received.push_back(here->number);
        }
    }

    struct UnderWay {
        Position position;
        bool with_mark;
    };
    Sender sender;
    Receipt receipt;
    std::uint64_t next = 0;
    Position expected;
    std::vector<UnderWay> frames_under_way;
    std::vector<Position> answers_under_way;
    Numbers received;
    Numbers missing;
};

// What was received and what is said to be missing is, in order, a beginning of everything.
bool exact(const World& world) {
    std::uint64_t next = world.received.empty() ? 0 : world.received.front();
    auto missing = world.missing.begin();
    for (const std::uint64_t number : world.received) {
        for (; next < number; ++next)
            if (missing == world.missing.end() || *missing++ != next) return false;
        if (number != next++) return false;
    }
    return missing == world.missing.end();
}

void try_all(const std::string& events, std::size_t length, std::uint32_t frames_max) {
    if (events.size() < length) {
        for (const char event : {'n', 'd', 'a', 'A', 'x'})
            try_all(events + event, length, frames_max);
        return;
    }
    World world(frames_max);
    for (const char event : events) world.step(event);
    const std::uint64_t overrun = world.sender.window.frames_overrun();
    world.step('x');
    while (!world.frames_under_way.empty()) world.step('d');

    INFO(events << " with a window of " << frames_max);
    REQUIRE(exact(world));
    // Whoever stays within the window loses nothing. (Before its first frame, a receiver expects
    // none.)
    if (overrun == 0) REQUIRE(world.missing.empty());
    if (overrun == 0) REQUIRE(world.received.size() == world.next);
}

}  // namespace

TEST_CASE("delivery: exact in every order of seven events, with every window", "[relay]") {
    for (const std::uint32_t frames_max : {1u, 2u, 3u, 100u}) try_all("", 7, frames_max);
}

TEST_CASE("retention: an answer frees everything before it, and nothing else", "[relay]") {
    Sender sender(100);
    for (std::uint64_t number = 10; number < 15; ++number) sender.keep(number);

    sender.window.acknowledge({epoch, 12});
    CHECK(sender.window.frames() == 3);
    CHECK(sender.window.bytes() == 30);
    sender.window.acknowledge({epoch, 11});  // late
    sender.window.acknowledge({epoch, 5});   // older than anything here
    sender.window.acknowledge({99, 1'000});  // of a numbering that nobody knows
    CHECK(sender.window.oldest()->position == Position{epoch, 12});

    sender.window.acknowledge({epoch, 1'000});  // the receiver has it from elsewhere
    CHECK(sender.window.frames() == 0);
    CHECK(sender.window.bytes() == 0);
}

TEST_CASE("retention: an answer in a new epoch answers for the old one", "[relay]") {
    Sender sender(100);
    sender.keep(10);
    sender.keep(11);
    sender.keep(0, 10, epoch + 1);
    sender.keep(1, 10, epoch + 1);

    sender.window.acknowledge({epoch + 1, 1});

    CHECK(sender.window.oldest()->position == Position{epoch + 1, 1});
}

TEST_CASE("retention: a new connection gets again what was not answered for", "[relay]") {
    Sender sender(100);
    for (std::uint64_t number = 0; number < 5; ++number) sender.keep(number);

    sender.window.resume({epoch, 3});
    CHECK(sender.resent() == Numbers{3, 4});
    sender.window.resume({epoch, 4});
    CHECK(sender.resent() == Numbers{4});
    sender.window.resume({});  // a receiver that knows nothing
    CHECK(sender.resent() == Numbers{0, 1, 2, 3, 4});
    sender.window.acknowledge({epoch, 2});
    sender.window.resume({});
    CHECK(sender.resent() == Numbers{2, 3, 4});
}

TEST_CASE("retention: an answer while it resends skips what it answers for", "[relay]") {
    Sender sender(100);
    for (std::uint64_t number = 0; number < 4; ++number) sender.keep(number);
    sender.window.resume({});
    CHECK(sender.window.resend().position.number == 0);

    sender.window.acknowledge({epoch, 3});

    CHECK(sender.resent() == Numbers{3});
}

TEST_CASE("retention: either budget overruns the window at its old end", "[relay]") {
    Sender by_frames(2);
    Sender by_bytes(100, 25);

    for (std::uint64_t number = 0; number < 5; ++number) by_frames.keep(number);
    for (std::uint64_t number = 0; number < 5; ++number) by_bytes.keep(number);

    CHECK(by_frames.window.frames_overrun() == 3);
    CHECK(by_frames.window.oldest()->position.number == 3);
    CHECK(by_bytes.window.bytes() == 20);
    CHECK(by_bytes.window.oldest()->position.number == 3);
}

TEST_CASE("retention: what others were sent is kept within a window's own budget", "[relay]") {
    Sender others(100);
    for (std::uint64_t number = 0; number < 5; ++number) others.keep(number);
    Sender many(2);
    for (std::uint64_t number = 0; number < 5; ++number) many.keep(number);
    Sender mine(3);

    mine.window.begin_with(others.window);
    CHECK(mine.window.frames() == 3);
    CHECK(mine.window.bytes() == 30);
    CHECK(mine.window.frames_overrun() == 2);
    mine.keep(5);
    CHECK(mine.window.oldest()->position.number == 3);

    Sender other(100);
    other.window.begin_with(many.window);
    CHECK(other.window.frames_overrun() == 0);  // forgot nothing itself
    for (std::uint64_t number = 5; number < 50; ++number) other.keep(number);
    CHECK(other.window.frames() == 47);
}

TEST_CASE("receipt: numbers without a frame are told exactly once", "[relay]") {
    Receipt receipt;
    CHECK_FALSE(receipt.numbered());
    CHECK_FALSE(receipt.marked({epoch, 7}));  // what was before is none of its business
    CHECK(receipt.arrived() == Position{epoch, 7});

    const auto gap = receipt.marked({epoch, 12});

    REQUIRE(gap);
    CHECK(gap->first == Position{epoch, 8});
    CHECK(gap->frames == 4);
    CHECK_FALSE(receipt.marked({epoch, 12}));
    CHECK(receipt.frames_missing() == 4);
}

TEST_CASE("receipt: what comes twice is recognised, also over another connection", "[relay]") {
    Receipt receipt;
    static_cast<void>(receipt.marked({epoch, 0}));
    for (int i = 0; i < 3; ++i) CHECK(receipt.arrived());

    receipt.disconnected();
    CHECK_FALSE(receipt.numbered());
    static_cast<void>(receipt.marked({epoch, 1}));
    CHECK_FALSE(receipt.arrived());
    CHECK_FALSE(receipt.arrived());
    CHECK(receipt.arrived() == Position{epoch, 3});
    CHECK(receipt.frames_repeated() == 2);
}

TEST_CASE("receipt: a new epoch begins anew and misses nothing", "[relay]") {
    Receipt receipt;
    static_cast<void>(receipt.marked({epoch, 100}));
    static_cast<void>(receipt.arrived());

    CHECK_FALSE(receipt.marked({epoch + 1, 3}));
    CHECK(receipt.arrived() == Position{epoch + 1, 3});
    CHECK(receipt.next() == Position{epoch + 1, 4});
}

TEST_CASE("numbering: counts become positions, also across a jump", "[relay]") {
    relay::Numbering numbering;
    CHECK(numbering.of(1) == Position{});
    numbering.begin(3, {epoch, 100});
    numbering.begin(5, {epoch, 102});  // says nothing new
    numbering.begin(6, {epoch, 200});
    numbering.begin(8, {epoch + 1, 0});

    CHECK(numbering.of(3) == Position{epoch, 100});
    CHECK(numbering.of(5) == Position{epoch, 102});
    CHECK(numbering.of(7) == Position{epoch, 201});
    CHECK(numbering.of(9) == Position{epoch + 1, 1});
}

TEST_CASE("numbering: what was said last of a count holds", "[relay]") {
    relay::Numbering numbering;
    numbering.begin(1, {epoch, 0});
    numbering.begin(4, {epoch, 50});
    numbering.begin(4, {epoch + 1, 7});

    CHECK(numbering.of(3) == Position{epoch, 2});
    CHECK(numbering.of(4) == Position{epoch + 1, 7});
}

TEST_CASE("numbering: keeps what may still be asked for, however often numbers jump", "[relay]") {
    relay::Numbering numbering;
    for (std::uint64_t count = 1; count <= 10'000; ++count) {
        // Ten wait, the newest of them kept from the beginning: the others were dropped.
        numbering.keep(1, std::min<std::uint64_t>(count - 1, 10));
        numbering.begin(count, {epoch, 3 * count});
        REQUIRE(numbering.parts() <= 11);
    }
    CHECK(numbering.of(7) == Position{epoch, 21});
    CHECK(numbering.of(10'000) == Position{epoch, 30'000});

    for (std::uint64_t count = 10'001; count <= 20'000; ++count) {
        numbering.keep(count - 10, count - 1);  // the oldest were dropped
        numbering.begin(count, {epoch, 3 * count});
        REQUIRE(numbering.parts() <= 11);
    }
    CHECK(numbering.of(19'995) == Position{epoch, 59'985});
}

TEST_CASE("delivery: an overrun window goes on at a frame that needs none of those that are gone",
          "[relay]") {
    const auto film = std::make_shared<const frame::StreamFormat>(h264);
    FrameMaker make;
    Retention window({.frames_max = 5, .bytes_max = 1'000'000});
    for (std::uint64_t number = 0; number < 12; ++number)
        window.keep({epoch, number}, make(static_cast<std::uint32_t>(number), 10, number % 10 == 0),
                    false, film);
    REQUIRE(window.oldest()->position == Position{epoch, 7});

    window.resume({epoch, 7});  // its reader has all that it needs
    CHECK(window.next_again().position == Position{epoch, 7});
    CHECK_FALSE(window.next_again().after_gap);

    window.resume({epoch, 3});
    REQUIRE(window.resending());
    CHECK(window.next_again().position == Position{epoch, 10});
    CHECK(window.next_again().after_gap);
    CHECK(window.frames_overrun() == 7 + 3);
}

TEST_CASE("delivery: nothing of an overrun window is of use without the keyframe before",
          "[relay]") {
    const auto film = std::make_shared<const frame::StreamFormat>(h264);
    FrameMaker make;
    Retention window({.frames_max = 3, .bytes_max = 1'000'000});
    for (std::uint64_t number = 1; number < 9; ++number)
        window.keep({epoch, number}, make(static_cast<std::uint32_t>(number), 10, false), false,
                    film);

    window.resume({epoch, 2});

    CHECK_FALSE(window.resending());
    CHECK(window.frames() == 0);
}
