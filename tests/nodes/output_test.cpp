#include "support/catch.hpp"

#include <algorithm>

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

TEST_CASE("output: where the last column cannot give enough, long names give way", "[cli]") {
    const Table table{"flow",
                      {{"STREAM", "name"}, {"RATE", "rate", true}, {"DROPS", "drops"}},
                      {{{"camera:workshop-in-the-north/7"}, {"4.8 Mbit/s"}, {"3 replaced"}},
                       {{"relay:main/7"}, {"4.8 Mbit/s"}, {""}}}};

    const std::string narrow = rendered(table, Format::table, false, 40);

    CHECK(narrow ==
          "STREAM                    RATE  DROPS\n"
          "camera:workshop-i…  4.8 Mbit/s  3 repla…\n"
          "relay:main/7        4.8 Mbit/s\n");
    CHECK(rendered(table, Format::table, false, 0).find("in-the-north/7") != std::string::npos);
    CHECK(rendered(table, Format::table, false, 5).find("4.8 Mbit/s") != std::string::npos);
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

namespace {
std::vector<Section> description() {
    return {{"", "node", {"node", {{"Node", "name"}, {"", "id"}}, {{{"a:b"}, count(7)}}}, true},
            {"Nodes", "nodes", sample()},
            {"Nothing", "nothing", {"thing", {{"THING", "thing"}}, {}}}};
}
}  // namespace

TEST_CASE("output: a description is one document with a member for each part", "[cli]") {
    const std::string json = rendered("description", description(), Format::json, false, 0);

    CHECK(json.find(R"("node": {)") != std::string::npos);
    CHECK(json.find(R"("nodes": [)") != std::string::npos);
    CHECK(json.find(R"("nothing": [])") != std::string::npos);
    CHECK(json.find("api_version") == json.rfind("api_version"));
    const std::string lines = rendered("description", description(), Format::jsonl, false, 0);
    CHECK(lines.starts_with(R"({"api_version":1,"kind":"node","name":"a:b","id":7})"));
    CHECK(std::ranges::count(lines, '\n') == 3);
}

TEST_CASE("output: for people a description leaves out what it has nothing of", "[cli]") {
    CHECK(rendered("description", description(), Format::table, false, 0) ==
          "Node  a:b\n"
          "\n"
          "Nodes\n" +
              rendered(sample(), Format::table, false, 0));
}

TEST_CASE("output: further rows stand under the same head and line up", "[cli]") {
    Widths widths;
    Table table{"node", {{"NAME", "name"}, {"WHY", "why"}}, {{{"relay:main"}, {"x"}}}};
    CHECK(rendered(table, Format::table, false, 0, &widths) == "NAME        WHY\nrelay:main  x\n");

    table.rows = {{{"a"}, {"y"}}};
    CHECK(rendered(table, Format::table, false, 0, &widths) == "a           y\n");
}

TEST_CASE("output: passing time is no news", "[cli]") {
    const auto at = [](std::uint64_t ms, const char* state) {
        return without_clocks({"node",
                               {{"UP", "uptime_ms", true, true}, {"STATE", "state"}},
                               {{count(ms), {state}}}});
    };

    CHECK(at(1000, "ok") == at(2000, "ok"));
    CHECK(at(1000, "ok") != at(1000, "waiting"));
}

TEST_CASE("output: control bytes of a name do not reach a terminal", "[cli]") {
    Table table{"node", {{"NAME", "name"}}, {{{"\x1b[2J\nevil\x7f"}}}};

    CHECK(rendered(table, Format::table, false, 0) == "NAME\n?[2J?evil?\n");
    CHECK(printable("\xc2\x9b"
                    "2J\xc2\xa0\xc3\xa4") == "?2J\xc2\xa0\xc3\xa4");  // ESC [ in one sign
    CHECK(printable("\x9b"
                    "2J") == "?2J");  // and in one byte
    Table again{"node", {{"NAME", "name"}}, {{{"\x1b[2J\x7f\xc2\x9b\xc2\xa0"}}}};
    CHECK(rendered(again, Format::jsonl, false, 0).find("\\u001b[2J\\u007f\\u009b\xc2\xa0") !=
          std::string::npos);
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
