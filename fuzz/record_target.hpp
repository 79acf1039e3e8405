#pragma once
// What must hold for any bytes given to the decoders of one record, in every way they are read.

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "fuzz/digest.hpp"
#include "fuzz/target.hpp"
#include "wire/json.hpp"
#include "wire/utf8.hpp"
#include "wire/writer.hpp"

namespace weir::fuzz {

template <typename T>
std::vector<std::byte> sent_again(const T& value) {
    std::vector<std::byte> out(value.encoded_size());
    wire::Writer writer(out);
    value.encode(writer);
    WEIR_ASSERT(writer.written() == out.size());
    return out;
}

// Adds up what a walk shows, to be compared with the elements of the view that it ends in.
struct ElementSum {
    std::uint64_t& sum;
    void operator()(const auto& element) const { sum += digest(element).result(); }
};

// The fields of a view that a newer peer appended; empty where the record cannot grow.
template <typename View>
std::span<const std::byte> appended(const View& view) {
    if constexpr (requires { view.extra; })
        return view.extra;
    else
        return {};
}

// Text for people, with names or with numbers: whole, and fit to be written into a log. Writing it
// costs more than everything else together, so one value in eight has to do.
template <typename View>
void check_text(const View& view, std::uint64_t chance) {
    if (chance % 8 != 0) return;
    const auto enums = chance % 16 == 0 ? wire::JsonEnums::names : wire::JsonEnums::numbers;
    const std::string text = wire::to_json(view, enums);
    WEIR_ASSERT(text.size() >= 2 && text.front() == '{' && text.back() == '}');
    WEIR_ASSERT(wire::is_utf8(text));
}

// A value that was sent on reads as it was, and so does one with unknown bytes behind it.
template <typename T>
void check_sent_again(std::vector<std::byte> again, std::span<const std::byte> extra) {
    const std::size_t size = again.size();
    const auto second = T::decode(again);
    WEIR_ASSERT(second.has_value());
    WEIR_ASSERT(sent_again(*second) == again);
    if (extra.empty()) return;
    again.insert(again.end(), extra.begin(), extra.end());
    const auto grown = T::view(again);
    WEIR_ASSERT(grown.has_value());
    WEIR_ASSERT(std::ranges::equal(appended(*grown), extra));
    WEIR_ASSERT(std::ranges::equal(sent_again(grown->own()), std::span(again).first(size)));
}

// What is appended is the end of the bytes, and without it they mean the same.
template <typename T>
void check_appended(std::span<const std::byte> bytes, const typename T::View& view) {
    const auto extra = appended(view);
    if (extra.empty()) return;
    WEIR_ASSERT(extra.data() + extra.size() == bytes.data() + bytes.size());
    const auto without = T::view(bytes.first(bytes.size() - extra.size()));
    WEIR_ASSERT(without.has_value() && appended(*without).empty());
    WEIR_ASSERT(sent_again(without->own()) == sent_again(view.own()));
}

// `Package::visit<T>` is the visit() of T's package.
template <typename T, typename Package>
void check_record(std::span<const std::byte> bytes) {
    const auto view = T::view(bytes);
    const auto owned = T::decode(bytes);
    std::uint64_t shown = 0;
    const auto visited = Package::template visit<T>(bytes, ElementSum{shown});
    WEIR_ASSERT(owned.has_value() == view.has_value() && visited.has_value() == view.has_value());
    if (!view) {
        WEIR_ASSERT(view.error().offset <= bytes.size());
        WEIR_ASSERT(owned.error() == view.error() && visited.error() == view.error());
        return;
    }
    const Digest read = digest(*view), walked = digest(*visited);
    WEIR_ASSERT(read.result() == walked.result() && read.elements() == shown);
    check_text(*view, read.result() >> 32);
    check_appended<T>(bytes, *view);
    check_sent_again<T>(sent_again(*owned), appended(*view));
}

}  // namespace weir::fuzz
