#include "base/printable.hpp"

#include <string>
#include <string_view>

#include "support/catch.hpp"

using namespace weir;

TEST_CASE("printable: text of any script is shown as it is", "[base]") {
    for (const std::string_view text :
         {"", "relay:main is \"full\" \\ = ~", "Straße", "→ 日本語", "\U0001f3a5",
          "\u00a0\u07ff\u0800\ud7ff\ue000\U00010000\U0010ffff"})
        CHECK(escaped(text) == text);
}

TEST_CASE("printable: every kind of control code is shown as a number", "[base]") {
    CHECK(escaped("a\nb\r\t\x1b[2J\x7f") == "a\\x0ab\\x0d\\x09\\x1b[2J\\x7f");
    CHECK(escaped(std::string_view("\0", 1)) == "\\x00");
    CHECK(escaped("\u0080\u009b2J\u009f") == "\\xc2\\x80\\xc2\\x9b2J\\xc2\\x9f");
}

TEST_CASE("printable: what is no UTF-8 is shown as numbers, and only that", "[base]") {
    CHECK(escaped("\x9b"
                  "2J") == "\\x9b2J");
    CHECK(escaped("\xc2") == "\\xc2");  // cut
    CHECK(escaped("\xe2\x86"
                  "a") == "\\xe2\\x86a");        // cut by another one
    CHECK(escaped("\xc0\x9b") == "\\xc0\\x9b");  // overlong
    CHECK(escaped("\xe0\x82\x9b") == "\\xe0\\x82\\x9b");
    CHECK(escaped("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // a surrogate
    CHECK(escaped("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
    CHECK(escaped("\xff\xc3\xa4") == "\\xff\u00e4");
}

TEST_CASE("printable: a document keeps its lines and says DEL and C1 in numbers", "[base]") {
    CHECK(text_for_terminals("{\n  \"a\": \"\x7f\u009b\u00a0\u00e4\"\n}") ==
          "{\n  \"a\": \"\\u007f\\u009b\u00a0\u00e4\"\n}");
}
