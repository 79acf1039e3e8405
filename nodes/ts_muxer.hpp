#pragma once
// H.264 and H.265 access units as an MPEG transport stream (ISO/IEC 13818-1): the smallest
// container that keeps a time with each frame, so that a recorder need not guess it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace weir::nodes {

// One video stream. Pure: bytes in, bytes out.
class TsMuxer {
public:
    enum class Codec : std::uint8_t { h264 = 0x1B, h265 = 0x24 };  // stream types of the standard

    explicit TsMuxer(Codec codec) : codec_(codec) {}

    // `access_unit` is Annex B. Times that do not grow are moved behind the one before. The result
    // is whole packets of 188 bytes, valid until the next call.
    std::span<const std::byte> mux(std::span<const std::byte> access_unit, std::uint64_t time_us,
                                   bool keyframe);

private:
    void put_tables();
    void put_section(std::uint16_t pid, std::uint8_t& counter, std::vector<std::byte> section);
    void put_frame(std::span<const std::byte> access_unit, std::uint64_t ticks, bool keyframe);

    Codec codec_;
    std::vector<std::byte> out_;
    std::uint64_t first_us_ = 0;
    std::uint64_t last_ticks_ = 0;
    bool started_ = false;
    std::uint8_t table_counter_ = 0;
    std::uint8_t map_counter_ = 0;
    std::uint8_t video_counter_ = 0;
};

}  // namespace weir::nodes
