#pragma once
// The seam between logic and chance: jitter and nonces are drawn from a source that a test can
// seed.

#include <cstdint>
#include <functional>

namespace weir {

using Random = std::move_only_function<std::uint32_t()>;

// A source for production, seeded by the operating system; not for secrets.
Random system_random();

// The same numbers for the same seed, on every platform.
Random seeded_random(std::uint64_t seed);

}  // namespace weir
