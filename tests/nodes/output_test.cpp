#include "support/catch.hpp"

#include "nodes/cli/output.hpp"

namespace {
using namespace weir::nodes::cli;

Table sample() {
    return {"node",
            {{"NAME", "name"}, {"UP", "uptime_ms", true}, {"", "secret"}, {"WHY", "reason"}},
            {{{"relay:main"}, {"12 s", std::uint64_t{12'000}}, {"", true}, {"", std::string()}},
             {{"camera:\xc3\xa4"}, {"-", nullptr}, {"", false}, {"a \"reason\" that is long"}}}};
}
}  // namespace

TEST_CASE("output: a table lines up, in places and not in bytes", "[cli]") {
    CHECK(rendered(sample(), Format::table, false, 0) ==
          "NAME          UP  WHY\n"
          "relay:main  12 s\n"
          "camera:\xc3\xa4       -  a \"reason\" that is long\n");
}

TEST_CASE("output: the last column is cut at the edge of the terminal", "[cli]") {
    const std::string text = rendered(sample(), Format::table, false, 30);

    CHECK(text.find("a \"reason\" …\n") != std::string::npos);
}

TEST_CASE("output: JSON has every value, known or null, and a version", "[cli]") {
    CHECK(rendered(sample(), Format::jsonl, false, 0) ==
          R"({"api_version":1,"kind":"node","name":"relay:main","uptime_ms":12000,)"
          R"("secret":true,"reason":""})"
          "\n"
          R"({"api_version":1,"kind":"node","name":"camera:ä","uptime_ms":null,)"
          R"("secret":false,"reason":"a \"reason\" that is long"})"
          "\n");
    const std::string whole = rendered(sample(), Format::json, true, 0);
    CHECK(whole.starts_with("{\n  \"api_version\": 1,\n  \"kind\": \"node\""));
    CHECK(whole.find("\x1b") == std::string::npos);
}

TEST_CASE("output: control bytes of a name do not reach a terminal", "[cli]") {
    Table table{"node", {{"NAME", "name"}}, {{{"\x1b[2J\nevil\x7f"}}}};

    CHECK(rendered(table, Format::table, false, 0) == "NAME\n?[2J?evil?\n");
}

TEST_CASE("output: colours only where they are wanted", "[cli]") {
    Table table{"node", {{"STATE", "state"}}, {{state_word("live")}}};

    CHECK(rendered(table, Format::table, true, 0).find("\x1b[32mlive\x1b[0m") != std::string::npos);
    CHECK(rendered(table, Format::table, false, 0).find('\x1b') == std::string::npos);
}

TEST_CASE("output: ages and rates read like those of people", "[cli]") {
    CHECK(age_text(850) == "850 ms");
    CHECK(age_text(12'400) == "12 s");
    CHECK(age_text(180'000) == "3 min");
    CHECK(age_text(7'200'000) == "2 h");
    CHECK(age_text(432'000'000) == "5 d");
    CHECK(rate_text(31'400'000) == "31.4 Mbit/s");
    CHECK(rate_text(2'500'000'000) == "2.50 Gbit/s");
    CHECK(fps_text(29'970) == "30.0");
}
