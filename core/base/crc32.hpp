#pragma once
// CRC-32 (IEEE 802.3, reflected 0xEDB88320): guards what is written to disk against torn writes.

#include <cstddef>
#include <cstdint>
#include <span>

namespace weir {

std::uint32_t crc32(std::span<const std::byte> bytes);

}  // namespace weir
