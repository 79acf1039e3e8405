#include "wire/writer.hpp"

#include <array>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace weir;

TEST_CASE("writer: scalars are little endian", "[wire]") {
    std::array<std::byte, 14> memory{};
    wire::Writer out(memory);

    std::byte* run = out.run(14);
    wire::store(run, std::uint16_t{0x0201});
    wire::store(run + 2, std::int32_t{-2});
    wire::store(run + 6, 1.0);

    CHECK(memory[0] == std::byte{1});
    CHECK(memory[2] == std::byte{0xfe});
    CHECK(memory[13] == std::byte{0x3f});
    CHECK(wire::load<std::int32_t>(run + 2) == -2);
    CHECK(wire::load<double>(run + 6) == 1.0);
    CHECK(out.written() == 14);
}

TEST_CASE("writer: text that is not UTF-8 is sent readable, in the same length", "[wire]") {
    std::array<std::byte, 3> memory{};
    wire::Writer out(memory);

    out.text(
        "a\xff"
        "c");

    CHECK(std::string(reinterpret_cast<const char*>(memory.data()), 3) == "a?c");
}

TEST_CASE("writer: a sized struct's prefix is filled in afterwards", "[wire]") {
    struct Five {
        wire::Room put(wire::Room out) const {
            out.run(5);
            return out;
        }
    };
    std::array<std::byte, 7> memory{};
    wire::Writer out(memory);

    out.sized<std::uint16_t>(Five{});

    CHECK(wire::load<std::uint16_t>(memory.data()) == 5);
    CHECK(out.written() == 7);
}

TEST_CASE("writer: no more of a list is sent than its maximum", "[wire]") {
    const std::vector<int> items(300);

    CHECK(wire::first(items, 255).size() == 255);
    CHECK(wire::first(items, 1000).size() == 300);
}
