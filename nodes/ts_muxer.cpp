#include "nodes/ts_muxer.hpp"

#include <algorithm>

namespace weir::nodes {
namespace {

constexpr std::size_t packet_bytes = 188;
constexpr std::size_t header_bytes = 4;
constexpr std::size_t clock_field_bytes = 8;  // adaptation field with a clock reference
constexpr std::uint16_t table_pid = 0x0000;
constexpr std::uint16_t map_pid = 0x1000;
constexpr std::uint16_t video_pid = 0x0100;
constexpr std::uint8_t video_stream_id = 0xE0;
constexpr std::uint64_t ticks_per_ms = 90;
// Decoders want the time of a picture to lie behind the clock.
constexpr std::uint64_t lead_ticks = 1400 * ticks_per_ms;

std::byte byte(std::uint64_t value) {
    return static_cast<std::byte>(value & 0xFF);
}

// The CRC of program tables: 0x04C11DB7, most significant bit first, not inverted.
std::uint32_t table_crc(std::span<const std::byte> bytes) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const std::byte value : bytes) {
        crc ^= std::to_integer<std::uint32_t>(value) << 24;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc << 1) ^ ((crc & 0x80000000u) != 0 ? 0x04C11DB7u : 0u);
    }
    return crc;
}

void put_header(std::vector<std::byte>& out, std::uint16_t pid, bool start, bool adaptation,
                std::uint8_t& counter) {
    out.push_back(std::byte{0x47});
    out.push_back(byte((start ? 0x40u : 0u) | (pid >> 8)));
    out.push_back(byte(pid));
    out.push_back(byte((adaptation ? 0x30u : 0x10u) | counter));
    counter = static_cast<std::uint8_t>((counter + 1) & 0x0F);
}

void put_clock(std::vector<std::byte>& out, std::uint64_t ticks) {
    for (const int shift : {25, 17, 9, 1}) out.push_back(byte(ticks >> shift));
    out.push_back(byte(((ticks & 1) << 7) | 0x7E));
    out.push_back(std::byte{0});
}

void put_time(std::vector<std::byte>& out, std::uint64_t ticks) {
    out.push_back(byte(0x21 | (((ticks >> 30) & 7) << 1)));
    out.push_back(byte(ticks >> 22));
    out.push_back(byte((((ticks >> 15) & 0x7F) << 1) | 1));
    out.push_back(byte(ticks >> 7));
    out.push_back(byte(((ticks & 0x7F) << 1) | 1));
}

}  // namespace

std::span<const std::byte> TsMuxer::mux(std::span<const std::byte> access_unit,
                                        std::uint64_t time_us, bool keyframe) {
    out_.clear();
    if (!started_) first_us_ = time_us;
    const std::uint64_t since_us = time_us > first_us_ ? time_us - first_us_ : 0;
    std::uint64_t ticks = since_us * ticks_per_ms / 1000;
    // Containers count in milliseconds; two frames in the same one would become one.
    if (started_) ticks = std::max(ticks, last_ticks_ + ticks_per_ms);
    if (!started_ || keyframe) put_tables();
    started_ = true;
    last_ticks_ = ticks;
    put_frame(access_unit, ticks, keyframe);
    return out_;
}

void TsMuxer::put_tables() {
    put_section(table_pid, table_counter_,
                {std::byte{0x00}, std::byte{0xB0}, std::byte{13}, std::byte{0}, std::byte{1},
                 std::byte{0xC1}, std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1},
                 byte(0xE0 | (map_pid >> 8)), byte(map_pid)});
    put_section(map_pid, map_counter_,
                {std::byte{0x02}, std::byte{0xB0}, std::byte{18}, std::byte{0}, std::byte{1},
                 std::byte{0xC1}, std::byte{0}, std::byte{0}, byte(0xE0 | (video_pid >> 8)),
                 byte(video_pid), std::byte{0xF0}, std::byte{0}, static_cast<std::byte>(codec_),
                 byte(0xE0 | (video_pid >> 8)), byte(video_pid), std::byte{0xF0}, std::byte{0}});
}

void TsMuxer::put_section(std::uint16_t pid, std::uint8_t& counter,
                          std::vector<std::byte> section) {
    const std::uint32_t crc = table_crc(section);
    for (const int shift : {24, 16, 8, 0}) section.push_back(byte(crc >> shift));
    const std::size_t start = out_.size();
    put_header(out_, pid, true, false, counter);
    out_.push_back(std::byte{0});  // the section begins at once
    out_.insert(out_.end(), section.begin(), section.end());
    out_.resize(start + packet_bytes, std::byte{0xFF});
}

void TsMuxer::put_frame(std::span<const std::byte> access_unit, std::uint64_t ticks,
                        bool keyframe) {
    std::vector<std::byte> head{std::byte{0},          std::byte{0},    std::byte{1},
                                byte(video_stream_id), std::byte{0},    std::byte{0},
                                std::byte{0x84},       std::byte{0x80}, std::byte{5}};
    put_time(head, ticks + lead_ticks);
    std::size_t left = head.size() + access_unit.size();
    for (bool first = true; left > 0; first = false) {
        const std::size_t start = out_.size();
        const std::size_t clock = first ? clock_field_bytes : 0;
        const std::size_t room = packet_bytes - header_bytes - clock;
        const std::size_t stuffing = left < room ? room - left : 0;
        put_header(out_, video_pid, first, clock + stuffing > 0, video_counter_);
        if (clock + stuffing > 0) {
            out_.push_back(byte(clock + stuffing - 1));
            if (clock + stuffing > 1)
                out_.push_back(byte((first ? 0x10u : 0u) | (first && keyframe ? 0x40u : 0u)));
            if (first) put_clock(out_, ticks);
            out_.resize(start + header_bytes + clock + stuffing, std::byte{0xFF});
        }
        if (first) out_.insert(out_.end(), head.begin(), head.end());
        const std::size_t take = packet_bytes - (out_.size() - start);
        const auto part = access_unit.first(take);
        out_.insert(out_.end(), part.begin(), part.end());
        access_unit = access_unit.subspan(take);
        left -= room - stuffing;
    }
}

}  // namespace weir::nodes
