#include "control/wanted/generation.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "base/crc32.hpp"
#include "wire/scalar.hpp"

namespace weir::wanted {
namespace {

constexpr std::array<char, 8> magic{'W', 'E', 'I', 'R', 'W', 'A', 'N', 'T'};
constexpr std::uint32_t format = 1;
constexpr std::size_t number_at = 12;
constexpr std::size_t body_size_at = 20;
constexpr std::size_t crc_at = 24;
constexpr std::size_t head_bytes = 28;

// The checksum is computed with its own field zero.
std::uint32_t checksum(std::vector<std::byte> bytes) {
    wire::store(bytes.data() + crc_at, std::uint32_t{0});
    return crc32(bytes);
}

std::unexpected<Error> damaged(std::string why) {
    return fail(Code::bad_request, std::move(why));
}

}  // namespace

std::vector<std::byte> encode(const Generation& generation) {
    const auto body = generation.state.encode();
    std::vector<std::byte> bytes(head_bytes + body.size());
    std::memcpy(bytes.data(), magic.data(), magic.size());
    wire::store(bytes.data() + magic.size(), format);
    wire::store(bytes.data() + number_at, generation.number);
    wire::store(bytes.data() + body_size_at, static_cast<std::uint32_t>(body.size()));
    // Not insert(): at -O2 g++ 12 warns of bytes past the end, and the build fails.
    std::ranges::copy(body, bytes.begin() + head_bytes);
    wire::store(bytes.data() + crc_at, checksum(bytes));
    return bytes;
}

Result<Generation> decode_generation(std::span<const std::byte> bytes) {
    if (bytes.size() < head_bytes)
        return damaged("torn after " + std::to_string(bytes.size()) + " bytes");
    if (std::memcmp(bytes.data(), magic.data(), magic.size()) != 0)
        return damaged("no wanted state of ours");
    const auto written_format = wire::load<std::uint32_t>(bytes.data() + magic.size());
    const auto body_size = wire::load<std::uint32_t>(bytes.data() + body_size_at);
    if (bytes.size() != head_bytes + body_size)
        return damaged("torn after " + std::to_string(bytes.size()) + " of " +
                       std::to_string(head_bytes + body_size) + " bytes");
    if (checksum({bytes.begin(), bytes.end()}) != wire::load<std::uint32_t>(bytes.data() + crc_at))
        return damaged("the checksum does not match");
    if (written_format != format)
        return damaged("format " + std::to_string(written_format) + ", this program reads " +
                       std::to_string(format));

    auto state = WantedState::decode(bytes.subspan(head_bytes));
    if (!state) return std::unexpected(state.error());
    return Generation{wire::load<std::uint64_t>(bytes.data() + number_at), std::move(*state)};
}

}  // namespace weir::wanted
