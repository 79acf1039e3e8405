#pragma once
// Generated from codegen/tests/zoo/animals.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "wire/union.hpp"
#include "zoo/protocol.hpp"

namespace weir::zoo {

// How a command ended.
enum class Status : std::uint16_t {
    ok = 0,
    error = 1,
};

// Open. Unknown values pass.
enum class Species : std::uint8_t {
    fish = 1,
    bird = 2,
    on = 3,
};

// Closed. Unknown values are refused.
enum class Mood : std::uint16_t {
    calm = 0,
    angry = 0x0100,
};

// Unknown bits are kept.
enum class Skills : std::uint32_t {
    swims = 0x1,
    flies = 0x80000000,
};

}  // namespace weir::zoo
template <>
inline constexpr bool weir::wire::is_closed<weir::zoo::Mood> = true;
template <>
inline constexpr bool weir::wire::is_flags<weir::zoo::Skills> = true;
namespace weir::zoo {

// Why not.
template <typename As>
struct RefusalAs {
    using View = RefusalAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 1, encoded_max = 256;
    As::Text reason{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<RefusalAs>(bytes); }  // Decoded<View>
    static Decoded<RefusalAs> decode(Bytes bytes) { return wire::Made<RefusalAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Refusal
    std::size_t encoded_size() const { return wire::Made<RefusalAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const RefusalAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("reason", my.reason...));
    }
};
using Refusal = RefusalAs<wire::Owned>;

// Frozen, so it has no size of its own.
template <typename As>
struct PointAs {
    using View = PointAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 4, encoded_max = 4;
    std::int16_t x{};
    std::int16_t y{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<PointAs>(bytes); }  // Decoded<View>
    static Decoded<PointAs> decode(Bytes bytes) { return wire::Made<PointAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Point
    std::size_t encoded_size() const { return wire::Made<PointAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const PointAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("x", my.x...),
                         wire::plain("y", my.y...));
    }
};
using Point = PointAs<wire::Owned>;

// An arm of the union.
template <typename As>
struct FishAs {
    using View = FishAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 4, encoded_max = 4;
    float depth{};  // [m]
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<FishAs>(bytes); }  // Decoded<View>
    static Decoded<FishAs> decode(Bytes bytes) { return wire::Made<FishAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Fish
    std::size_t encoded_size() const { return wire::Made<FishAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const FishAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Ranged<float, 0.0f, 11000.5f>>("depth", my.depth...));
    }
};
using Fish = FishAs<wire::Owned>;

// Another arm.
template <typename As>
struct BirdAs {
    using View = BirdAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 5, encoded_max = 25;
    As::Text song{};
    std::int32_t height{};  // [m]
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<BirdAs>(bytes); }  // Decoded<View>
    static Decoded<BirdAs> decode(Bytes bytes) { return wire::Made<BirdAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Bird
    std::size_t encoded_size() const { return wire::Made<BirdAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const BirdAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<20>>("song", my.song...)) &&
               io.fields(wire::field<wire::Ranged<std::int32_t, -400, 9000>>("height", my.height...));
    }
};
using Bird = BirdAs<wire::Owned>;

// An element that has grown.
template <typename As>
struct MealAs {
    using View = MealAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 4, encoded_max = 1332;
    std::uint32_t grams{};
    bool hot{};
    As::Text name{};
    As::template List<wire::Str8<>> tags{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<MealAs>(bytes); }  // Decoded<View>
    static Decoded<MealAs> decode(Bytes bytes) { return wire::Made<MealAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Meal
    std::size_t encoded_size() const { return wire::Made<MealAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const MealAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("grams", my.grams...)) &&
               (io.ends() || (io.fields(wire::plain("hot", my.hot...),
                                        wire::field<wire::Str16<300>>("name", my.name...)) &&
                              (io.ends() || (io.fields(wire::field<wire::List8<wire::Str8<>, 4>>("tags", my.tags...))))));
    }
};
using Meal = MealAs<wire::Owned>;

