#pragma once
// Generated from codegen/tests/zoo/animals.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.

#include <variant>

#include "wire/json.hpp"


#include "zoo/protocol.hpp"


namespace weir::zoo {


// How a command ended.
enum class Status : std::uint16_t {
    ok = 0,
    error = 1,
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Status value);
template <>
std::optional<Status> from_name(std::string_view name);

// Open. Unknown values pass.
enum class Species : std::uint8_t {
    fish = 1,
    bird = 2,
    on = 3,
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Species value);
template <>
std::optional<Species> from_name(std::string_view name);

// Closed. Unknown values are refused.
enum class Mood : std::uint16_t {
    calm = 0,
    angry = 0x0100,
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Mood value);
template <>
std::optional<Mood> from_name(std::string_view name);
bool is_known(Mood value);

// Unknown bits are kept.
enum class Skills : std::uint32_t {
    swims = 0x1,
    flies = 0x80000000,
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Skills value);
template <>
std::optional<Skills> from_name(std::string_view name);

}  // namespace weir::zoo
template <>
inline constexpr bool weir::wire::is_closed<weir::zoo::Mood> = true;
template <>
inline constexpr bool weir::wire::is_flags<weir::zoo::Skills> = true;
namespace weir::zoo {


// Why not.
struct Refusal {
    std::string reason{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Refusal> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Refusal&) const = default;
};

struct Refusal::View {
    std::string_view reason{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, reason)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("reason", reason);
    }
    Refusal own() const;
};

inline Decoded<Refusal::View> Refusal::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Refusal::put(wire::Room out) const {
    const std::string_view reason_sent_ = wire::clip(reason, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(reason_sent_.size()));
    out.text(reason_sent_);
    return out;
}

// Frozen, so it has no size of its own.
struct Point {
    std::int16_t x{};
    std::int16_t y{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Point> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 4; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Point&) const = default;
};

struct Point::View {
    std::int16_t x{};
    std::int16_t y{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        x = wire::load<std::int16_t>(run0_);
        y = wire::load<std::int16_t>(run0_ + 2);
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("x", x);
        f_("y", y);
    }
    Point own() const;
};

inline Decoded<Point::View> Point::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Point::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, x);
    wire::store(run0_ + 2, y);
    return out;
}

// An arm of the union.
struct Fish {
    float depth{};  // [m]

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Fish> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 4; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Fish&) const = default;
};

struct Fish::View {
    float depth{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        depth = wire::load<float>(run0_);
        if (!in.within(run0_, depth, 0.0f, 11000.5f)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("depth", depth);
    }
    Fish own() const;
};

inline Decoded<Fish::View> Fish::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Fish::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, wire::clamped(depth, 0.0f, 11000.5f));
    return out;
}

// Another arm.
struct Bird {
    std::string song{};
    std::int32_t height{};  // [m]

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Bird> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Bird&) const = default;
};

struct Bird::View {
    std::string_view song{};
    std::int32_t height{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 20, song)) return false;
        const std::byte* run1_ = in.run(4);
        if (checked && run1_ == nullptr) return false;
        height = wire::load<std::int32_t>(run1_);
        if (!in.within(run1_, height, -400, 9000)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("song", song);
        f_("height", height);
    }
    Bird own() const;
};

inline Decoded<Bird::View> Bird::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Bird::put(wire::Room out) const {
    const std::string_view song_sent_ = wire::clip(song, 20);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(song_sent_.size()));
    out.text(song_sent_);
    std::byte* run1_ = out.run(4);
    wire::store(run1_, wire::clamped(height, -400, 9000));
    return out;
}

// An element that has grown.
struct Meal {
    std::uint32_t grams{};
    bool hot{};
    std::string name{};
    std::vector<std::string> tags{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Meal> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Meal&) const = default;
};

