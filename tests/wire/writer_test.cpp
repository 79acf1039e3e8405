#include "wire/writer.hpp"

#include <array>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "wire/forms.hpp"

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
    std::array<std::byte, 4> memory{};
    wire::Writer out(memory);

    out.element<wire::Str8<>>(
        std::string_view("a\xff"
                         "c"));

    CHECK(memory[0] == std::byte{3});
    CHECK(std::string(reinterpret_cast<const char*>(memory.data() + 1), 3) == "a?c");
}

TEST_CASE("writer: a sized struct's prefix is filled in afterwards", "[wire]") {
    std::array<std::byte, 7> memory{};
    wire::Writer out(memory);

    std::byte* prefix = out.run(2);
    out.run(5);
    out.close_sized<std::uint16_t>(prefix);

    CHECK(wire::load<std::uint16_t>(memory.data()) == 5);
    CHECK(out.written() == 7);
}

TEST_CASE("writer: no more of a list is sent than its maximum", "[wire]") {
    using Form = wire::List8<wire::Plain<std::uint8_t>, 3>;
    const std::vector<std::uint8_t> items{1, 2, 3, 4, 5};
    std::array<std::byte, 4> memory{};
    wire::Writer out(memory);

    Form::write(out, out.run(Form::head_bytes), items);

    CHECK(Form::body_bytes(items) == 3);
    CHECK(out.written() == 4);
    CHECK(memory == std::array{std::byte{3}, std::byte{1}, std::byte{2}, std::byte{3}});
}
