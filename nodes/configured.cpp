// weir node and weir config: configuration files on a disk, and the node that they describe.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "base/log.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/config.hpp"
#include "nodes/node.hpp"
#include "nodes/verbs.hpp"
#include "operations/stream_ids.hpp"

extern char** environ;

namespace weir::nodes {
namespace {

struct Loaded {
    ConfigLayer config;
    std::vector<Error> problems;
};

std::string user_file() {
    const char* folder = std::getenv("XDG_CONFIG_HOME");
    if (folder != nullptr && *folder != '\0') return std::string(folder) + "/weir/weir.toml";
    const char* home = std::getenv("HOME");
    return std::string(home == nullptr ? "" : home) + "/.config/weir/weir.toml";
}

// For tests and packages that keep their files elsewhere.
std::string system_file() {
    const char* folder = std::getenv("WEIR_CONFIG_DIR");
    return std::string(folder != nullptr && *folder != '\0' ? folder : "/etc/weir") + "/weir.toml";
}

std::map<std::string, std::string> variables() {
    std::map<std::string, std::string> all;
    for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
        const std::string entry = *at;
        const auto equals = entry.find('=');
        if (entry.starts_with("WEIR_") && equals != std::string::npos)
            all[entry.substr(0, equals)] = entry.substr(equals + 1);
    }
    return all;
}

class Loader {
public:
    void file(const std::string& name, bool must_exist) {
        std::ifstream in(name, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        if (in.is_open() && !in.bad()) return add(read_config(text, name));
        if (must_exist)
            problems_.push_back(
                {Code::not_found, name + ": cannot be read; name a configuration in TOML"});
    }
    void add(ReadLayer read) {
        layers_.push_back(std::move(read.layer));
        for (Error& problem : read.problems) problems_.push_back(std::move(problem));
    }
    Loaded take() { return {merged(layers_), std::move(problems_)}; }

private:
    std::vector<ConfigLayer> layers_;
    std::vector<Error> problems_;
};

Loaded load(const ConfigOptions& options) {
    Loader loader;
    loader.file(system_file(), false);
    loader.file(user_file(), false);
    if (!options.file.empty()) loader.file(options.file, true);
    loader.add(read_environment(variables()));
    loader.add(read_assignments(options.assignments));
    return loader.take();
}

int say(const std::vector<Error>& problems) {
    for (const Error& problem : problems) std::fprintf(stderr, "weir: %s\n", problem.what.c_str());
    return cli::exit_code_of(problems.front().code);
}

std::vector<Node::GivenStream> streams_of(const ConfigLayer& config, const std::string& node) {
    std::set<std::uint16_t> taken;
    for (const StreamSetting& setting : config.streams) taken.insert(setting.id);
    std::vector<Node::GivenStream> streams;
    for (const StreamSetting& setting : config.streams) {
        Node::GivenStream stream;
        stream.ingest.stream_id = setting.id;
        // The same at every start, so that readers and edges find it again.
        for (unsigned attempt = 0; stream.ingest.stream_id == 0; ++attempt)
            if (const auto id = operations::candidate_id(node, setting.device, attempt);
                taken.insert(id).second)
                stream.ingest.stream_id = id;
        stream.ingest.device_path = setting.device;
        stream.ingest.width = setting.size.width;
        stream.ingest.height = setting.size.height;
        stream.ingest.fps_n = setting.rate.numerator;
        stream.ingest.fps_d =
            setting.rate.numerator == 0 ? std::uint16_t{0} : setting.rate.denominator;
        for (const std::string& to : setting.to) {
            const auto target = operations::target_of(to);
            stream.targets.push_back({target.host, target.port});
        }
        streams.push_back(std::move(stream));
    }
    return streams;
}

// What a running node can take over; the rest is said, so that nobody waits for it.
void take_over(Node& node, ConfigLayer& current, Loaded next) {
    if (!next.problems.empty()) {
        for (const Error& problem : next.problems) log::warn("config", problem.what);
        return log::warn("config", "nothing was changed; correct this and send SIGHUP again");
    }
    for (const auto& [name, setting] : next.config.settings) {
        if (current.settings[name].value == setting.value) continue;
        if (name == "log") {
            if (const auto problem = log::configure(setting.value); !problem.empty())
                log::warn("config", problem);
        } else {
            log::warn("config", name + " takes effect at the next start",
                      {{"setting", setting.value}, {"origin", text(setting.origin)}});
        }
    }
    current = std::move(next.config);
    const auto given = node.give(streams_of(current, node.name()));
    if (given) log::info("config", "read again", {{"streams", current.streams.size()}});
}

}  // namespace

int run_node(const ConfigOptions& options) {
    Loaded loaded = load(options);
    if (!loaded.problems.empty()) return say(loaded.problems);
    if (const auto problem = log::configure(log_levels(loaded.config)); !problem.empty())
        return say({{Code::bad_request, problem}});
    const auto functions =
        gen::FunctionFlags::relay |
        (loaded.config.streams.empty() ? gen::FunctionFlags{} : gen::FunctionFlags::source);
    Node node(node_options(loaded.config), functions);
    node.on_hangup([&] { take_over(node, loaded.config, load(options)); });
    if (auto started = node.start(); !started) return say({started.error()});
    if (auto given = node.give(streams_of(loaded.config, node.name())); !given)
        return say({given.error()});
    return node.run();
}

int run_config_show(const ConfigOptions& options, bool origin, cli::Format format) {
    const Loaded loaded = load(options);
    if (!loaded.problems.empty()) return say(loaded.problems);
    const cli::Output out(format);
    cli::Table table{"setting",
                     {{"SETTING", "setting"},
                      {"VALUE", "value"},
                      {origin ? "ORIGIN" : "", "origin"},
                      {origin ? "" : "MEANING", "doc"}},
                     {}};
    for (const ConfigKey& key : config_keys()) {
        const Setting& setting = loaded.config.settings.find(key.name)->second;
        table.rows.push_back({{std::string(key.name)},
                              {setting.value.empty() ? "-" : setting.value, setting.value},
                              {text(setting.origin)},
                              {std::string(key.doc)}});
    }
    for (const StreamSetting& stream : loaded.config.streams) {
        std::string value = stream.device;
        for (const std::string& to : stream.to) value += " to " + to;
        table.rows.push_back(
            {{"stream"}, {value}, {text(stream.origin)}, {"A device that the node captures"}});
    }
    out.show(table);
    return exit_ok;
}

int run_config_check(const ConfigOptions& options) {
    const Loaded loaded = load(options);
    if (!loaded.problems.empty()) return say(loaded.problems);
    const auto problem = log::configure(log_levels(loaded.config));
    if (!problem.empty())
        return say({{Code::bad_request,
                     text(loaded.config.settings.find("log")->second.origin) + ": " + problem}});
    std::printf("ok: %zu streams\n", loaded.config.streams.size());
    return exit_ok;
}

}  // namespace weir::nodes
