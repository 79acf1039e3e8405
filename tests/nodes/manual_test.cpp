#include "support/catch.hpp"

#include <algorithm>

#include "nodes/command_line.hpp"

namespace {
using namespace weir::nodes;
using cli::Completion;

std::vector<std::string> words(const std::vector<std::string>& line) {
    static const cli::Manual all = manual();
    return cli::complete(all, line).words;
}
std::string live(const std::vector<std::string>& line) {
    static const cli::Manual all = manual();
    return cli::complete(all, line).live;
}

// As a manual page writes it.
std::string escaped(std::string text) {
    for (std::size_t at = 0; (at = text.find('-', at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
    return text;
}
}  // namespace

TEST_CASE("manual: every verb and every option says what it is for", "[cli]") {
    const cli::Manual all = manual();
    REQUIRE(all.verbs.size() > 20);

    for (const auto& verb : all.verbs) {
        INFO("weir " << verb.name);
        CHECK(verb.summary.size() > 10);
        CHECK_FALSE(verb.summary.ends_with('.'));
        CHECK_FALSE(verb.group.empty());
        CHECK_FALSE(verb.options.empty());
        for (const auto& option : verb.options) {
            INFO((option.names.empty() ? option.label : option.names.back()));
            CHECK(option.help.size() > 5);
            CHECK_FALSE(option.help.ends_with('.'));
            CHECK(option.type.find("{") == std::string::npos);  // of a check, not for people
            CHECK(option.type.find(" in ") == std::string::npos);
        }
    }
}

TEST_CASE("manual: the page of a verb has every option that the verb has", "[cli]") {
    const cli::Manual all = manual();

    for (const auto& verb : all.verbs) {
        const std::string page = cli::man_page(all, &verb);
        INFO(page);
        CHECK(page.starts_with(".TH WEIR\\-"));
        for (const auto& option : verb.options) {
            if (option.names.empty()) CHECK(page.find("\\fI" + option.label) != std::string::npos);
            for (const auto& name : option.names)
                CHECK(page.find(escaped(name)) != std::string::npos);
        }
        CHECK(cli::man_page(all, nullptr).find("weir " + escaped(verb.name)) != std::string::npos);
    }
}

TEST_CASE("completion: every verb, option and choice can be reached", "[cli]") {
    const cli::Manual all = manual();

    for (const auto& verb : all.verbs) {
        INFO("weir " << verb.name);
        CHECK(std::ranges::count(words({verb.name.substr(0, 1)}), verb.name) == 1);
        const auto options = words({verb.name, "--"});
        for (const auto& option : verb.options) {
            for (const auto& name : option.names)
                if (name.starts_with("--")) CHECK(std::ranges::count(options, name) == 1);
            if (option.names.empty() || option.choices().empty()) continue;
            CHECK(words({verb.name, option.names.back(), ""}) == option.choices());
        }
    }
}

TEST_CASE("completion: values stand behind their options, names in their places", "[cli]") {
    CHECK(words({"get", "s"}) == std::vector<std::string>{"streams"});
    CHECK(words({"get", "--watch", "s"}) == std::vector<std::string>{"streams"});
    CHECK(words({"get", "--timeout", "3", "s"}) == std::vector<std::string>{"streams"});
    CHECK(live({"get", "streams", ""}) == "nodes");
    CHECK(live({"connect", ""}) == "streams");
    CHECK(live({"describe", ""}) == "nodes and streams");
    CHECK(live({"connect", "camera:desk/7", ""}) == "nodes");
    CHECK(live({"connect", "a", "b", "--device", ""}) == "devices");
    CHECK(live({"apply", ""}) == "files");
    CHECK(live({"export", "a", "b", ""}) == "nodes");
    CHECK(words({"nonsense", ""}).empty());
    CHECK(words({}).size() == manual().verbs.size());
    CHECK(cli::completion_script("tcsh").empty());
}

TEST_CASE("completion: only names that cannot mean anything to a shell are offered", "[cli]") {
    for (const char* name : {"camera:desk", "camera:desk/7", "10.0.0.7:8001", "/dev/video0",
                             "x11:", "file:/srv/clips/a+b,c@d.mjpeg", "pattern:"})
        CHECK(cli::may_be_offered(name));

    CHECK_FALSE(cli::may_be_offered(""));
    CHECK_FALSE(cli::may_be_offered("-x:y"));
    for (const char letter : std::string_view("$`;&|<>(){}[]*?~!#'\"\\^= \t\n\x1b\x7f\xc3"))
        CHECK_FALSE(cli::may_be_offered(std::string("camera:") + letter));
}