// Every number, and arrays of them.
template <typename As>
struct NumbersAs {
    using View = NumbersAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0101;
    static constexpr Access access = Access::view;
    std::uint8_t a{};
    std::int8_t b{};
    std::uint16_t c{};
    std::int16_t d{};
    std::uint32_t e{};
    std::int32_t f{};
    std::uint64_t g{};
    std::int64_t h{};
    float i{};
    double j{};
    bool yes{};
    std::uint64_t big{};  // Grows without limit.
    std::uint8_t small_range{};
    std::int64_t wide_range{};
    double unit_range{};
    Mood mood{};
    std::array<std::uint16_t, 3> triple{};
    std::array<Mood, 2> moods{};
    std::array<bool, 4> bits{};
    std::array<std::uint64_t, 2> bigs{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<NumbersAs>(bytes); }  // Decoded<View>
    static Decoded<NumbersAs> decode(Bytes bytes) { return wire::Made<NumbersAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Numbers
    std::size_t encoded_size() const { return wire::Made<NumbersAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const NumbersAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("a", my.a...),
                         wire::plain("b", my.b...),
                         wire::plain("c", my.c...),
                         wire::plain("d", my.d...),
                         wire::plain("e", my.e...),
                         wire::plain("f", my.f...),
                         wire::plain("g", my.g...),
                         wire::plain("h", my.h...),
                         wire::plain("i", my.i...),
                         wire::plain("j", my.j...),
                         wire::plain("yes", my.yes...),
                         wire::plain("big", my.big...),
                         wire::field<wire::Ranged<std::uint8_t, 1u, 100u>>("small_range", my.small_range...),
                         wire::field<wire::Ranged<std::int64_t, INT64_MIN, 9223372036854775806>>("wide_range", my.wide_range...),
                         wire::field<wire::Ranged<double, -1.0, 1.0>>("unit_range", my.unit_range...),
                         wire::plain("mood", my.mood...),
                         wire::plain("triple", my.triple...),
                         wire::plain("moods", my.moods...),
                         wire::plain("bits", my.bits...),
                         wire::plain("bigs", my.bigs...));
    }
};
using Numbers = NumbersAs<wire::Owned>;

