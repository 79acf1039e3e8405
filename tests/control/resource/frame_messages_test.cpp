#include "control/resource/frame_messages.hpp"

#include "support/catch.hpp"
#include "support/scarce_memory.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "gen/messages.hpp"

using namespace weir;

namespace {

std::vector<std::byte> numbers(std::size_t size) {
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 31 + 5);
    return bytes;
}

std::vector<std::byte> flat(const wire::Outgoing& out) {
    std::vector<std::byte> bytes(out.head_bytes().begin(), out.head_bytes().end());
    const auto payload = out.piped != nullptr ? out.piped->bytes() : out.payload;
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    return bytes;
}

// `bytes` from `from` on, as they arrive when nobody reads them.
std::unique_ptr<PipedBytes> piped_from(const std::vector<std::byte>& bytes, std::size_t from,
                                       PipePool& pool, Account& account) {
    std::array<int, 2> fds{-1, -1};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
    const UniqueFd near(fds[0]);
    const UniqueFd far(fds[1]);
    const auto tail = std::span(bytes).subspan(from);
    auto piped = PipedBytes::open(tail.size(), tail.first(100), pool, account);
    REQUIRE(piped != nullptr);
    const auto rest = tail.subspan(100);
    REQUIRE(::send(near.get(), rest.data(), rest.size(), 0) == static_cast<ssize_t>(rest.size()));
    while (piped->bytes_missing() > 0)
        REQUIRE(piped->pipe().fill_from(far.get(), piped->bytes_missing()) > 0);
    return piped;
}

// As it would arrive: the payload of the message, in a buffer of its own when `large`.
Result<frame::FrameRef> received(const std::vector<std::byte>& bytes, bool large,
                                 Account& account) {
    const auto header = wire::load_header(bytes.data());
    REQUIRE(header.payload_length == bytes.size() - wire::header_bytes);
    wire::Message message;
    message.type = header.message_type;
    message.payload = std::span(bytes).subspan(wire::header_bytes);
    if (!large) return resource::to_frame(message, account);
    auto own = Buffer::allocate(message.payload.size(), account);
    std::ranges::copy(message.payload, own->bytes().begin());
    message.payload = own->bytes();
    message.own = &*own;
    return resource::to_frame(message, account);
}

frame::FrameRef sealed(frame::FrameFacts facts, const std::vector<std::byte>& payload,
                       Account& account) {
    auto draft = frame::Draft::open(payload.size(), account);
    std::ranges::copy(payload, draft->bytes().begin());
    return std::move(*draft).seal(facts, payload.size());
}

}  // namespace

