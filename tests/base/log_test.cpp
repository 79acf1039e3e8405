#include "support/catch.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/unique_fd.hpp"

using namespace weir;

namespace {

// What is logged while it lives goes into a file, and the numbers of the calls that logged a line.
class Lines {
public:
    Lines() : stderr_(dup(STDERR_FILENO)) { dup2(fileno(file_), STDERR_FILENO); }
    ~Lines() {
        dup2(stderr_, STDERR_FILENO);
        close(stderr_);
        std::fclose(file_);
    }

    // The calls, from 1 on, that logged a line.
    template <typename Call>
    std::vector<int> calls_that_log(int calls, Call call) {
        std::vector<int> logged;
        for (int number = 1; number <= calls; ++number) {
            const std::size_t before = text().size();
            call(number);
            if (text().size() > before) logged.push_back(number);
        }
        return logged;
    }

    std::string text() const {
        std::array<char, 65536> bytes{};
        const auto count = pread(fileno(file_), bytes.data(), bytes.size(), 0);
        return {bytes.data(), static_cast<std::size_t>(count)};
    }

    // The last line from its level on.
    std::string last() const {
        const std::string all = text();
        const auto end = all.rfind('\n', all.size() - 2);
        return all.substr((end == std::string::npos ? 0 : end + 1) + sizeof "00:00:00.000");
    }

private:
    std::FILE* file_ = std::tmpfile();
    int stderr_;
};

// What is logged while it lives goes into a pipe that is read only when it is asked for.
class Pipe {
public:
    Pipe() : stderr_(dup(STDERR_FILENO)) {
        std::array<int, 2> fds{};
        REQUIRE(pipe2(fds.data(), O_CLOEXEC | O_NONBLOCK) == 0);
        reader_.reset(fds[0]);
        // A pipe that is shared with others, such as a shell's, waits when it is full.
        REQUIRE(fcntl(fds[1], F_SETFL, 0) == 0);
        dup2(fds[1], STDERR_FILENO);
        close(fds[1]);
    }
    ~Pipe() { dup2(stderr_.get(), STDERR_FILENO); }

    std::vector<std::string> read_lines() {
        std::string all;
        std::array<char, 65536> some{};
        for (ssize_t got = 0; (got = read(reader_.get(), some.data(), some.size())) > 0;)
            all.append(some.data(), static_cast<std::size_t>(got));
        std::vector<std::string> lines;
        for (std::size_t at = 0, end = 0; (end = all.find('\n', at)) != std::string::npos;
             at = end + 1)
            lines.push_back(all.substr(at, end - at));
        return lines;
    }

private:
    UniqueFd stderr_;
    UniqueFd reader_;
};

}  // namespace

TEST_CASE("log: what nobody reads holds up nobody, and is counted", "[base]") {
    constexpr int lines = 5000;
    Pipe pipe;

    for (int i = 0; i < lines; ++i) log::warn("relay", "it is full", {{"number", i}});
    const auto taken = pipe.read_lines();
    log::info("relay", "it is well");
    const auto later = pipe.read_lines();

    REQUIRE(taken.size() < lines);
    CHECK(taken.back().ends_with("number=" + std::to_string(taken.size() - 1)));
    REQUIRE(later.size() == 2);
    CHECK(later[0].ends_with("warn  log lines lost; nobody took them lines=" +
                             std::to_string(lines - taken.size())));
    CHECK(later[1].ends_with("info  relay it is well"));
}

TEST_CASE("log: threads that log at once lose no line uncounted and mix none", "[base]") {
    constexpr std::size_t each = 2000;
    Pipe pipe;

    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([] {
                for (std::size_t line = 0; line < each; ++line) log::warn("relay", "it is full");
            });
    }
    const auto taken = pipe.read_lines();
    log::info("relay", "it is well");
    const auto later = pipe.read_lines();

    const auto whole = [](const std::string& line) { return line.ends_with("relay it is full"); };
    const auto count = static_cast<std::size_t>(std::ranges::count_if(taken, whole));
    CHECK(count == taken.size());  // no note fits into a full pipe
    REQUIRE(later.size() == 2);
    CHECK(later[0].ends_with("lines=" + std::to_string(4 * each - count)));
}

