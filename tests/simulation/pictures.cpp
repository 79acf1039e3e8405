#include "simulation/pictures.hpp"

#include <array>
#include <cstring>

namespace weir::sim {
namespace {

constexpr std::size_t period = 251;
constexpr std::size_t table_bytes = 128u << 10;

const std::byte* pattern(const Picture& picture) {
    static const auto table = [] {
        std::vector<std::byte> bytes(table_bytes + period);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::byte>(i % period);
        return bytes;
    }();
    return table.data() + (picture.source * 31 + picture.sequence) % period;
}

}  // namespace

std::vector<std::byte> paint(const Picture& picture, std::size_t bytes) {
    std::vector<std::byte> payload(bytes);
    std::memcpy(payload.data(), &picture.source, 8);
    std::memcpy(payload.data() + 8, &picture.sequence, 4);
    std::memcpy(payload.data() + picture_bytes_min, pattern(picture), bytes - picture_bytes_min);
    return payload;
}

std::optional<Picture> recognise(std::span<const std::byte> payload) {
    if (payload.size() < picture_bytes_min || payload.size() > table_bytes) return std::nullopt;
    const Picture picture = glance(payload);
    if (std::memcmp(payload.data() + picture_bytes_min, pattern(picture),
                    payload.size() - picture_bytes_min) != 0)
        return std::nullopt;
    return picture;
}

Picture glance(std::span<const std::byte> start) {
    Picture picture;
    std::memcpy(&picture.source, start.data(), 8);
    std::memcpy(&picture.sequence, start.data() + 8, 4);
    return picture;
}

}  // namespace weir::sim
