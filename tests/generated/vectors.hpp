#pragma once
// Holds the generated C++ of one package against the golden vectors of the same package.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/catch.hpp"
#include "support/guarded.hpp"
#include "support/json.hpp"
#include "wire/json.hpp"
#include "wire/writer.hpp"

namespace weir::test {

inline std::vector<std::byte> from_hex(const std::string& hex) {
    std::vector<std::byte> out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(static_cast<std::byte>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return out;
}

template <typename T>
std::vector<std::byte> encoded(const T& value) {
    std::vector<std::byte> out(value.encoded_size());
    wire::Writer writer(out);
    value.encode(writer);
    REQUIRE(writer.written() == out.size());
    return out;
}

// [problem, offset], or null when the bytes are accepted.
template <typename T>
void check_outcome(std::span<const std::byte> bytes, const Json& wanted) {
    static Guarded guarded;
    const auto got = T::view(guarded.hold(bytes));
    if (wanted.is_null()) {
        REQUIRE(got.has_value());
        return;
    }
    REQUIRE_FALSE(got.has_value());
    CHECK(std::string(wire::name(got.error().problem)) == wanted[0].text());
    CHECK(got.error().offset == static_cast<std::uint32_t>(wanted[1].number()));
}

template <typename T>
void check_accepted(const Json& one) {
    INFO(one["case"].text());
    const auto bytes = from_hex(one["hex"].text());
    static Guarded guarded;

    const auto view = T::view(guarded.hold(bytes));
    REQUIRE(view.has_value());
    CHECK(wire::to_json(*view, wire::JsonEnums::numbers) == one["json"].text());

    const auto again = one.has("again") ? from_hex(one["again"].text()) : bytes;
    CHECK(encoded(view->own()) == again);
}

template <typename T>
void check_record(const Json& record) {
    for (const Json& one : record["accept"].items()) check_accepted<T>(one);
    for (const Json& one : record["refuse"].items()) {
        INFO(one["case"].text());
        check_outcome<T>(from_hex(one["hex"].text()), one["error"]);
    }

    const auto typical = from_hex(record["accept"][1]["hex"].text());
    for (std::size_t size = 0; size < typical.size(); ++size) {
        INFO("prefix of " << size << " bytes");
        check_outcome<T>(std::span(typical).first(size), record["prefixes"][size]);
    }
    for (const Json& mutation : record["mutations"].items()) {
        auto bytes = typical;
        const auto place = static_cast<std::size_t>(mutation[0].number());
        bytes.at(place) = static_cast<std::byte>(mutation[1].number());
        INFO("byte " << place << " = " << mutation[1].number());
        check_outcome<T>(bytes, mutation[2]);
    }
}

// `for_each_record` is the package's; every record must be found in exactly one file.
template <typename ForEach>
void check_vectors(const std::filesystem::path& folder, ForEach for_each_record) {
    std::map<std::string, Json> records;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        const Json document = parse_json(text.str());
        for (const Json& record : document["records"].items())
            REQUIRE(records.emplace(record["record"].text(), record).second);
    }
    std::size_t checked = 0;
    for_each_record([&]<typename T>(std::string_view name, std::type_identity<T>) {
        INFO(name);
        REQUIRE(records.contains(std::string(name)));
        check_record<T>(records.at(std::string(name)));
        ++checked;
    });
    CHECK(checked == records.size());
}

}  // namespace weir::test