struct Meal::View {
    std::uint32_t grams{};
    bool hot{};
    std::string_view name{};
    wire::List<wire::TextElement<std::uint8_t, 255>> tags{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        grams = wire::load<std::uint32_t>(run0_);
        if (in.at_end()) return true;
        const std::byte* run1_ = in.run(3);
        if (checked && run1_ == nullptr) return false;
        if (!in.flag(run1_)) return false;
        hot = wire::load<bool>(run1_);
        if (!in.template text<std::uint16_t>(wire::load<std::uint16_t>(run1_ + 1), 300, name)) return false;
        if (in.at_end()) return true;
        const std::byte* run2_ = in.run(1);
        if (checked && run2_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run2_), 4, 1) || !tags.read(in, wire::load<std::uint8_t>(run2_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("grams", grams);
        f_("hot", hot);
        f_("name", name);
        f_("tags", tags);
    }
    Meal own() const;
};

inline Decoded<Meal::View> Meal::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Meal::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, grams);
    const std::string_view name_sent_ = wire::clip(name, 300);
    std::byte* run1_ = out.run(3);
    wire::store(run1_, hot);
    wire::store(run1_ + 1, static_cast<std::uint16_t>(name_sent_.size()));
    out.text(name_sent_);
    const auto tags_sent_ = wire::first(tags, 4u);
    std::byte* run2_ = out.run(1);
    wire::store(run2_, static_cast<std::uint8_t>(tags_sent_.size()));
    for (const auto& item_ : tags_sent_) out.prefixed_text<std::uint8_t>(wire::clip(item_, 255));
    return out;
}

// Every number, and arrays of them.
struct Numbers {
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

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Numbers> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 100; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Numbers&) const = default;
};

struct Numbers::View {
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
    std::uint64_t big{};
    std::uint8_t small_range{};
    std::int64_t wide_range{};
    double unit_range{};
    Mood mood{};
    std::array<std::uint16_t, 3> triple{};
    std::array<Mood, 2> moods{};
    std::array<bool, 4> bits{};
    std::array<std::uint64_t, 2> bigs{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(100);
        if (checked && run0_ == nullptr) return false;
        a = wire::load<std::uint8_t>(run0_);
        b = wire::load<std::int8_t>(run0_ + 1);
        c = wire::load<std::uint16_t>(run0_ + 2);
        d = wire::load<std::int16_t>(run0_ + 4);
        e = wire::load<std::uint32_t>(run0_ + 6);
        f = wire::load<std::int32_t>(run0_ + 10);
        g = wire::load<std::uint64_t>(run0_ + 14);
        h = wire::load<std::int64_t>(run0_ + 22);
        i = wire::load<float>(run0_ + 30);
        j = wire::load<double>(run0_ + 34);
        if (!in.flag(run0_ + 42)) return false;
        yes = wire::load<bool>(run0_ + 42);
        big = wire::load<std::uint64_t>(run0_ + 43);
        small_range = wire::load<std::uint8_t>(run0_ + 51);
        if (!in.within(run0_ + 51, small_range, 1u, 100u)) return false;
        wide_range = wire::load<std::int64_t>(run0_ + 52);
        if (!in.within(run0_ + 52, wide_range, INT64_MIN, 9223372036854775806)) return false;
        unit_range = wire::load<double>(run0_ + 60);
        if (!in.within(run0_ + 60, unit_range, -1.0, 1.0)) return false;
        mood = wire::load<Mood>(run0_ + 68);
        if (!in.known(run0_ + 68, mood)) return false;
        for (std::size_t i_ = 0; i_ < 3; ++i_) {
            triple[i_] = wire::load<std::uint16_t>(run0_ + 70 + i_ * 2);
        }
        for (std::size_t i_ = 0; i_ < 2; ++i_) {
            moods[i_] = wire::load<Mood>(run0_ + 76 + i_ * 2);
            if (!in.known(run0_ + 76 + i_ * 2, moods[i_])) return false;
        }
        for (std::size_t i_ = 0; i_ < 4; ++i_) {
            if (!in.flag(run0_ + 80 + i_ * 1)) return false;
            bits[i_] = wire::load<bool>(run0_ + 80 + i_ * 1);
        }
        for (std::size_t i_ = 0; i_ < 2; ++i_) {
            bigs[i_] = wire::load<std::uint64_t>(run0_ + 84 + i_ * 8);
        }
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("a", a);
        f_("b", b);
        f_("c", c);
        f_("d", d);
        f_("e", e);
        f_("f", f);
        f_("g", g);
        f_("h", h);
        f_("i", i);
        f_("j", j);
        f_("yes", yes);
        f_("big", big);
        f_("small_range", small_range);
        f_("wide_range", wide_range);
        f_("unit_range", unit_range);
        f_("mood", mood);
        f_("triple", triple);
        f_("moods", moods);
        f_("bits", bits);
        f_("bigs", bigs);
    }
    Numbers own() const;
};

