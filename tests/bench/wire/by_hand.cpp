// What a programmer with time writes for one message that never changes: the yardstick of what is
// reachable here. The same checks as the generated code makes, in the same order.
#include <cstring>

#include "wire/bench.hpp"
#include "wire/utf8.hpp"

namespace weir::bench {
namespace {

constexpr std::size_t head_bytes = 8;  // u16 stream_id, u8 code, u32 age, u8 size of the detail
constexpr std::size_t detail_bytes_max = 200;

[[gnu::always_inline]] inline std::uint64_t read_event(std::span<const std::byte> bytes) {
    const std::byte* at = bytes.data();
    if (bytes.size() < head_bytes) [[unlikely]]
        return 0;
    const auto size = std::to_integer<std::size_t>(at[7]);
    if (size > detail_bytes_max || size > bytes.size() - head_bytes) [[unlikely]]
        return 0;
    const char* detail = reinterpret_cast<const char*>(at + head_bytes);
    if (!wire::is_utf8(detail, size, head_bytes)) [[unlikely]]
        return 0;
    std::uint16_t stream_id = 0;
    std::uint32_t age = 0;
    std::memcpy(&stream_id, at, sizeof stream_id);
    std::memcpy(&age, at + 3, sizeof age);
    return stream_id + std::to_integer<std::uint64_t>(at[2]) + age + text({detail, size});
}

[[gnu::always_inline]] inline void encode_event(const Event& event, std::span<std::byte> to) {
    const std::size_t size = event.detail.size();
    if (size > detail_bytes_max || head_bytes + size > to.size()) [[unlikely]]
        std::abort();
    std::byte* at = to.data();
    std::memcpy(at, &event.stream_id, sizeof event.stream_id);
    at[2] = std::byte{event.code};
    std::memcpy(at + 3, &event.age, sizeof event.age);
    at[7] = static_cast<std::byte>(size);
    if (!wire::copy_ascii(at + head_bytes, event.detail.data(), size)) [[unlikely]]
        wire::replace_bad_text(at + head_bytes, event.detail.data(), size);
}

Bytes encoded(const Event& event) {
    Bytes out(head_bytes + event.detail.size());
    encode_event(event, out);
    return out;
}
}  // namespace

void add_by_hand(Bench& bench) {
    const auto samples = events();
    std::vector<Bytes> bytes;
    for (const Event& sample : samples) bytes.push_back(encoded(sample));
    bench.add_encode(yardstick, "stream_event", samples, bytes[0].size(),
                     [](const Event& event, std::span<std::byte> to)
                         __attribute__((always_inline)) { encode_event(event, to); });
    bench.add_read(yardstick, "stream_event", samples, bytes, Inlined<read_event>());
}

}  // namespace weir::bench
