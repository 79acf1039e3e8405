#pragma once
// What a node is configured to be: from files, the environment and the command line, each setting
// with the place it comes from. Pure: texts in, values out.

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "nodes/options.hpp"

namespace weir::nodes {

struct Origin {
    std::string name;   // file, variable or option; empty: nobody said it
    unsigned line = 0;  // 0: it has no lines
    unsigned column = 0;
};
// The parts between commas, without the spaces around them; empty ones are left out.
std::vector<std::string> comma_list(std::string_view list);

std::string text(const Origin& origin);  // "/etc/weir/weir.toml:3:1"

struct Setting {
    std::string value;  // as text; lists with commas
    Origin origin;
};

// A stream that the node captures by itself, as [[stream]] says it.
struct StreamSetting {
    std::string device;
    std::uint16_t id = 0;  // 0: one that is made of the node's name and the device
    Size size;
    Rate rate;
    std::vector<std::string> to;
    Origin origin;
};

// One source of settings, as it was read.
struct ConfigLayer {
    std::map<std::string, Setting, std::less<>> settings;
    std::vector<StreamSetting> streams;
    bool has_streams = false;  // an empty list ends those of earlier layers, too
};

// Every setting that there is.
struct ConfigKey {
    std::string_view name;
    std::string_view fallback;
    std::string_view doc;
    Result<> (*check)(const std::string& value);
};
const std::vector<ConfigKey>& config_keys();
const ConfigKey* config_key(std::string_view name);
std::string variable_of(const ConfigKey& key);  // WEIR_MEMORY_MAX

// Everything that is wrong with it, each with its place; empty when nothing is.
struct ReadLayer {
    ConfigLayer layer;
    std::vector<Error> problems;
};
ReadLayer read_config(std::string_view toml, const std::string& file);
ReadLayer read_environment(const std::map<std::string, std::string>& variables);
ReadLayer read_assignments(const std::vector<std::string>& assignments);  // KEY=VALUE

// Layers in their order, of which the later ones win; the defaults come first by themselves.
ConfigLayer merged(const std::vector<ConfigLayer>& layers);

// The node that a whole, checked configuration describes.
NodeOptions node_options(const ConfigLayer& config);
std::string log_levels(const ConfigLayer& config);

}  // namespace weir::nodes
