#pragma once
// A file as a tree of tables, whichever language it is written in.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "operations/topology.hpp"

namespace weir::operations {

struct FileTable;
struct FileValue;
using FileList = std::vector<FileValue>;
using FileTableRef = std::shared_ptr<const FileTable>;

// std::monostate: something that no topology has, such as a date.
struct FileValue {
    std::variant<std::monostate, std::string, std::int64_t, double, bool, FileList, FileTableRef>
        held;
    Place place;

    template <typename T>
    const T* as() const {
        return std::get_if<T>(&held);
    }
    const FileTable* as_table() const {
        const auto* table = as<FileTableRef>();
        return table == nullptr ? nullptr : table->get();
    }
};

// By key: neither language gives an order a meaning.
struct FileTable {
    std::vector<std::pair<std::string, FileValue>> fields;
    Place place;

    const FileValue* get(std::string_view key) const;  // null when it is not there
};

// "studio.toml:3:7: ", or "studio.toml: " where no place is known: how sentences about it begin.
std::string place_text(const std::string& file, const Place& place);

// TOML, which keeps the place of every value, or JSON, which begins with a brace and has none. The
// sentence begins with "name:line:column: ".
Result<FileTable> read_tree(std::string_view text, const std::string& name);

}  // namespace weir::operations
