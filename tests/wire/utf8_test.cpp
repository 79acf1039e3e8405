#include "wire/utf8.hpp"

#include "support/catch.hpp"

using namespace weir;
using namespace std::string_literals;

namespace {
// Whatever stands before a text does not count, whether or not it may be looked at.
bool utf8(const std::string& text) {
    const std::string behind = "\xff\xff\xff\xff\xff\xff\xff\xff" + text;
    const bool alone = wire::is_utf8(text.data(), text.size(), 0);
    CHECK(wire::is_utf8(behind.data() + 8, text.size(), 8) == alone);
    return alone;
}
}  // namespace

TEST_CASE("utf8: characters of every length are accepted", "[wire]") {
    for (const auto* text :
         {"", "a", "abc", "abcdefgh", "ä", "€", "😀", "\uffff", "\U0010ffff", "ends with ä"})
        CHECK(utf8(text));
}

TEST_CASE("utf8: what is not the shortest form of a character is refused", "[wire]") {
    for (const auto& text : {"\x80"s, "\xc0\x80"s, "\xc1\xbf"s, "\xe0\x9f\xbf"s, "\xed\xa0\x80"s,
                             "\xf0\x8f\xbf\xbf"s, "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "\xff"s,
                             "\xc3"s, "\xe2\x82"s, "\xf0\x9f\x98"s, "ascii then \xc3"s, "\xc3(ab"s})
        CHECK_FALSE(utf8(text));
}

TEST_CASE("utf8: one bad byte is found at every place of every length", "[wire]") {
    for (std::size_t size = 1; size <= 40; ++size)
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'x');
            REQUIRE(utf8(text));
            text[at] = '\xff';
            REQUIRE_FALSE(utf8(text));
        }
}

TEST_CASE("utf8: clipping never cuts a character", "[wire]") {
    CHECK(wire::clip("a€b", 5) == "a€b");
    CHECK(wire::clip("a€b", 4) == "a€");
    CHECK(wire::clip("a€b", 3) == "a");
    CHECK(wire::clip("€", 2) == "");
}

TEST_CASE("utf8: replacing keeps the length and every good character", "[wire]") {
    CHECK(wire::as_utf8("a\xff€\xc3") == "a?€?");
    CHECK(wire::as_utf8("plain") == "plain");
}
