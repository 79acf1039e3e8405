// What the generated code knows by number or name at run time, of both protocols.
#include <limits>

#include "gen/describe.hpp"
#include "gen/messages.hpp"
#include "support/catch.hpp"
#include "wire/json.hpp"
#include "zoo/describe.hpp"
#include "zoo/messages.hpp"

namespace {
using namespace weir;

// Of a message whose payload is at its end, sent from where it lies.
template <typename Message, typename Head>
std::vector<std::byte> gathered(const Message& message, Head encode_head) {
    std::vector<std::byte> head(128);
    head.resize(encode_head(head));
    head.insert(head.end(), message.data.begin(), message.data.end());
    return head;
}
}  // namespace

TEST_CASE("generated: rights and names by number", "[generated]") {
    CHECK(zoo::access_of(zoo::Command::feed) == zoo::access_of(zoo::FeedRequest::command));
    CHECK_FALSE(zoo::access_of(static_cast<zoo::Command>(0xffff)));
    CHECK(zoo::access_of_message(zoo::Cargo::type) == zoo::Access::admin);
    CHECK_FALSE(zoo::access_of_message(0xffff));
    CHECK(zoo::name_of_message(zoo::Cargo::type) == "cargo");
    CHECK(zoo::name_of_message(0xffff).empty());
    CHECK(gen::access_of_message(gen::Hello::type) == gen::Access::view);
    CHECK_FALSE(gen::access_of_message(0xffff));
}

TEST_CASE("generated: descriptions by name, also of a name that came at run time", "[generated]") {
    const std::string animal = "animal", nothing = "no such thing";
    REQUIRE(zoo::describe(animal) != nullptr);
    CHECK(zoo::describe(animal)->fields[0].name == "cage");
    CHECK(zoo::describe(nothing) == nullptr);
    CHECK(gen::describe(nothing) == nullptr);
}

TEST_CASE("generated: what may not be sent is sent as the nearest that may", "[generated]") {
    zoo::Numbers numbers;
    numbers.small_range = 0;
    numbers.unit_range = -7.5;
    numbers.mood = static_cast<zoo::Mood>(0x7777);
    std::vector<std::byte> bytes(numbers.encoded_size());
    wire::Writer out(bytes);
    numbers.encode(out);

    const auto read = zoo::Numbers::decode(bytes);

    REQUIRE(read);
    CHECK(read->small_range == 1);
    CHECK(read->unit_range == -1.0);
    CHECK(read->mood == zoo::Mood::calm);
}

TEST_CASE("generated: JSON has no word for what is not a number", "[generated]") {
    zoo::Numbers numbers;
    numbers.j = std::numeric_limits<double>::quiet_NaN();
    CHECK(wire::to_json(numbers).find(R"("j":null)") != std::string::npos);
}

TEST_CASE("generated: a refusal carries its reason", "[generated]") {
    const auto bytes =
        zoo::refusal_message(9, zoo::Command::feed, zoo::Status::error, "the cage is empty");

    const auto response = zoo::ControlResponse::view(std::span(bytes).subspan(wire::header_bytes));

    REQUIRE(response);
    CHECK(response->request_id == 9);
    CHECK(zoo::Refusal::view(response->body)->reason == "the cage is empty");
}

TEST_CASE("generated: a head and what lies elsewhere make the message", "[generated]") {
    const gen::VideoFrame frame{.stream_id = 3, .data = {std::byte{1}, std::byte{2}}};
    CHECK(gathered(frame, [&](std::span<std::byte> head) {
              return gen::encode_video_frame_head(head, 3, frame.data.size());
          }) == gen::to_message(frame));

    const zoo::Cargo cargo{.cage = 7, .head = {.depth = 2.5f}, .data = {std::byte{9}}};
    CHECK(gathered(cargo, [&](std::span<std::byte> head) {
              return zoo::encode_cargo_head(head, 7, cargo.head, cargo.data.size());
          }) == zoo::to_message(cargo));
}

TEST_CASE("generated: a problem that nobody knows has no name", "[generated]") {
    CHECK(std::string(wire::name(static_cast<wire::DecodeProblem>(99))).empty());
}