TEST_CASE("frame messages: a frame arrives as it left, large or small", "[resource]") {
    Ledger ledger;
    Account& account = ledger.open("test");
    frame::FrameFacts facts;
    facts.stream_id = 7;
    facts.sequence = 0xfffffffe;
    facts.captured_us = 1'700'000'000'123'456;
    facts.keyframe = true;
    facts.discontinuity = true;
    for (const std::size_t size : {0u, 1u, 4096u, 200'000u}) {
        const auto payload = numbers(size);
        const auto frame = sealed(facts, payload, account);

        const auto back =
            received(flat(resource::to_outgoing(frame, 9, false, 1)), size > 4096, account);

        REQUIRE(back);
        CHECK((*back)->stream_id == 9);  // as the output sends it
        CHECK((*back)->sequence == facts.sequence);
        CHECK((*back)->captured_us == facts.captured_us);
        CHECK((*back)->keyframe);
        CHECK((*back)->discontinuity);
        CHECK_FALSE((*back)->plain);
        CHECK(std::ranges::equal((*back)->payload(), payload));
    }
    CHECK(ledger.reads_zero());
}

TEST_CASE("frame messages: a plain reader gets nothing but stream and bytes", "[resource]") {
    Ledger ledger;
    const auto payload = numbers(100);
    const auto frame = sealed({.stream_id = 7}, payload, ledger.open("test"));

    const auto bytes = flat(resource::to_outgoing(frame, 7, true, 1));

    CHECK(wire::load_header(bytes.data()).message_type == gen::VideoFrame::type);
    const auto back = received(bytes, false, ledger.open("test"));
    REQUIRE(back);
    CHECK((*back)->plain);
    CHECK(std::ranges::equal((*back)->payload(), payload));
}

TEST_CASE("frame messages: a reader that misses frames is told so in the head alone",
          "[resource]") {
    Ledger ledger;
    const auto frame = sealed({.stream_id = 7}, numbers(5000), ledger.open("test"));

    const auto message = resource::to_outgoing(frame, 7, false, 1, true);

    CHECK(message.payload.data() == frame->payload().data());
    const auto back = received(flat(message), true, ledger.open("test"));
    REQUIRE(back);
    CHECK((*back)->discontinuity);
    CHECK_FALSE(frame->discontinuity);
}

TEST_CASE("frame messages: what a newer peer put into the head is passed on", "[resource]") {
    Ledger ledger;
    const auto payload = numbers(10'000);
    const auto news = numbers(200);  // more than an outgoing head has room for
    std::vector<std::byte> bytes(gen::TimedFrame::head_bytes + news.size());
    const gen::MediaHead head{.media_kind = gen::MediaKind::video};
    gen::encode_timed_frame_head(bytes, 7, head, payload.size(), news);
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    for (const bool large : {false, true}) {
        const auto frame = received(bytes, large, ledger.open("test"));
        REQUIRE(frame);

        const auto again = flat(resource::to_outgoing(*frame, 7, false, 1));

        CHECK(std::ranges::equal(again, bytes));  // a bool: the bytes would fill a screen
    }
}

TEST_CASE("frame messages: what is passed on unread leaves as it came, for every reader",
          "[resource]") {
    Ledger ledger;
    PipePool pool;
    const auto payload = numbers(50'000);
    for (const std::size_t news_size : {0u, 200u}) {
        const auto news = numbers(news_size);
        std::vector<std::byte> bytes(gen::TimedFrame::head_bytes + news.size());
        const gen::MediaHead head{.media_kind = gen::MediaKind::video};
        gen::encode_timed_frame_head(bytes, 7, head, payload.size(), news);
        bytes.insert(bytes.end(), payload.begin(), payload.end());
        const auto start = std::span<const std::byte>(bytes).subspan(wire::header_bytes,
                                                                     limits::piped_head_bytes_max);

        const auto passing = resource::passing_on(gen::TimedFrame::type, start);
        REQUIRE(passing);
        CHECK(passing->stream_id == 7);
        auto piped =
            piped_from(bytes, wire::header_bytes + passing->tail_at, pool, ledger.open("test"));
        wire::Message message;
        message.type = gen::TimedFrame::type;
        message.payload = start;
        message.piped = &piped;
        const auto frame = resource::to_frame(message, ledger.open("test"));
        REQUIRE(frame);

        CHECK((*frame)->size() == payload.size());
        if (news_size > 0) {  // a plain reader knows no news, so the frame must be read for it
            const test::ScarceMemory little(payload.size());
            CHECK(resource::to_outgoing(*frame, 7, true, 1).size() < payload.size());
        }
        CHECK((flat(resource::to_outgoing(*frame, 7, false, 1)) == bytes));
        const auto plain = flat(resource::to_outgoing(*frame, 7, true, 1));
        CHECK(std::ranges::equal(std::span(plain).last(payload.size()), payload));
        CHECK(std::ranges::equal((*frame)->payload(), payload));
    }
    CHECK(ledger.reads_zero());
}

TEST_CASE("frame messages: what cannot be decoded is not passed on", "[resource]") {
    const std::vector<std::byte> short_head{std::byte{7}, std::byte{0}, std::byte{200}};

    CHECK_FALSE(resource::passing_on(gen::TimedFrame::type, short_head));
    CHECK_FALSE(resource::passing_on(gen::VideoFrame::type, std::span(short_head).first(1)));
}

TEST_CASE("frame messages: every truncation of a head is an error, never a frame", "[resource]") {
    Ledger ledger;
    const auto whole =
        flat(resource::to_outgoing(sealed({.stream_id = 7}, {}, ledger.open("test")), 7, false, 1));
    for (std::size_t size = 0; size < whole.size() - wire::header_bytes; ++size) {
        wire::Message message;
        message.type = gen::TimedFrame::type;
        message.payload = std::span(whole).subspan(wire::header_bytes, size);

        const auto frame = resource::to_frame(message, ledger.open("test"));

        REQUIRE_FALSE(frame);
        CHECK(frame.error().what.find("timed_frame") != std::string::npos);
    }
}