inline Decoded<Numbers::View> Numbers::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Numbers::put(wire::Room out) const {
    std::byte* run0_ = out.run(100);
    wire::store(run0_, a);
    wire::store(run0_ + 1, b);
    wire::store(run0_ + 2, c);
    wire::store(run0_ + 4, d);
    wire::store(run0_ + 6, e);
    wire::store(run0_ + 10, f);
    wire::store(run0_ + 14, g);
    wire::store(run0_ + 22, h);
    wire::store(run0_ + 30, i);
    wire::store(run0_ + 34, j);
    wire::store(run0_ + 42, yes);
    wire::store(run0_ + 43, big);
    wire::store(run0_ + 51, wire::clamped(small_range, 1u, 100u));
    wire::store(run0_ + 52, wire::clamped(wide_range, INT64_MIN, 9223372036854775806));
    wire::store(run0_ + 60, wire::clamped(unit_range, -1.0, 1.0));
    wire::store(run0_ + 68, is_known(mood) ? mood : Mood{});
    for (std::size_t i_ = 0; i_ < 3; ++i_)
        wire::store(run0_ + 70 + i_ * 2, triple[i_]);
    for (std::size_t i_ = 0; i_ < 2; ++i_)
        wire::store(run0_ + 76 + i_ * 2, is_known(moods[i_]) ? moods[i_] : Mood{});
    for (std::size_t i_ = 0; i_ < 4; ++i_)
        wire::store(run0_ + 80 + i_ * 1, bits[i_]);
    for (std::size_t i_ = 0; i_ < 2; ++i_)
        wire::store(run0_ + 84 + i_ * 8, bigs[i_]);
    return out;
}

// Unions, options, lists and growth.
struct Animal {
    static constexpr std::uint16_t type = 0x0102;
    static constexpr Access access = Access::control;
    std::uint16_t cage{};  // Where an animal lives.
    Species species{};
    std::variant<std::vector<std::byte>, Fish, Bird> body{};
    Skills skills{};
    std::optional<std::uint16_t> age{};  // [years]
    std::optional<std::string> nickname{};  // Empty is not none.
    std::optional<Point> home{};
    std::optional<Meal> last_meal{};
    std::vector<std::byte> raw{};
    std::vector<std::byte> blob{};
    Point corner{};
    Meal favourite{};
    std::vector<Meal> meals{};
    std::vector<Point> spots{};
    std::vector<std::uint64_t> ids{};
    std::vector<std::int64_t> counts{};
    std::vector<bool> flags_list{};
    std::vector<Mood> mood_list{};
    std::vector<std::vector<std::byte>> chunks{};
    double weight{};
    std::string label{};
    std::uint32_t seen{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Animal> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Animal&) const = default;
};

