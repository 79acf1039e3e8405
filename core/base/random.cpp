#include "base/random.hpp"

#include <random>

namespace weir {

Random system_random() {
    std::random_device device;
    return seeded_random(static_cast<std::uint64_t>(device()) << 32 | device());
}

Random seeded_random(std::uint64_t seed) {
    return [engine = std::mt19937_64(seed)]() mutable {
        return static_cast<std::uint32_t>(engine() >> 32);
    };
}

}  // namespace weir
