#include "operations/file_fields.hpp"

#include <algorithm>
#include <utility>

#include "base/limits.hpp"
#include "base/number.hpp"
#include "operations/names.hpp"

namespace weir::operations {

std::string Fields::text(std::string_view key) {
    const FileValue* node = take(key);
    if (node == nullptr) return {};
    if (const auto* value = node->as<std::string>()) {
        if (value->size() <= limits::text_bytes_max) return *value;
        complain(node->place, std::string(key) + " is longer than " +
                                  std::to_string(limits::text_bytes_max) + " bytes");
    } else if (const auto* whole = node->as<std::int64_t>()) {
        return std::to_string(*whole);
    } else if (const auto* real = node->as<double>()) {
        return shortest(*real);
    } else {
        complain(node->place, std::string(key) + " must be a text");
    }
    return {};
}

std::string Fields::required(std::string_view key) {
    std::string value = text(key);
    if (value.empty() && !problem_) {
        if (const FileValue* there = table_.get(key))
            complain(there->place, std::string(key) + " is empty");
        else
            complain(table_.place, "has no " + std::string(key));
    }
    return value;
}

std::vector<std::string> Fields::texts(std::string_view key) {
    const FileValue* node = table_.get(key);
    const FileList* list = node == nullptr ? nullptr : node->as<FileList>();
    if (list == nullptr) {
        auto one = text(key);
        return one.empty() ? std::vector<std::string>{} : std::vector{one};
    }
    known_.emplace_back(key);
    std::vector<std::string> all;
    for (const FileValue& item : *list) {
        const auto* value = item.as<std::string>();
        if (!value || value->empty())
            complain(item.place, std::string(key) + " must be a list of names");
        else
            all.push_back(*value);
    }
    return all;
}

std::uint64_t Fields::number(std::string_view key, std::uint64_t smallest, std::uint64_t largest) {
    const FileValue* node = take(key);
    if (node == nullptr) return 0;
    const auto* value = node->as<std::int64_t>();
    if (value && *value >= 0 && static_cast<std::uint64_t>(*value) >= smallest &&
        static_cast<std::uint64_t>(*value) <= largest)
        return static_cast<std::uint64_t>(*value);
    complain(node->place, std::string(key) + " must be a number from " + std::to_string(smallest) +
                              " to " + std::to_string(largest));
    return 0;
}

bool Fields::flag(std::string_view key) {
    const FileValue* node = take(key);
    if (node == nullptr) return false;
    const auto* value = node->as<bool>();
    if (value == nullptr) complain(node->place, std::string(key) + " must be true or false");
    return value != nullptr && *value;
}

void Fields::complain(const Place& place, const std::string& sentence) {
    if (problem_) return;
    problem_ = Error{Code::bad_request, place_text(file_, place) + what_ +
                                            (sentence.starts_with("has ") ? " " : ": ") + sentence};
}

Result<> Fields::finish() {
    for (const auto& [name, value] : table_.fields)
        if (std::ranges::find(known_, name) == known_.end())
            complain(value.place,
                     "\"" + name + "\" means nothing here" + did_you_mean(name, known_, ""));
    return outcome();
}

Result<> Fields::outcome() const {
    if (problem_) return std::unexpected(*problem_);
    return {};
}

const FileValue* Fields::take(std::string_view key) {
    known_.emplace_back(key);
    return table_.get(key);
}

}  // namespace weir::operations