struct Animal::View {
    std::uint16_t cage{};
    Species species{};
    std::variant<std::span<const std::byte>, Fish::View, Bird::View> body{};
    Skills skills{};
    std::optional<std::uint16_t> age{};
    std::optional<std::string_view> nickname{};
    std::optional<Point::View> home{};
    std::optional<Meal::View> last_meal{};
    std::span<const std::byte> raw{};
    std::span<const std::byte> blob{};
    Point::View corner{};
    Meal::View favourite{};
    wire::List<wire::SizedElement<Meal::View, std::uint16_t>> meals{};
    wire::List<wire::FrozenElement<Point::View>> spots{};
    wire::List<wire::ScalarElement<std::uint64_t>> ids{};
    wire::List<wire::ScalarElement<std::int64_t>> counts{};
    wire::List<wire::ScalarElement<bool>> flags_list{};
    wire::List<wire::ScalarElement<Mood>> mood_list{};
    wire::List<wire::BytesElement<std::uint16_t, 65535u>> chunks{};
    double weight{};
    std::string_view label{};
    std::uint32_t seen{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(5);
        if (checked && run0_ == nullptr) return false;
        cage = wire::load<std::uint16_t>(run0_);
        species = wire::load<Species>(run0_ + 2);
        switch (species) {
            case Species::fish:
                if (!in.sized(wire::load<std::uint16_t>(run0_ + 3), body.template emplace<1>(), seen_)) return false;
                break;
            case Species::bird:
                if (!in.sized(wire::load<std::uint16_t>(run0_ + 3), body.template emplace<2>(), seen_)) return false;
                break;
            default:
                if (!in.template bytes<std::uint16_t>(wire::load<std::uint16_t>(run0_ + 3), 65535, body.template emplace<0>())) return false;
        }
        const std::byte* run1_ = in.run(5);
        if (checked && run1_ == nullptr) return false;
        skills = wire::load<Skills>(run1_);
        if (!wire::read_optional<wire::ScalarElement<std::uint16_t>>(in, run1_ + 4, age, seen_)) return false;
        const std::byte* run2_ = in.run(1);
        if (checked && run2_ == nullptr) return false;
        if (!wire::read_optional<wire::TextElement<std::uint8_t, 255>>(in, run2_, nickname, seen_)) return false;
        const std::byte* run3_ = in.run(1);
        if (checked && run3_ == nullptr) return false;
        if (!wire::read_optional<wire::FrozenElement<Point::View>>(in, run3_, home, seen_)) return false;
        const std::byte* run4_ = in.run(1);
        if (checked && run4_ == nullptr) return false;
        if (!wire::read_optional<wire::SizedElement<Meal::View, std::uint16_t>>(in, run4_, last_meal, seen_)) return false;
        const std::byte* run5_ = in.run(1);
        if (checked && run5_ == nullptr) return false;
        if (!in.template bytes<std::uint8_t>(wire::load<std::uint8_t>(run5_), 16u, raw)) return false;
        const std::byte* run6_ = in.run(4);
        if (checked && run6_ == nullptr) return false;
        if (!in.template bytes<std::uint32_t>(wire::load<std::uint32_t>(run6_), 4294967295u, blob)) return false;
        if (!corner.read(in, seen_)) return false;
        const std::byte* run7_ = in.run(4);
        if (checked && run7_ == nullptr) return false;
        if (!in.sized(wire::load<std::uint32_t>(run7_), favourite, seen_)) return false;
        const std::byte* run8_ = in.run(2);
        if (checked && run8_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run8_), 65535, 6) || !meals.read(in, wire::load<std::uint16_t>(run8_), seen_)) return false;
        const std::byte* run9_ = in.run(1);
        if (checked && run9_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run9_), 9, 4) || !spots.read(in, wire::load<std::uint8_t>(run9_), seen_)) return false;
        const std::byte* run10_ = in.run(1);
        if (checked && run10_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run10_), 255, 8) || !ids.read(in, wire::load<std::uint8_t>(run10_), seen_)) return false;
        const std::byte* run11_ = in.run(2);
        if (checked && run11_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run11_), 65535, 8) || !counts.read(in, wire::load<std::uint16_t>(run11_), seen_)) return false;
        const std::byte* run12_ = in.run(1);
        if (checked && run12_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run12_), 255, 1) || !flags_list.read(in, wire::load<std::uint8_t>(run12_), seen_)) return false;
        const std::byte* run13_ = in.run(1);
        if (checked && run13_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run13_), 255, 2) || !mood_list.read(in, wire::load<std::uint8_t>(run13_), seen_)) return false;
        const std::byte* run14_ = in.run(1);
        if (checked && run14_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run14_), 255, 2) || !chunks.read(in, wire::load<std::uint8_t>(run14_), seen_)) return false;
        if (in.at_end()) return true;
        const std::byte* run15_ = in.run(9);
        if (checked && run15_ == nullptr) return false;
        weight = wire::load<double>(run15_);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run15_ + 8), 255, label)) return false;
        if (in.at_end()) return true;
        const std::byte* run16_ = in.run(4);
        if (checked && run16_ == nullptr) return false;
        seen = wire::load<std::uint32_t>(run16_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("cage", cage);
        f_("species", species);
        f_("body", wire::Arms<decltype(body)>{body, {"unknown", "fish", "bird"}});
        f_("skills", skills);
        f_("age", age);
        f_("nickname", nickname);
        f_("home", home);
        f_("last_meal", last_meal);
        f_("raw", raw);
        f_("blob", blob);
        f_("corner", corner);
        f_("favourite", favourite);
        f_("meals", meals);
        f_("spots", spots);
        f_("ids", ids);
        f_("counts", counts);
        f_("flags_list", flags_list);
        f_("mood_list", mood_list);
        f_("chunks", chunks);
        f_("weight", weight);
        f_("label", label);
        f_("seen", seen);
    }
    Animal own() const;
};

