// Reads one configuration file. Everything that is wrong is told at once, each with its place.

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>

#include "base/limits.hpp"
#include "base/number.hpp"
#include "nodes/config.hpp"
#include "operations/names.hpp"

namespace weir::nodes {
namespace {

class ConfigReader {
public:
    explicit ConfigReader(const std::string& file) : file_(file) {}

    ReadLayer read(const toml::table& root) {
        for (const auto& [key, node] : root) {
            const std::string name(key.str());
            if (name == "stream")
                streams(node);
            else
                setting(name, node);
        }
        return std::move(read_);
    }

    ReadLayer failed(const toml::source_position& at, const std::string& what) {
        complain(at, what);
        return std::move(read_);
    }

private:
    Origin origin(const toml::source_position& at) const { return {file_, at.line, at.column}; }

    void complain(const toml::source_position& at, const std::string& what) {
        read_.problems.push_back({Code::bad_request, text(origin(at)) + ": " + what});
    }
    void complain(const toml::node& node, const std::string& what) {
        complain(node.source().begin, what);
    }

    void setting(const std::string& name, const toml::node& node) {
        const ConfigKey* key = config_key(name);
        if (key == nullptr) {
            std::vector<std::string> names{"stream"};
            for (const ConfigKey& known : config_keys()) names.emplace_back(known.name);
            return complain(
                node, name + " is no setting" +
                          operations::did_you_mean(name, names, "; weir config show lists them"));
        }
        const auto value = text_of(node);
        if (!value)
            return complain(node,
                            name + " must be a text, a number, true, false or a list of texts");
        if (auto good = key->check(*value); !good)
            return complain(node, name + ": " + good.error().what);
        read_.layer.settings[name] = {*value, origin(node.source().begin)};
    }

    static std::optional<std::string> text_of(const toml::node& node) {
        if (auto value = node.value_exact<std::string>()) return value;
        if (const auto value = node.value_exact<std::int64_t>()) return std::to_string(*value);
        if (const auto value = node.value_exact<bool>()) return *value ? "true" : "false";
        if (const auto value = node.value_exact<double>()) return shortest(*value);
        const toml::array* list = node.as_array();
        if (list == nullptr) return std::nullopt;
        std::string all;
        for (const toml::node& item : *list) {
            const auto value = item.value_exact<std::string>();
            if (!value || value->find(',') != std::string::npos) return std::nullopt;
            all += (all.empty() ? "" : ",") + *value;
        }
        return all;
    }

    void streams(const toml::node& node) {
        const toml::array* list = node.as_array();
        read_.layer.has_streams = true;
        if (list == nullptr) return complain(node, "stream must be a list of tables: [[stream]]");
        for (const toml::node& item : *list) {
            if (const toml::table* table = item.as_table())
                stream(*table);
            else
                complain(item, "stream must be a list of tables: [[stream]]");
        }
    }

    void stream(const toml::table& table) {
        StreamSetting stream;
        stream.origin = origin(table.source().begin);
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            const std::string value = text_of(node).value_or("");
            if (name == "to")
                targets(node, stream.to);
            else if (value.empty())
                complain(node, "stream: " + name + " is empty or no text");
            else if (name == "device")
                stream.device = value;
            else if (name == "id")
                number(node, value, stream.id);
            else if (name == "size")
                parsed(node, operations::parse_size(value), stream.size);
            else if (name == "fps")
                parsed(node, operations::parse_rate(value), stream.rate);
            else
                complain(node,
                         "stream: " + name + " means nothing here" +
                             operations::did_you_mean(name, {"device", "id", "size", "fps", "to"},
                                                      "; there are device, id, size, fps and to"));
        }
        if (stream.device.empty()) complain(table, "stream has no device");
        if (stream.device.size() > limits::text_bytes_max)
            complain(table, "stream: device is longer than " +
                                std::to_string(limits::text_bytes_max) + " bytes");
        for (const StreamSetting& other : read_.layer.streams)
            if (stream.id != 0 && other.id == stream.id)
                complain(table, "stream: id " + std::to_string(stream.id) + " is used twice");
        read_.layer.streams.push_back(std::move(stream));
    }

    void number(const toml::node& node, const std::string& value, std::uint16_t& id) {
        if (!whole_number(value, id) || id == 0)
            complain(node, "stream: id must be a number from 1 to 65535");
    }

    template <typename Value>
    void parsed(const toml::node& node, const Result<Value>& value, Value& target) {
        if (value)
            target = *value;
        else
            complain(node, "stream: " + value.error().what);
    }

    // In a list each is one target, commas and all; a text may name several.
    void targets(const toml::node& node, std::vector<std::string>& to) {
        if (const auto text = node.value_exact<std::string>()) to = comma_list(*text);
        if (const toml::array* list = node.as_array())
            for (const toml::node& item : *list) to.push_back(item.value_or(std::string{}));
        const bool empty = to.empty() || std::ranges::count(to, std::string{}) > 0;
        if (empty) complain(node, "stream: to is empty or no text");
    }

    const std::string& file_;
    ReadLayer read_;
};

}  // namespace

ReadLayer read_config(std::string_view toml, const std::string& file) {
    ConfigReader reader(file);
    if (toml.size() > limits::topology_bytes_max)
        return reader.failed({}, "is larger than " + std::to_string(limits::topology_bytes_max) +
                                     " bytes, which no configuration needs");
    try {
        return reader.read(toml::parse(toml, file));
    } catch (const toml::parse_error& problem) {
        return reader.failed(problem.source().begin, std::string(problem.description()));
    }
}

}  // namespace weir::nodes
