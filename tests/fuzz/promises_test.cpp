// A proof that the fuzz targets can fail: a record that tells one lie at a time must be caught.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "fuzz/record_target.hpp"
#include "fuzz/stream_target.hpp"
#include "gen/session.hpp"
#include "support/catch.hpp"

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

using Honest = gen::CongestionReport;  // has a list, and can grow

struct Liar;
struct LiarView : Honest::View {
    Liar own() const;
};

struct Liar {
    using View = LiarView;
    Honest value;

    template <typename Seen>
    static wire::Decoded<View> read(std::span<const std::byte> bytes, Seen&& seen) {
        const auto found = gen::visit<Honest>(bytes, seen);
        if (!found && lie == Lie::offset_outside)
            return std::unexpected(wire::DecodeError{found.error().problem, 9999});
        if (!found) return std::unexpected(found.error());
        if (lie == Lie::refuses_itself && found->extra.empty())
            return std::unexpected(wire::DecodeError{});
        View out{*found};
        if (lie == Lie::extra_elsewhere) out.extra = bytes.first(1);
        return out;
    }

    static wire::Decoded<View> view(std::span<const std::byte> bytes) {
        return read(bytes, [](const auto&) {});
    }
    static wire::Decoded<Liar> decode(std::span<const std::byte> bytes) {
        const auto found = view(bytes);
        if (!found) return std::unexpected(found.error());
        if (lie == Lie::decode_refuses) return std::unexpected(wire::DecodeError{});
        return found->own();
    }
    std::size_t encoded_size() const { return value.encoded_size(); }
    void encode(wire::Writer& out) const {
        Honest sent = value;
        if (lie == Lie::encodes_differently) sent.frames_sent = ++encoded;
        sent.encode(out);
    }
};

Liar LiarView::own() const {
    return {Honest::View::own()};
}

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

// A report with one element in its list, and `more` behind it.
std::vector<std::byte> report(std::vector<std::byte> more = {}) {
    Honest value;
    value.drops.push_back({.frames = 7});
    auto out = fuzz::sent_again(value);
    out.insert(out.end(), more.begin(), more.end());
    return out;
}
}  // namespace

TEST_CASE("fuzz: an honest record passes, broken bytes or not", "[fuzz]") {
    CHECK_FALSE(caught(Lie::none, {}));
    CHECK_FALSE(caught(Lie::none, report()));
    CHECK_FALSE(caught(Lie::none, report({b(8), b(9)})));
}

TEST_CASE("fuzz: a record that breaks one promise is caught", "[fuzz]") {
    CHECK(caught(Lie::decode_refuses, report()));
    CHECK(caught(Lie::offset_outside, {b(3), b(7)}));
    CHECK(caught(Lie::visit_shows_less, report()));
    CHECK(caught(Lie::encodes_differently, report()));
    CHECK(caught(Lie::extra_elsewhere, report()));
    CHECK(caught(Lie::refuses_itself, report({b(9)})));
}

TEST_CASE("fuzz: a stream whose messages depend on how it was cut is caught", "[fuzz]") {
    const std::vector<std::byte> two = {b(0), b(4), b(0), b(0), b(0), b(0), b(0),
                                        b(4), b(0), b(0), b(0), b(0), b(0)};
    unsigned calls = 0;
    CHECK_FALSE(aborts([&] { fuzz::check_stream(two, [](auto type, auto) { return type; }); }));
    CHECK(aborts([&] { fuzz::check_stream(two, [&](auto, auto) { return ++calls; }); }));
}