inline Decoded<Animal::View> Animal::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Animal::put(wire::Room out) const {
    std::byte* run0_ = out.run(5);
    wire::store(run0_, cage);
    wire::store(run0_ + 2, species);
    switch (body.index()) {
        case 0: out.bytes(std::get<0>(body)); break;
        case 1:
            WEIR_ASSERT(species == Species::fish);
            out = std::get<1>(body).put(out);
            break;
        case 2:
            WEIR_ASSERT(species == Species::bird);
            out = std::get<2>(body).put(out);
            break;
    }
    out.close_sized<std::uint16_t>(run0_ + 3);
    std::byte* run1_ = out.run(5);
    wire::store(run1_, skills);
    wire::store(run1_ + 4, age.has_value());
    if (age) wire::store(out.run(2), (*age));
    std::byte* run2_ = out.run(1);
    wire::store(run2_, nickname.has_value());
    if (nickname) out.prefixed_text<std::uint8_t>(wire::clip((*nickname), 255));
    std::byte* run3_ = out.run(1);
    wire::store(run3_, home.has_value());
    if (home) out = (*home).put(out);
    std::byte* run4_ = out.run(1);
    wire::store(run4_, last_meal.has_value());
    if (last_meal) out.sized<std::uint16_t>((*last_meal));
    const auto raw_sent_ = wire::first(raw, 16u);
    std::byte* run5_ = out.run(1);
    wire::store(run5_, static_cast<std::uint8_t>(raw_sent_.size()));
    out.bytes(raw_sent_);
    const auto blob_sent_ = wire::first(blob, 4294967295u);
    std::byte* run6_ = out.run(4);
    wire::store(run6_, static_cast<std::uint32_t>(blob_sent_.size()));
    out.bytes(blob_sent_);
    out = corner.put(out);
    std::byte* run7_ = out.run(4);
    out = favourite.put(out);
    out.close_sized<std::uint32_t>(run7_);
    const auto meals_sent_ = wire::first(meals, 65535u);
    std::byte* run8_ = out.run(2);
    wire::store(run8_, static_cast<std::uint16_t>(meals_sent_.size()));
    for (const auto& item_ : meals_sent_) out.sized<std::uint16_t>(item_);
    const auto spots_sent_ = wire::first(spots, 9u);
    std::byte* run9_ = out.run(1);
    wire::store(run9_, static_cast<std::uint8_t>(spots_sent_.size()));
    for (const auto& item_ : spots_sent_) out = item_.put(out);
    const auto ids_sent_ = wire::first(ids, 255u);
    std::byte* run10_ = out.run(1);
    wire::store(run10_, static_cast<std::uint8_t>(ids_sent_.size()));
    for (const auto& item_ : ids_sent_) wire::store(out.run(8), item_);
    const auto counts_sent_ = wire::first(counts, 65535u);
    std::byte* run11_ = out.run(2);
    wire::store(run11_, static_cast<std::uint16_t>(counts_sent_.size()));
    for (const auto& item_ : counts_sent_) wire::store(out.run(8), item_);
    const auto flags_list_sent_ = wire::first(flags_list, 255u);
    std::byte* run12_ = out.run(1);
    wire::store(run12_, static_cast<std::uint8_t>(flags_list_sent_.size()));
    for (const auto& item_ : flags_list_sent_) wire::store(out.run(1), item_);
    const auto mood_list_sent_ = wire::first(mood_list, 255u);
    std::byte* run13_ = out.run(1);
    wire::store(run13_, static_cast<std::uint8_t>(mood_list_sent_.size()));
    for (const auto& item_ : mood_list_sent_) wire::store(out.run(2), is_known(item_) ? item_ : Mood{});
    const auto chunks_sent_ = wire::first(chunks, 255u);
    std::byte* run14_ = out.run(1);
    wire::store(run14_, static_cast<std::uint8_t>(chunks_sent_.size()));
    for (const auto& item_ : chunks_sent_) out.prefixed_bytes<std::uint16_t>(wire::first(item_, 65535u));
    const std::string_view label_sent_ = wire::clip(label, 255);
    std::byte* run15_ = out.run(9);
    wire::store(run15_, weight);
    wire::store(run15_ + 8, static_cast<std::uint8_t>(label_sent_.size()));
    out.text(label_sent_);
    std::byte* run16_ = out.run(4);
    wire::store(run16_, seen);
    return out;
}

