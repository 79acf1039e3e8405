#include "nodes/config.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/number.hpp"
#include "operations/names.hpp"
#include "transport/address.hpp"

namespace weir::nodes {
namespace {

Result<> any_text(const std::string& value) {
    if (value.size() <= limits::text_bytes_max) return {};
    return fail(Code::bad_request,
                "is longer than " + std::to_string(limits::text_bytes_max) + " bytes");
}

template <typename Parsed>
Result<> as_check(const Result<Parsed>& parsed) {
    if (!parsed) return std::unexpected(parsed.error());
    return {};
}

Result<> check_listen(const std::string& value) {
    if (comma_list(value).empty())
        return fail(Code::bad_request, "names no address; example: 127.0.0.1:8001");
    for (const std::string& place : comma_list(value))
        if (auto good = parse_host_port(place, ""); !good) return std::unexpected(good.error());
    return {};
}

Result<> check_peers(const std::string& value) {
    for (const std::string& peer : comma_list(value)) {
        const auto address = transport::parse_address(peer);
        if (!address) return std::unexpected(address.error());
        if (!address->is_complete())
            return fail(Code::bad_request, peer + " has port 0, which nobody can be reached at");
    }
    return {};
}

Result<> check_log(const std::string& value) {
    const std::string problem = log::problem_of(value);
    return problem.empty() ? Result<>{} : fail(Code::bad_request, problem);
}

Result<> check_flag(const std::string& value) {
    if (value == "true" || value == "false") return {};
    return fail(Code::bad_request, "\"" + value + "\" is neither true nor false");
}

Result<> check_number(const std::string& value, std::size_t least, std::size_t most) {
    std::size_t number = 0;
    if (whole_number(value, number) && number >= least && number <= most) return {};
    return fail(Code::bad_request, "\"" + value + "\" is not a number from " +
                                       std::to_string(least) + " to " + std::to_string(most));
}

const std::vector<ConfigKey> keys{
    {"name", "", "Name of the node, namespace:instance (default node:HOST)",
     [](const std::string& v) { return v.empty() ? Result<>{} : as_check(parse_node_name(v)); }},
    {"listen", ":0",
     "Where to accept connections: HOST:PORT or unix:/PATH, several with commas; without HOST this "
     "machine, or every interface with insecure_lan",
     check_listen},
    {"insecure_lan", "false", "Listen on all interfaces and serve anybody, without any check",
     check_flag},
    {"connections_max", "0",
     "Serve so many connections at once; 0: what the file descriptors allow",
     [](const std::string& v) { return check_number(v, 0, limits::connections_max); }},
    {"discovery", "224.0.0.251:5353", "Multicast group for finding nodes, or off",
     [](const std::string& v) { return as_check(parse_discovery(v)); }},
    {"peers", "", "Nodes that cannot be heard by multicast: HOST:PORT, several with commas",
     check_peers},
    {"state_dir", "",
     "Folder for what the node was told to do (default: under ~/.local/state/weir)", any_text},
    {"port_file", "", "Write the port here once listening", any_text},
    {"report", "", "Write counters here as JSON at exit", any_text},
    {"sink_dir", "", "Folder for recordings that peers ask for (default: none are made)", any_text},
    {"windows", "true", "Show streams in windows where there is a screen, when peers ask",
     check_flag},
    {"memory_max", "1G", "Memory for frames",
     [](const std::string& v) { return as_check(parse_memory(v)); }},
    {"scheduler", "strict-priority",
     "How outputs that share a connection take turns, where they do not say",
     [](const std::string& v) { return as_check(parse_scheduler(v)); }},
    {"threads", "1", "Threads that write frames to connections; more for many readers",
     [](const std::string& v) { return check_number(v, 1, limits::send_threads_max); }},
    {"metrics", "", "Serve /metrics, /healthz and /readyz there over HTTP: HOST:PORT",
     [](const std::string& v) {
         return v.empty() ? Result<>{} : as_check(parse_host_port(v, "127.0.0.1"));
     }},
    {"log", "*:info", "Log levels per module; example: relay:debug,*:warn", check_log},
};

}  // namespace

std::vector<std::string> comma_list(std::string_view list) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        std::string part(list.substr(at, end - at));
        part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
        part.erase(part.find_last_not_of(' ') + 1);
        if (!part.empty()) parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

std::string text(const Origin& origin) {
    std::string text = origin.name;
    if (origin.line > 0)
        text += ":" + std::to_string(origin.line) + ":" + std::to_string(origin.column);
    return text.empty() ? "default" : text;
}

const std::vector<ConfigKey>& config_keys() {
    return keys;
}

const ConfigKey* config_key(std::string_view name) {
    const auto at = std::ranges::find(keys, name, &ConfigKey::name);
    return at == keys.end() ? nullptr : &*at;
}

std::string variable_of(const ConfigKey& key) {
    std::string name = "WEIR_";
    for (const char c : key.name)
        name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return name;
}

ReadLayer read_environment(const std::map<std::string, std::string>& variables) {
    ReadLayer read;
    for (const ConfigKey& key : keys) {
        const std::string variable = variable_of(key);
        const auto at = variables.find(variable);
        if (at == variables.end()) continue;
        if (auto good = key.check(at->second); !good)
            read.problems.push_back({Code::bad_request, variable + ": " + good.error().what});
        else
            read.layer.settings[std::string(key.name)] = {at->second, {variable}};
    }
    return read;
}

ReadLayer read_assignments(const std::vector<std::string>& assignments) {
    ReadLayer read;
    std::vector<std::string> names;
    for (const ConfigKey& key : keys) names.emplace_back(key.name);
    for (const std::string& assignment : assignments) {
        const auto equals = assignment.find('=');
        const std::string name = assignment.substr(0, equals);
        const ConfigKey* key = config_key(name);
        if (equals == std::string::npos) {
            read.problems.push_back(
                {Code::bad_request,
                 "--set " + assignment + " is not KEY=VALUE; example: --set log=*:debug"});
        } else if (key == nullptr) {
            read.problems.push_back(
                {Code::bad_request,
                 "--set " + name + ": there is no such setting" +
                     operations::did_you_mean(name, names, "; weir config show lists them")});
        } else if (auto good = key->check(assignment.substr(equals + 1)); !good) {
            read.problems.push_back(
                {Code::bad_request, "--set " + name + ": " + good.error().what});
        } else {
            read.layer.settings[name] = {assignment.substr(equals + 1), {"--set"}};
        }
    }
    return read;
}

ConfigLayer merged(const std::vector<ConfigLayer>& layers) {
    ConfigLayer all;
    for (const ConfigKey& key : keys)
        all.settings[std::string(key.name)] = {std::string(key.fallback), {}};
    for (const ConfigLayer& layer : layers) {
        for (const auto& [name, setting] : layer.settings) all.settings[name] = setting;
        if (!layer.has_streams) continue;
        all.streams = layer.streams;
        all.has_streams = true;
    }
    return all;
}

NodeOptions node_options(const ConfigLayer& config) {
    const auto value = [&](const char* name) { return config.settings.find(name)->second.value; };
    NodeOptions options;
    options.name = value("name").empty() ? "node:" + host_name() : value("name");
    for (const std::string& place : comma_list(value("listen")))
        if (const auto address = parse_host_port(place, "")) options.listen.push_back(*address);
    options.insecure_lan = value("insecure_lan") == "true";
    whole_number(value("connections_max"), options.connections_max);
    options.discovery = parse_discovery(value("discovery")).value_or(DiscoveryOptions{});
    for (const std::string& peer : comma_list(value("peers")))
        if (const auto address = transport::parse_address(peer))
            options.discovery.peers.push_back(*address);
    options.state_dir = value("state_dir");
    options.port_file = value("port_file");
    options.report_file = value("report");
    options.sink_dir = value("sink_dir");
    options.windows = value("windows") == "true";
    if (const auto metrics = parse_host_port(value("metrics"), "127.0.0.1"))
        options.metrics = *metrics;
    options.memory_bytes_max = parse_memory(value("memory_max")).value_or(options.memory_bytes_max);
    options.scheduler = parse_scheduler(value("scheduler")).value_or(options.scheduler);
    whole_number(value("threads"), options.threads);
    return options;
}

std::string log_levels(const ConfigLayer& config) {
    return config.settings.find("log")->second.value;
}

}  // namespace weir::nodes
