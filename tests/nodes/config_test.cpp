#include "support/catch.hpp"

#include "nodes/config.hpp"

namespace {
using namespace weir::nodes;

ConfigLayer good(const ReadLayer& read) {
    for (const auto& problem : read.problems) UNSCOPED_INFO(problem.what);
    REQUIRE(read.problems.empty());
    return read.layer;
}
std::string problem(const std::string& toml) {
    const auto read = read_config(toml, "weir.toml");
    return read.problems.empty() ? "" : read.problems.front().what;
}
std::string value(const ConfigLayer& config, const char* key) {
    return config.settings.find(key)->second.value;
}
}  // namespace

TEST_CASE("config: the later layer wins, setting by setting, and says where from", "[config]") {
    const auto system =
        good(read_config("name = \"a:system\"\nlog = \"*:warn\"\n", "/etc/weir/weir.toml"));
    const auto user =
        good(read_config("\nname = \"a:user\"\nmemory_max = \"512M\"\n", "user.toml"));
    const auto environment =
        good(read_environment({{"WEIR_MEMORY_MAX", "2G"}, {"WEIR_OTHER", "x"}}));
    const auto line = good(read_assignments({"log=*:debug"}));

    const auto config = merged({system, user, environment, line});

    CHECK(value(config, "name") == "a:user");
    CHECK(text(config.settings.find("name")->second.origin) == "user.toml:2:8");
    CHECK(value(config, "memory_max") == "2G");
    CHECK(text(config.settings.find("memory_max")->second.origin) == "WEIR_MEMORY_MAX");
    CHECK(value(config, "log") == "*:debug");
    CHECK(text(config.settings.find("log")->second.origin) == "--set");
    CHECK(text(config.settings.find("scheduler")->second.origin) == "default");
    CHECK(node_options(config).memory_bytes_max == 2ull << 30);
}

TEST_CASE("config: every setting has a default that is good, a meaning and a variable",
          "[config]") {
    for (const ConfigKey& key : config_keys()) {
        INFO(key.name);
        CHECK(key.check(std::string(key.fallback)));
        CHECK(key.doc.size() > 10);
        CHECK(variable_of(key).starts_with("WEIR_"));
        CHECK(good(read_environment({{variable_of(key), std::string(key.fallback)}}))
                  .settings.size() == 1);
    }
    CHECK(node_options(merged({})).listen.size() == 1);
}

TEST_CASE("config: lists, numbers and flags read like texts", "[config]") {
    const auto config = merged(
        {good(read_config("listen = [\"127.0.0.1:8001\", \"unix:/run/weir/a\"]\nconnections_max = "
                          "12\ninsecure_lan = true\n",
                          "f"))});

    const NodeOptions options = node_options(config);
    CHECK(options.listen.size() == 2);
    CHECK(options.listen[1].is_unix());
    CHECK(options.connections_max == 12);
    CHECK(options.insecure_lan);
    const auto peers =
        merged({good(read_config("peers = [\"10.0.0.5:8001\", \"[::1]:9\"]\n", "f"))});
    REQUIRE(node_options(peers).discovery.peers.size() == 2);
    CHECK(node_options(peers).discovery.peers[1].port == 9);
}

TEST_CASE("config: streams of the last layer that has some replace those before", "[config]") {
    const std::string one =
        "[[stream]]\ndevice = \"pattern:\"\nid = 7\nsize = \"64x64\"\nfps = 29.97\nto = "
        "[\"relay:a\", \"10.0.0.1:8001\"]\n";
    const auto first = good(read_config(one, "s"));
    const auto second = good(read_config("[[stream]]\ndevice = \"pattern:b\"\n", "u"));
    const auto none = good(read_config("stream = []\n", "f"));

    CHECK(merged({first}).streams.at(0).rate.denominator == 1001);
    CHECK(merged({first}).streams.at(0).to == std::vector<std::string>{"relay:a", "10.0.0.1:8001"});
    CHECK(merged({first, second}).streams.at(0).device == "pattern:b");
    CHECK(merged({first, second, none}).streams.empty());
}

