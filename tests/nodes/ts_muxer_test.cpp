#include "support/catch.hpp"

#include <vector>

#include "nodes/ts_muxer.hpp"

using weir::nodes::TsMuxer;

namespace {

constexpr std::size_t packet_bytes = 188;
constexpr unsigned video_pid = 0x100;

unsigned at(std::span<const std::byte> bytes, std::size_t index) {
    return std::to_integer<unsigned>(bytes[index]);
}

struct Packets {
    bool whole = true;
    std::vector<unsigned> counters;  // of the video packets
    std::vector<std::byte> payload;  // behind the headers of packets and frame
};

Packets read(std::span<const std::byte> stream) {
    Packets found;
    found.whole = stream.size() % packet_bytes == 0;
    for (std::size_t start = 0; start + packet_bytes <= stream.size(); start += packet_bytes) {
        const auto packet = stream.subspan(start, packet_bytes);
        found.whole = found.whole && at(packet, 0) == 0x47;
        if ((((at(packet, 1) & 0x1F) << 8) | at(packet, 2)) != video_pid) continue;
        found.counters.push_back(at(packet, 3) & 0x0F);
        std::size_t from = 4;
        if ((at(packet, 3) & 0x20) != 0) from += 1 + at(packet, 4);
        if ((at(packet, 1) & 0x40) != 0) from += 9 + at(packet, from + 8);
        found.payload.insert(found.payload.end(), packet.begin() + static_cast<long>(from),
                             packet.end());
    }
    return found;
}

}  // namespace

TEST_CASE("ts muxer: every size of frame comes out whole", "[nodes]") {
    for (std::size_t size = 0; size < 600; ++size) {
        std::vector<std::byte> unit(size);
        for (std::size_t i = 0; i < size; ++i) unit[i] = static_cast<std::byte>(i * 7 + 1);
        TsMuxer muxer(TsMuxer::Codec::h264);

        const Packets found = read(muxer.mux(unit, 1'000'000, size % 2 == 0));

        INFO("size " << size);
        REQUIRE(found.whole);
        REQUIRE(found.payload == unit);
    }
}

TEST_CASE("ts muxer: continuity goes on from frame to frame", "[nodes]") {
    TsMuxer muxer(TsMuxer::Codec::h265);
    const std::vector<std::byte> unit(1000);
    unsigned expected = 0;

    for (std::uint64_t frame = 0; frame < 20; ++frame)
        for (const unsigned counter : read(muxer.mux(unit, frame * 33'000, false)).counters)
            REQUIRE(counter == expected++ % 16);
}