// Ends in everything else.
struct Cargo {
    static constexpr std::uint16_t type = 0x0103;
    static constexpr Access access = Access::admin;
    static constexpr std::size_t head_bytes = 13;
    std::uint16_t cage{};  // Where an animal lives.
    Fish head{};
    std::vector<std::byte> data{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Cargo> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Cargo&) const = default;
};

struct Cargo::View {
    std::uint16_t cage{};
    Fish::View head{};
    std::span<const std::byte> data{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(3);
        if (checked && run0_ == nullptr) return false;
        cage = wire::load<std::uint16_t>(run0_);
        if (!in.sized(wire::load<std::uint8_t>(run0_ + 2), head, seen_)) return false;
        data = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("cage", cage);
        f_("head", head);
        f_("data", data);
    }
    Cargo own() const;
};

inline Decoded<Cargo::View> Cargo::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Cargo::put(wire::Room out) const {
    std::byte* run0_ = out.run(3);
    wire::store(run0_, cage);
    out = head.put(out);
    out.close_sized<std::uint8_t>(run0_ + 2);
    out.bytes(data);
    return out;
}

// Header and everything before `data`, for a gathered write. Returns the bytes
// written: Cargo::head_bytes and the extra ones, which are what a newer peer appended.
inline std::size_t encode_cargo_head(std::span<std::byte> memory, std::uint16_t cage, const Fish& head, std::size_t data_size, std::span<const std::byte> head_extra = {}) {
    wire::Writer out(memory);
    out.run(wire::header_bytes);
    std::byte* run0_ = out.run(3);
    wire::store(run0_, cage);
    out = head.put(out);
    out.bytes(head_extra);
    out.close_sized<std::uint8_t>(run0_ + 2);
    wire::store_header(memory.data(), {Cargo::type, static_cast<std::uint32_t>(out.written() - wire::header_bytes + data_size)});
    return out.written();
}

// Small enough.
struct Datagram {
    static constexpr std::uint16_t type = 0x0104;
    static constexpr Access access = Access::view;
    std::string name{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Datagram> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Datagram&) const = default;
};

struct Datagram::View {
    std::string_view name{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 19, name)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("name", name);
    }
    Datagram own() const;
};