// Unions, options, lists and growth.
template <typename As>
struct AnimalAs {
    using View = AnimalAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0102;
    static constexpr Access access = Access::control;
    std::uint16_t cage{};  // Where an animal lives.
    Species species{};
    std::variant<typename As::Bytes, FishAs<As>, BirdAs<As>> body{};
    Skills skills{};
    std::optional<std::uint16_t> age{};  // [years]
    std::optional<typename As::Text> nickname{};  // Empty is not none.
    std::optional<PointAs<As>> home{};
    std::optional<MealAs<As>> last_meal{};
    As::Bytes raw{};
    As::Bytes blob{};
    PointAs<As> corner{};
    MealAs<As> favourite{};
    As::template List<wire::Sized<MealAs>> meals{};
    As::template List<wire::Frozen<PointAs>> spots{};
    As::template List<wire::Plain<std::uint64_t>> ids{};
    As::template List<wire::Plain<std::int64_t>> counts{};
    As::template List<wire::Plain<bool>> flags_list{};
    As::template List<wire::Plain<Mood>> mood_list{};
    As::template List<wire::Bytes16<>> chunks{};
    double weight{};
    As::Text label{};
    std::uint32_t seen{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<AnimalAs>(bytes); }  // Decoded<View>
    static Decoded<AnimalAs> decode(Bytes bytes) { return wire::Made<AnimalAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Animal
    std::size_t encoded_size() const { return wire::Made<AnimalAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const AnimalAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("cage", my.cage...),
                         wire::plain("species", my.species...),
                         wire::chosen<wire::Union<std::uint16_t, wire::Arm<Species::fish, FishAs>, wire::Arm<Species::bird, BirdAs>>>("body", wire::on(my.species...), my.body...)) &&
               io.fields(wire::plain("skills", my.skills...),
                         wire::field<wire::Opt<wire::Plain<std::uint16_t>>>("age", my.age...)) &&
               io.fields(wire::field<wire::Opt<wire::Str8<>>>("nickname", my.nickname...)) &&
               io.fields(wire::field<wire::Opt<wire::Frozen<PointAs>>>("home", my.home...)) &&
               io.fields(wire::field<wire::Opt<wire::Sized<MealAs>>>("last_meal", my.last_meal...)) &&
               io.fields(wire::field<wire::Bytes8<16>>("raw", my.raw...)) &&
               io.fields(wire::field<wire::Bytes32<>>("blob", my.blob...)) &&
               io.fields(wire::field<wire::Frozen<PointAs>>("corner", my.corner...)) &&
               io.fields(wire::field<wire::Sized<MealAs, std::uint32_t>>("favourite", my.favourite...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<MealAs>>>("meals", my.meals...)) &&
               io.fields(wire::field<wire::List8<wire::Frozen<PointAs>, 9>>("spots", my.spots...)) &&
               io.fields(wire::field<wire::List8<wire::Plain<std::uint64_t>>>("ids", my.ids...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::int64_t>>>("counts", my.counts...)) &&
               io.fields(wire::field<wire::List8<wire::Plain<bool>>>("flags_list", my.flags_list...)) &&
               io.fields(wire::field<wire::List8<wire::Plain<Mood>>>("mood_list", my.mood_list...)) &&
               io.fields(wire::field<wire::List8<wire::Bytes16<>>>("chunks", my.chunks...)) &&
               (io.ends() || (io.fields(wire::plain("weight", my.weight...),
                                        wire::field<wire::Str8<>>("label", my.label...)) &&
                              (io.ends() || (io.fields(wire::plain("seen", my.seen...))))));
    }
};
using Animal = AnimalAs<wire::Owned>;

// Ends in everything else.
template <typename As>
struct CargoAs {
    using View = CargoAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0103;
    static constexpr Access access = Access::admin;
    static constexpr std::size_t head_bytes = 13;
    std::uint16_t cage{};  // Where an animal lives.
    FishAs<As> head{};
    As::Bytes data{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<CargoAs>(bytes); }  // Decoded<View>
    static Decoded<CargoAs> decode(Bytes bytes) { return wire::Made<CargoAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Cargo
    std::size_t encoded_size() const { return wire::Made<CargoAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const CargoAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("cage", my.cage...),
                         wire::field<wire::Sized<FishAs, std::uint8_t>>("head", my.head...)) &&
               io.fields(wire::field<wire::Rest>("data", my.data...));
    }
};
using Cargo = CargoAs<wire::Owned>;

// Header and everything before `data`, for a gathered write. Returns the bytes
// written: Cargo::head_bytes and the extra ones, which are what a newer peer appended.
std::size_t encode_cargo_head(std::span<std::byte> memory, std::uint16_t cage, const Fish& head, std::size_t data_size, Bytes head_extra = {});

// Small enough.
template <typename As>
struct DatagramAs {
    using View = DatagramAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0104;
    static constexpr Access access = Access::view;
    As::Text name{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<DatagramAs>(bytes); }  // Decoded<View>
    static Decoded<DatagramAs> decode(Bytes bytes) { return wire::Made<DatagramAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Datagram
    std::size_t encoded_size() const { return wire::Made<DatagramAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const DatagramAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<19>>("name", my.name...));
    }
};
using Datagram = DatagramAs<wire::Owned>;

// Has no fields yet.
template <typename As>
struct NothingAs {
    using View = NothingAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0105;
    static constexpr Access access = Access::view;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<NothingAs>(bytes); }  // Decoded<View>
    static Decoded<NothingAs> decode(Bytes bytes) { return wire::Made<NothingAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Nothing
    std::size_t encoded_size() const { return wire::Made<NothingAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const NothingAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using Nothing = NothingAs<wire::Owned>;

// Asks.
template <typename As>
struct ControlRequestAs {
    using View = ControlRequestAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0002;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};
    Command command{};
    As::Bytes body{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ControlRequestAs>(bytes); }  // Decoded<View>
    static Decoded<ControlRequestAs> decode(Bytes bytes) { return wire::Made<ControlRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ControlRequest
    std::size_t encoded_size() const { return wire::Made<ControlRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ControlRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("request_id", my.request_id...),
                         wire::plain("command", my.command...),
                         wire::field<wire::Rest>("body", my.body...));
    }
};
using ControlRequest = ControlRequestAs<wire::Owned>;

// Answers.
template <typename As>
struct ControlResponseAs {
    using View = ControlResponseAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0003;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};
    Command command{};
    Status status{};
    As::Bytes body{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ControlResponseAs>(bytes); }  // Decoded<View>
    static Decoded<ControlResponseAs> decode(Bytes bytes) { return wire::Made<ControlResponseAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ControlResponse
    std::size_t encoded_size() const { return wire::Made<ControlResponseAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ControlResponseAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("request_id", my.request_id...),
                         wire::plain("command", my.command...),
                         wire::plain("status", my.status...),
                         wire::field<wire::Rest>("body", my.body...));
    }
};
using ControlResponse = ControlResponseAs<wire::Owned>;

template <typename As>
struct FeedRequestAs {
    using View = FeedRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::feed;
    MealAs<As> meal{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<FeedRequestAs>(bytes); }  // Decoded<View>
    static Decoded<FeedRequestAs> decode(Bytes bytes) { return wire::Made<FeedRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // FeedRequest
    std::size_t encoded_size() const { return wire::Made<FeedRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const FeedRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Sized<MealAs>>("meal", my.meal...));
    }
};
using FeedRequest = FeedRequestAs<wire::Owned>;

template <typename As>
struct FeedReplyAs {
    using View = FeedReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::feed;
    std::uint8_t left{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<FeedReplyAs>(bytes); }  // Decoded<View>
    static Decoded<FeedReplyAs> decode(Bytes bytes) { return wire::Made<FeedReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // FeedReply
    std::size_t encoded_size() const { return wire::Made<FeedReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const FeedReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return (io.ends() || (io.fields(wire::plain("left", my.left...))));
    }
};
using FeedReply = FeedReplyAs<wire::Owned>;

template <typename As>
struct CountRequestAs {
    using View = CountRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::count;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<CountRequestAs>(bytes); }  // Decoded<View>
    static Decoded<CountRequestAs> decode(Bytes bytes) { return wire::Made<CountRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // CountRequest
    std::size_t encoded_size() const { return wire::Made<CountRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const CountRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using CountRequest = CountRequestAs<wire::Owned>;

template <typename As>
struct CountReplyAs {
    using View = CountReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::count;
    std::uint64_t total{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<CountReplyAs>(bytes); }  // Decoded<View>
    static Decoded<CountReplyAs> decode(Bytes bytes) { return wire::Made<CountReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // CountReply
    std::size_t encoded_size() const { return wire::Made<CountReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const CountReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("total", my.total...));
    }
};
using CountReply = CountReplyAs<wire::Owned>;

}  // namespace weir::zoo
