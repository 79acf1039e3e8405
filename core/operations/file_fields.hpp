#pragma once
// The fields of one table of a file. Only for the files that read some.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.hpp"
#include "operations/file_tree.hpp"

namespace weir::operations {

// Each field is taken once; what is left over was misspelt. The first problem is kept. Borrows the
// file's name and the table.
class Fields {
public:
    Fields(const std::string& file, std::string what, const FileTable& table)
        : file_(file), what_(std::move(what)), table_(table) {}

    const Place& place() const { return table_.place; }

    // Numbers are taken as text, too: fps = 30 and fps = "30" mean the same. Empty: not there.
    std::string text(std::string_view key);
    std::string required(std::string_view key);
    // One text, or a list of them.
    std::vector<std::string> texts(std::string_view key);
    std::uint64_t number(std::string_view key, std::uint64_t smallest, std::uint64_t largest);
    bool flag(std::string_view key);

    // A text that `parse` must like.
    template <typename Parse>
    auto parsed(std::string_view key, Parse parse) {
        using Value = typename std::invoke_result_t<Parse, const std::string&>::value_type;
        const std::string value = text(key);
        if (value.empty()) return Value{};
        auto made = parse(value);
        if (made) return *made;
        complain(table_.get(key)->place, std::string(key) + ": " + made.error().what);
        return Value{};
    }

    void complain(const Place& place, const std::string& sentence);
    // Everything was understood and nothing is left over, or why not.
    Result<> finish();
    Result<> outcome() const;

private:
    const FileValue* take(std::string_view key);

    const std::string& file_;
    std::string what_;
    const FileTable& table_;
    std::vector<std::string> known_;
    std::optional<Error> problem_;
};

}  // namespace weir::operations