inline Decoded<Datagram::View> Datagram::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Datagram::put(wire::Room out) const {
    const std::string_view name_sent_ = wire::clip(name, 19);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    return out;
}

// Has no fields yet.
struct Nothing {
    static constexpr std::uint16_t type = 0x0105;
    static constexpr Access access = Access::view;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Nothing> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Nothing&) const = default;
};

struct Nothing::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    Nothing own() const;
};

inline Decoded<Nothing::View> Nothing::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Nothing::put(wire::Room out) const {
    return out;
}

// Asks.
struct ControlRequest {
    static constexpr std::uint16_t type = 0x0002;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};
    Command command{};
    std::vector<std::byte> body{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ControlRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ControlRequest&) const = default;
};

struct ControlRequest::View {
    std::uint16_t request_id{};
    Command command{};
    std::span<const std::byte> body{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        request_id = wire::load<std::uint16_t>(run0_);
        command = wire::load<Command>(run0_ + 2);
        body = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("request_id", request_id);
        f_("command", command);
        f_("body", body);
    }
    ControlRequest own() const;
};

inline Decoded<ControlRequest::View> ControlRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ControlRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, request_id);
    wire::store(run0_ + 2, command);
    out.bytes(body);
    return out;
}

// Answers.
struct ControlResponse {
    static constexpr std::uint16_t type = 0x0003;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};
    Command command{};
    Status status{};
    std::vector<std::byte> body{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ControlResponse> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ControlResponse&) const = default;
};

struct ControlResponse::View {
    std::uint16_t request_id{};
    Command command{};
    Status status{};
    std::span<const std::byte> body{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(6);
        if (checked && run0_ == nullptr) return false;
        request_id = wire::load<std::uint16_t>(run0_);
        command = wire::load<Command>(run0_ + 2);
        status = wire::load<Status>(run0_ + 4);
        body = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("request_id", request_id);
        f_("command", command);
        f_("status", status);
        f_("body", body);
    }
    ControlResponse own() const;
};

inline Decoded<ControlResponse::View> ControlResponse::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ControlResponse::put(wire::Room out) const {
    std::byte* run0_ = out.run(6);
    wire::store(run0_, request_id);
    wire::store(run0_ + 2, command);
    wire::store(run0_ + 4, status);
    out.bytes(body);
    return out;
}

struct FeedRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::feed;
    Meal meal{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<FeedRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const FeedRequest&) const = default;
};

struct FeedRequest::View {
    Meal::View meal{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        if (!in.sized(wire::load<std::uint16_t>(run0_), meal, seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("meal", meal);
    }
    FeedRequest own() const;
};

inline Decoded<FeedRequest::View> FeedRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room FeedRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    out = meal.put(out);
    out.close_sized<std::uint16_t>(run0_);
    return out;
}

struct FeedReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::feed;
    std::uint8_t left{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<FeedReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const FeedReply&) const = default;
};

struct FeedReply::View {
    std::uint8_t left{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        if (in.at_end()) return true;
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        left = wire::load<std::uint8_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("left", left);
    }
    FeedReply own() const;
};

inline Decoded<FeedReply::View> FeedReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room FeedReply::put(wire::Room out) const {
    std::byte* run0_ = out.run(1);
    wire::store(run0_, left);
    return out;
}

struct CountRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::count;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<CountRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const CountRequest&) const = default;
};

struct CountRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    CountRequest own() const;
};

inline Decoded<CountRequest::View> CountRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room CountRequest::put(wire::Room out) const {
    return out;
}

struct CountReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::count;
    std::uint64_t total{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<CountReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 8; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const CountReply&) const = default;
};

struct CountReply::View {
    std::uint64_t total{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(8);
        if (checked && run0_ == nullptr) return false;
        total = wire::load<std::uint64_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("total", total);
    }
    CountReply own() const;
};

inline Decoded<CountReply::View> CountReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room CountReply::put(wire::Room out) const {
    std::byte* run0_ = out.run(8);
    wire::store(run0_, total);
    return out;
}

}  // namespace weir::zoo
