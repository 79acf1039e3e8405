#include "transport/send_queue.hpp"

#include <array>
#include <deque>

#include "base/limits.hpp"
#include "support/catch.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

struct Frames : transport::Outbox {
    std::optional<wire::Outgoing> next() override {
        if (waiting.empty()) return std::nullopt;
        std::optional<wire::Outgoing> first(std::move(waiting.front()));
        waiting.pop_front();
        return first;
    }
    void finished(const wire::Outgoing& sent, bool whole) override {
        (whole ? whole_tags : broken_tags).push_back(sent.tag);
    }
    void add(std::size_t size, std::uint64_t tag) {
        waiting.push_back(wire::outgoing(message(6, size, std::byte(tag))));
        waiting.back().tag = tag;
    }

    std::deque<wire::Outgoing> waiting;
    std::vector<std::uint64_t> whole_tags;
    std::vector<std::uint64_t> broken_tags;
};

Bytes gathered(const transport::SendQueue& queue) {
    std::array<iovec, transport::SendQueue::parts_max> parts;
    const std::size_t used = queue.gather(parts);
    Bytes bytes;
    for (const iovec& part : std::span(parts).first(used)) {
        const auto* data = static_cast<const std::byte*>(part.iov_base);
        bytes.insert(bytes.end(), data, data + part.iov_len);
    }
    return bytes;
}

}  // namespace

TEST_CASE("send queue: a batch written in any pieces is the same bytes", "[transport]") {
    Bytes expected;
    for (std::uint64_t tag : {1, 2, 3}) {
        const Bytes one = message(6, 70 * tag, std::byte(tag));
        expected.insert(expected.end(), one.begin(), one.end());
    }
    for (std::size_t piece = 1; piece <= expected.size(); ++piece) {
        transport::SendQueue queue;
        Frames frames;
        for (std::uint64_t tag : {1, 2, 3}) frames.add(70 * tag, tag);
        Bytes written;
        REQUIRE(queue.fill(&frames));
        while (!queue.between_batches()) {
            const Bytes rest = gathered(queue);
            const std::size_t size = std::min(piece, rest.size());
            written.insert(written.end(), rest.begin(), rest.begin() + std::ptrdiff_t(size));
            queue.wrote(size, frames);
        }

        REQUIRE(written == expected);
        REQUIRE(frames.whole_tags == std::vector<std::uint64_t>{1, 2, 3});
    }
}

TEST_CASE("send queue: a large frame is a batch of its own, small ones share", "[transport]") {
    transport::SendQueue queue;
    Frames frames;
    frames.add(200'000, 1);
    for (std::uint64_t tag = 2; tag < 40; ++tag) frames.add(10, tag);

    REQUIRE(queue.fill(&frames));
    CHECK(frames.waiting.size() == 38);
    queue.wrote(200'006, frames);
    CHECK(queue.between_batches());
    REQUIRE(queue.fill(&frames));

    CHECK(frames.waiting.size() == 38 - transport::SendQueue::batch_messages_max);
}

TEST_CASE("send queue: behind a full kernel frames leave one by one, as their turn comes",
          "[transport]") {
    transport::SendQueue queue;
    Frames frames;
    frames.add(20'000, 1);
    frames.add(20'000, 2);
    for (std::uint64_t tag = 3; tag < 9; ++tag) frames.add(10, tag);

    REQUIRE(queue.fill(&frames, limits::send_batch_behind_bytes));
    CHECK(frames.waiting.size() == 7);
    queue.wrote(20'006, frames);
    REQUIRE(queue.fill(&frames, limits::send_batch_behind_bytes));
    CHECK(frames.waiting.size() == 6);
    queue.wrote(20'006, frames);
    REQUIRE(queue.fill(&frames, limits::send_batch_behind_bytes));

    CHECK(frames.waiting.empty());  // what is next to nothing is worth no write of its own
}

TEST_CASE("send queue: control messages wait for one batch at most", "[transport]") {
    transport::SendQueue queue;
    Frames frames;
    frames.add(200'000, 1);
    frames.add(200'000, 2);
    REQUIRE(queue.fill(&frames));

    REQUIRE(queue.add_control(wire::outgoing(message(2, 1))));
    queue.wrote(200'006, frames);
    REQUIRE(queue.fill(&frames));

    CHECK(gathered(queue)[0] == std::byte{2});
}

TEST_CASE("send queue: what an unreading peer can hold is bounded", "[transport]") {
    transport::SendQueue by_count;
    transport::SendQueue by_bytes;
    std::size_t count = 0;
    std::size_t megabytes = 0;

    while (by_count.add_control(wire::outgoing(message(2, 1)))) ++count;
    while (by_bytes.add_control(wire::outgoing(message(2, (1 << 20) - 6)))) ++megabytes;

    CHECK(count == limits::control_messages_waiting_max);
    CHECK(megabytes == limits::control_bytes_waiting_max >> 20);
}

TEST_CASE("send queue: giving up names everything that had begun and nothing else", "[transport]") {
    transport::SendQueue queue;
    Frames frames;
    for (std::uint64_t tag : {1, 2, 3}) frames.add(100, tag);
    frames.add(200'000, 4);
    frames.add(100, 5);
    REQUIRE(queue.fill(&frames));
    queue.wrote(150, frames);

    queue.abandon(frames);

    CHECK(frames.whole_tags == std::vector<std::uint64_t>{1});
    CHECK(frames.broken_tags == std::vector<std::uint64_t>{2, 3, 4});
    CHECK(queue.between_batches());
}
