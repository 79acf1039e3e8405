// A proof that the fuzz targets can fail: a record that tells one lie at a time must be caught.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "fuzz/record_target.hpp"
#include "fuzz/stream_target.hpp"
#include "support/catch.hpp"
#include "wire/reader.hpp"

namespace {
using namespace weir;

enum class Lie {
    none,
    decode_refuses,       // what a view accepts
    offset_outside,       // of an error
    visit_shows_less,     // than the list holds
    encodes_differently,  // every time
    extra_elsewhere,      // not at the end of the bytes
    refuses_itself,       // what it has encoded
};
Lie lie = Lie::none;
unsigned encoded = 0;

// A count and as many bytes.
struct Liar {
    std::vector<std::uint8_t> items;

    struct View {
        wire::List<wire::ScalarElement<std::uint8_t>> items;
        std::span<const std::byte> extra;

        template <typename F>
        void each(F&& f) const {
            f("items", items);
        }
        Liar own() const {
            Liar out;
            for (const std::uint8_t item : items) out.items.push_back(item);
            return out;
        }
    };

    template <typename Seen>
    static wire::Decoded<View> read(std::span<const std::byte> bytes, Seen&& seen) {
        wire::Reader in(bytes);
        View out;
        const std::byte* count = in.run(1);
        if (count == nullptr || (lie == Lie::refuses_itself && bytes.size() == 2) ||
            !out.items.read(in, std::to_integer<std::size_t>(*count), seen))
            return std::unexpected(lie == Lie::offset_outside
                                       ? wire::DecodeError{wire::DecodeProblem::truncated, 99}
                                       : in.error());
        out.extra = in.rest();
        if (lie == Lie::extra_elsewhere) out.extra = bytes.first(1);
        return out;
    }

    static wire::Decoded<View> view(std::span<const std::byte> bytes) {
        return read(bytes, wire::Unseen{});
    }
    static wire::Decoded<Liar> decode(std::span<const std::byte> bytes) {
        const auto found = view(bytes);
        if (!found) return std::unexpected(found.error());
        if (lie == Lie::decode_refuses) return std::unexpected(wire::DecodeError{});
        return found->own();
    }
    std::size_t encoded_size() const { return 1 + items.size(); }
    void encode(wire::Writer& out) const {
        wire::store(out.run(1), static_cast<std::uint8_t>(items.size()));
        for (const std::uint8_t item : items)
            wire::store(out.run(1), lie == Lie::encodes_differently
                                        ? static_cast<std::uint8_t>(++encoded)
                                        : item);
    }
};

struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        auto out = T::read(bytes, seen);
        if (lie == Lie::visit_shows_less) seen.sum = 0;
        return out;
    }
};

// True when the process that does this ends by breaking a promise.
template <typename F>
bool aborts(F&& f) {
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(2);
        f();
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE((WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0)));
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

bool caught(Lie told, std::vector<std::byte> bytes) {
    return aborts([&] {
        lie = told;
        fuzz::check_record<Liar, Package>(bytes);
    });
}

constexpr std::byte b(unsigned value) {
    return static_cast<std::byte>(value);
}
}  // namespace

TEST_CASE("fuzz: an honest record passes, broken bytes or not", "[fuzz]") {
    CHECK_FALSE(caught(Lie::none, {}));
    CHECK_FALSE(caught(Lie::none, {b(2), b(7)}));
    CHECK_FALSE(caught(Lie::none, {b(2), b(7), b(8), b(9)}));
}

TEST_CASE("fuzz: a record that breaks one promise is caught", "[fuzz]") {
    CHECK(caught(Lie::decode_refuses, {b(1), b(7)}));
    CHECK(caught(Lie::offset_outside, {b(3), b(7)}));
    CHECK(caught(Lie::visit_shows_less, {b(1), b(7)}));
    CHECK(caught(Lie::encodes_differently, {b(1), b(7)}));
    CHECK(caught(Lie::extra_elsewhere, {b(1), b(7)}));
    CHECK(caught(Lie::refuses_itself, {b(1), b(7), b(9)}));
}

TEST_CASE("fuzz: a stream whose messages depend on how it was cut is caught", "[fuzz]") {
    const std::vector<std::byte> two = {b(0), b(4), b(0), b(0), b(0), b(0), b(0),
                                        b(4), b(0), b(0), b(0), b(0), b(0)};
    unsigned calls = 0;
    CHECK_FALSE(aborts([&] { fuzz::check_stream(two, [](auto type, auto) { return type; }); }));
    CHECK(aborts([&] { fuzz::check_stream(two, [&](auto, auto) { return ++calls; }); }));
}
