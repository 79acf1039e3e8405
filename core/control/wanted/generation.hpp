#pragma once
// One saved copy of a wanted state: a head that proves it whole, then the state.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "control/wanted/wanted_state.hpp"

namespace weir::wanted {

struct Generation {
    std::uint64_t number = 0;  // grows with every save
    WantedState state;
};

// 8 bytes "WEIRWANT", u32 format, u64 number, u32 body size, u32 CRC-32 of everything else, body.
std::vector<std::byte> encode(const Generation& generation);

// bad_request with the reason when it is torn, flipped or not ours.
Result<Generation> decode_generation(std::span<const std::byte> bytes);

}  // namespace weir::wanted
