#pragma once
// Bytes that are nearly right: a golden vector with a few of the changes that break decoders.

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace weir::fuzz {

using Bytes = std::vector<std::byte>;
using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t limit) {
    return limit == 0 ? 0 : static_cast<std::size_t>(random() % limit);
}

// The values that prefixes, counts and bools are broken with most often.
inline std::byte odd_byte(Random& random) {
    constexpr unsigned odd[] = {0x00, 0x01, 0x02, 0x7f, 0x80, 0xc3, 0xff};
    const bool any = random() % 2 == 0;
    return static_cast<std::byte>(any ? random() : odd[below(random, std::size(odd))]);
}

inline void change_once(Bytes& bytes, Random& random) {
    const std::size_t at = below(random, bytes.size());
    const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const std::size_t count = 1 + below(random, 8);
    switch (random() % 5) {
        case 0:
            if (!bytes.empty()) *place = odd_byte(random);
            break;
        case 1:
            bytes.resize(at);
            break;
        case 2:
            bytes.insert(place, count, odd_byte(random));
            break;
        case 3:
            bytes.erase(place,
                        place + static_cast<std::ptrdiff_t>(std::min(count, bytes.size() - at)));
            break;
        default:
            if (!bytes.empty()) *place ^= static_cast<std::byte>(1u << below(random, 8));
    }
}

inline Bytes mutated(const Bytes& seed, Random& random) {
    Bytes out = seed;
    for (std::size_t changes = below(random, 4); changes > 0; --changes) change_once(out, random);
    return out;
}

}  // namespace weir::fuzz
