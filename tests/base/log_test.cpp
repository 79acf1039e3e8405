#include "support/catch.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "base/log.hpp"

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

}  // namespace

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
