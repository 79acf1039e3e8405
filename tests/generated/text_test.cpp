#include "gen/describe.hpp"
#include "gen/messages.hpp"
#include "support/catch.hpp"
#include "wire/json.hpp"
#include "zoo/messages.hpp"

namespace {
using namespace weir;

template <typename T>
std::string json(const T& value) {
    std::vector<std::byte> bytes(value.encoded_size());
    wire::Writer out(bytes);
    value.encode(out);
    return wire::to_json(*T::view(bytes));
}
}  // namespace

TEST_CASE("json: enums and flags are named, unknown ones are numbers", "[generated]") {
    gen::MediaHead head;
    head.media_kind = gen::MediaKind::video;
    head.flags = gen::FrameFlags::keyframe | static_cast<gen::FrameFlags>(0x40);
    CHECK(json(head) ==
          R"({"media_kind":"video","flags":["keyframe",64],"sequence":0,"capture_time":0})");

    head.media_kind = static_cast<gen::MediaKind>(77);
    head.flags = {};
    CHECK(json(head) == R"({"media_kind":77,"flags":[],"sequence":0,"capture_time":0})");
}

TEST_CASE("json: numbers that a double cannot hold are texts", "[generated]") {
    CHECK(json(gen::Probe{.boot_nonce = (1ull << 53) - 1}) == R"({"boot_nonce":9007199254740991})");
    CHECK(json(gen::Probe{.boot_nonce = 1ull << 53}) == R"({"boot_nonce":"9007199254740992"})");
}

TEST_CASE("json: texts are escaped, unions and options say what they hold", "[generated]") {
    zoo::Animal animal;
    animal.species = zoo::Species::bird;
    animal.body = zoo::Bird{.song = "a\"b\n\x01", .height = -5};
    animal.age = 3;
    const std::string text = json(animal);

    CHECK(text.find(R"("body":{"bird":{"song":"a\"b\n\u0001","height":-5}})") != text.npos);
    CHECK(text.find(R"("age":3,"nickname":null)") != text.npos);
}

TEST_CASE("encoder: what does not fit its bounds is cut, so that no peer has to refuse it",
          "[generated]") {
    zoo::Bird bird{.song = std::string(19, 'x') + "€", .height = 9001};
    std::vector<std::byte> bytes(bird.encoded_size());
    wire::Writer out(bytes);
    bird.encode(out);

    const auto got = zoo::Bird::decode(bytes);

    REQUIRE(got.has_value());
    CHECK(got->song == std::string(19, 'x'));
    CHECK(got->height == 9000);
}

static_assert(gen::describe("hello")->id == 0x0007);
static_assert(gen::describe("hello")->kind == gen::RecordKind::message);
static_assert(gen::describe("no such thing") == nullptr);
static_assert(gen::describe("no such thing") == nullptr);

TEST_CASE("describe: the schema is readable by the program", "[generated]") {
    const auto& event = *gen::describe("stream_event");

    REQUIRE(event.fields.size() == 4);
    CHECK(event.fields[2].name == "age");
    CHECK(event.fields[2].type == "u32");
    CHECK(event.fields[2].unit == "ms");
    CHECK(gen::describe("start_relay_request")->id == 0x0014);
    CHECK(gen::describe().size() > 40);
}