TEST_CASE("log: a line is never longer than what a pipe takes in one piece", "[base]") {
    Pipe pipe;

    log::warn("relay", "it says", {{"text", std::string(10'000, 'x')}});

    const auto lines = pipe.read_lines();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].size() < PIPE_BUF);
    CHECK(lines[0].ends_with("xxx [cut]"));
}

TEST_CASE("log: levels are chosen per module, the exact name before the star", "[base]") {
    REQUIRE(log::configure("relay:debug,*:warn") == "");

    CHECK(log::enabled(log::Level::debug, "relay"));
    CHECK_FALSE(log::enabled(log::Level::info, "transport"));
    CHECK(log::enabled(log::Level::warn, "transport"));

    REQUIRE(log::configure("*:info") == "");
}

TEST_CASE("log: a wrong level is one sentence with an example and changes nothing", "[base]") {
    REQUIRE(log::configure("*:info") == "");

    const std::string problem = log::configure("relay:loud");

    CHECK(problem.find("\"relay:loud\"") != std::string::npos);
    CHECK(problem.find("example: relay:debug") != std::string::npos);
    CHECK(log::enabled(log::Level::info, "relay"));
}

TEST_CASE("log: levels may change at any time, but not into endlessly many", "[base]") {
    for (int round = 0; round < 1000; ++round)
        REQUIRE(log::configure(round % 2 == 0 ? "relay:debug" : "*:info") == "");

    std::string problem;
    for (int round = 0; problem.empty() && round < 1000; ++round)
        problem = log::configure("module" + std::to_string(round) + ":debug");
    CHECK(problem.find("different settings") != std::string::npos);

    REQUIRE(log::configure("*:info") == "");
    CHECK_FALSE(log::enabled(log::Level::debug, "relay"));
}

TEST_CASE("log: what repeats is said once, then each time its count has doubled", "[base]") {
    log::Once once;
    Lines lines;

    const auto logged =
        lines.calls_that_log(100, [&](int) { once.warn("relay", "it is full", {{"stream", 7}}); });

    CHECK(logged == std::vector{1, 8, 16, 32, 64});
    CHECK(lines.text().find("warn  relay it is full stream=7\n") != std::string::npos);
    CHECK(lines.last() == "warn  relay it is full (again) times=64\n");
}

TEST_CASE("log: two sentences in turn are each counted for themselves", "[base]") {
    log::Once once;
    Lines lines;

    const auto logged = lines.calls_that_log(100, [&](int number) {
        once.warn("relay", number % 2 == 0 ? "it is full" : "it is gone");
    });

    CHECK(logged == std::vector{1, 2, 15, 16, 31, 32, 63, 64});
}

TEST_CASE("log: sentences that never repeat are counted as one", "[base]") {
    constexpr int kept = static_cast<int>(limits::log_sentences_max);
    log::Once once;
    Lines lines;

    const auto logged = lines.calls_that_log(kept + 1000, [&](int number) {
        once.warn("resource", "no answer after " + std::to_string(number) + " ms");
    });

    REQUIRE(logged.size() == kept + 1 + 7);  // the first of the others; the 8th to the 512th
    CHECK(logged[kept] == kept + 1);
    CHECK(logged.back() == kept + 512);
    CHECK(lines.last() == "warn  resource no answer after 520 ms (and the like) times=512\n");
}

TEST_CASE("log: a trouble that was over is news when it comes back", "[base]") {
    log::Once once;
    Lines lines;

    const auto logged = lines.calls_that_log(10, [&](int number) {
        once.warn("relay", "it is full");
        if (number == 5) once.reset();
    });

    CHECK(logged == std::vector{1, 6});
}

TEST_CASE("log: what others cause is rationed, and said how much was left out", "[base]") {
    constexpr int lines = static_cast<int>(limits::log_ration_lines);
    const TimePoint start{};
    log::Ration ration;
    Lines out;

    const auto logged = out.calls_that_log(3 * lines, [&](int number) {
        ration.warn("node", "refused", {{"peer", number}}, start + std::chrono::seconds(number));
    });

    REQUIRE(logged.size() > lines);
    CHECK(logged[lines - 1] == lines);
    CHECK(logged[lines] == 1 + limits::log_ration_period / std::chrono::seconds(1));
    const int left_out = logged[lines] - lines - 1;
    CHECK(out.text().find("left out lines=" + std::to_string(left_out) + "\n") !=
          std::string::npos);
}

TEST_CASE("log: what each of many repeats is rationed for all of them", "[base]") {
    log::Ration ration;
    Lines lines;

    const auto logged = lines.calls_that_log(1000, [&](int) {
        log::Once peer(&ration);
        peer.warn("session", "unknown message skipped");
    });

    CHECK(logged.size() == limits::log_ration_lines);
}

TEST_CASE("log: neither a sentence nor a value can forge a line or reach a terminal", "[base]") {
    Lines lines;

    log::warn("node", "relay:evil\n12:00 error node \x1b[2J\x9b said \"no\"; \\ stays",
              {{"peer", "a\u009b\nb"}});

    CHECK(lines.last() ==
          "warn  node relay:evil\\x0a12:00 error node \\x1b[2J\\x9b said \"no\"; \\ "
          "stays peer=a\\xc2\\x9b\\x0ab\n");
}
