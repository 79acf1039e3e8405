#include "operations/file_tree.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <nlohmann/json.hpp>

namespace weir::operations {
namespace {

// Depth is bounded by what a topology needs: a root, lists, tables, and lists of names.
constexpr int depth_max = 4;

Error too_deep(const std::string& file) {
    return {Code::bad_request, file + ": is nested too deep for a topology"};
}

class FromToml {
public:
    explicit FromToml(const std::string& file) : file_(file) {}

    Result<FileTable> table(const toml::table& from, int depth) const {
        if (depth > depth_max) return std::unexpected(too_deep(file_));
        FileTable made{{}, place(from)};
        for (const auto& [key, node] : from) {
            auto one = value(node, depth);
            if (!one) return std::unexpected(one.error());
            made.fields.emplace_back(std::string(key.str()), std::move(*one));
        }
        return made;
    }

private:
    static Place place(const toml::node& node) {
        return {node.source().begin.line, node.source().begin.column};
    }

    Result<FileValue> value(const toml::node& from, int depth) const {
        FileValue made{{}, place(from)};
        if (const auto* inner = from.as_table()) {
            auto all = table(*inner, depth + 1);
            if (!all) return std::unexpected(all.error());
            made.held = std::make_shared<const FileTable>(std::move(*all));
        } else if (const auto* items = from.as_array()) {
            auto all = list(*items, depth + 1);
            if (!all) return std::unexpected(all.error());
            made.held = std::move(*all);
        } else if (const auto word = from.value_exact<std::string>()) {
            made.held = *word;
        } else if (const auto whole = from.value_exact<std::int64_t>()) {
            made.held = *whole;
        } else if (const auto real = from.value_exact<double>()) {
            made.held = *real;
        } else if (const auto flag = from.value_exact<bool>()) {
            made.held = *flag;
        }
        return made;
    }

    Result<FileList> list(const toml::array& from, int depth) const {
        if (depth > depth_max) return std::unexpected(too_deep(file_));
        FileList made;
        for (const toml::node& item : from) {
            auto one = value(item, depth);
            if (!one) return std::unexpected(one.error());
            made.push_back(std::move(*one));
        }
        return made;
    }

    const std::string& file_;
};

class FromJson {
public:
    explicit FromJson(const std::string& file) : file_(file) {}

    Result<FileTable> table(const nlohmann::json& from, int depth) const {
        if (depth > depth_max) return std::unexpected(too_deep(file_));
        FileTable made;
        for (const auto& [key, inner] : from.items()) {
            if (inner.is_null())
                return fail(Code::bad_request,
                            file_ + ": " + key + " is null; leave it away instead");
            auto one = value(inner, depth);
            if (!one) return std::unexpected(one.error());
            made.fields.emplace_back(key, std::move(*one));
        }
        return made;
    }

private:
    Result<FileValue> value(const nlohmann::json& from, int depth) const {
        FileValue made;
        if (from.is_object()) {
            auto all = table(from, depth + 1);
            if (!all) return std::unexpected(all.error());
            made.held = std::make_shared<const FileTable>(std::move(*all));
        } else if (from.is_array()) {
            auto all = list(from, depth + 1);
            if (!all) return std::unexpected(all.error());
            made.held = std::move(*all);
        } else if (from.is_string()) {
            made.held = from.get<std::string>();
        } else if (from.is_boolean()) {
            made.held = from.get<bool>();
        } else if (from.is_number_integer()) {
            made.held = from.get<std::int64_t>();
        } else if (from.is_number()) {
            made.held = from.get<double>();
        }
        return made;
    }

    Result<FileList> list(const nlohmann::json& from, int depth) const {
        if (depth > depth_max) return std::unexpected(too_deep(file_));
        FileList made;
        for (const auto& item : from) {
            auto one = value(item, depth);
            if (!one) return std::unexpected(one.error());
            made.push_back(std::move(*one));
        }
        return made;
    }

    const std::string& file_;
};

Place place_of(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, std::min(byte, text.size()));
    const auto line = std::ranges::count(before, '\n');
    const auto start = before.rfind('\n');
    return {
        static_cast<unsigned>(line + 1),
        static_cast<unsigned>(before.size() - (start == std::string_view::npos ? 0 : start + 1))};
}

Result<FileTable> read_json(std::string_view text, const std::string& file) {
    try {
        return FromJson(file).table(nlohmann::json::parse(text), 0);
    } catch (const nlohmann::json::parse_error& problem) {
        return fail(Code::bad_request,
                    place_text(file, place_of(text, problem.byte)) +
                        "is no JSON here; a bracket, comma or quote is missing or too many");
    }
}

Result<FileTable> read_toml(std::string_view text, const std::string& file) {
    try {
        return FromToml(file).table(toml::parse(text, file), 0);
    } catch (const toml::parse_error& problem) {
        const auto at = problem.source().begin;
        return fail(Code::bad_request,
                    place_text(file, {at.line, at.column}) + std::string(problem.description()));
    }
}

}  // namespace

const FileValue* FileTable::get(std::string_view key) const {
    for (const auto& [name, value] : fields)
        if (name == key) return &value;
    return nullptr;
}

std::string place_text(const std::string& file, const Place& place) {
    if (place.line == 0) return file + ": ";
    return file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": ";
}

Result<FileTable> read_tree(std::string_view text, const std::string& name) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool json = first != std::string_view::npos && text[first] == '{';
    return json ? read_json(text, name) : read_toml(text, name);
}

}  // namespace weir::operations