TEST_CASE("config: a mistake is one sentence with its line and column", "[config]") {
    CHECK(
        problem("name = \"camera\"\n").find("weir.toml:1:8: name: \"camera\" is not a node name") ==
        0);
    CHECK(problem("\nnaem = \"a:b\"\n") == "weir.toml:2:8: naem is no setting; did you mean name?");
    CHECK(problem("log = [1]\n").find("weir.toml:1:7: log must be a text") == 0);
    CHECK(problem("memory_max = \"much\"\n").find("weir.toml:1:14: memory_max: ") == 0);
    CHECK(problem("listen = \"nowhere\"\n").find("weir.toml:1:10: listen: ") == 0);
    CHECK(problem("name = \n").find("weir.toml:1:") == 0);
    CHECK(problem("[[stream]]\nid = 3\n") == "weir.toml:1:1: stream has no device");
    CHECK(problem("[[stream]]\ndevise = \"x\"\n").find("did you mean device?") !=
          std::string::npos);
    CHECK(problem("[[stream]]\ndevice = \"pattern:\"\nid = 0\n")
              .find("weir.toml:3:6: stream: id must be") == 0);
    CHECK(problem("[[stream]]\ndevice = \"a\"\nid = 1\n[[stream]]\ndevice = \"b\"\nid = 1\n")
              .find("used twice") != std::string::npos);
    CHECK(problem("stream = 3\n").find("weir.toml:1:10: stream must be a list") == 0);
    CHECK_FALSE(problem(std::string(5u << 20, ' ')).empty());
}

TEST_CASE("config: all mistakes are told at once", "[config]") {
    CHECK(read_config("name = \"x\"\nlog = 1.5\nwhat = 1\n", "f").problems.size() >= 2);
    CHECK(read_environment({{"WEIR_SCHEDULER", "none"}, {"WEIR_LISTEN", ""}}).problems.size() == 2);
    const auto read =
        read_assignments({"log", "naem=x", "scheduler=none", "threads=0", "threads=65"});
    REQUIRE(read.problems.size() == 5);
    CHECK(read.problems[4].what.find("\"65\" is not a number from 1 to 64") != std::string::npos);
    CHECK(read.problems[1].what == "--set naem: there is no such setting; did you mean name?");
}

TEST_CASE("config: threads are the node's own unless somebody says otherwise", "[config]") {
    CHECK(node_options(merged({})).threads == 1);
    CHECK(node_options(merged({good(read_assignments({"threads=4"}))})).threads == 4);
}

TEST_CASE("config: whoever opens a node to the network is heard there", "[config]") {
    const auto open = node_options(merged({good(read_assignments({"insecure_lan=true"}))}));
    REQUIRE(open.listen.size() == 1);
    CHECK(
        open.listen[0].host.empty());  // every interface, or this machine alone: the node's choice
    CHECK(open.listen[0].port == 0);
}

TEST_CASE("config: log levels are checked where they are written", "[config]") {
    CHECK(problem("\nlog = \"relay:loud\"\n").starts_with("weir.toml:2:7: log: "));
    CHECK(problem("log = \"relay:debug,*:warn\"\n").empty());
    CHECK_FALSE(read_assignments({"log=:info"}).problems.empty());
}

TEST_CASE("config: the targets of a stream are cut at commas, not inside of lists", "[config]") {
    const auto to = [](const std::string& value) {
        return good(read_config("[[stream]]\ndevice = \"pattern:\"\nto = " + value + "\n", "f"))
            .streams.front()
            .to;
    };
    using Targets = std::vector<std::string>;
    CHECK(to("\"[::1]:8001, relay:a,10.0.0.1:9\"") ==
          Targets{"[::1]:8001", "relay:a", "10.0.0.1:9"});
    CHECK(to("[\"unix:/run/a,b\", \"[fe80::1]:8001\"]") ==
          Targets{"unix:/run/a,b", "[fe80::1]:8001"});
    CHECK_FALSE(problem("[[stream]]\ndevice = \"pattern:\"\nto = []\n").empty());
    CHECK_FALSE(problem("[[stream]]\ndevice = \"pattern:\"\nto = [1]\n").empty());
    CHECK_FALSE(problem("[[stream]]\ndevice = \"pattern:\"\nto = \" , \"\n").empty());
}
