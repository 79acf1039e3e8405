#include "stream/codec/jpeg_markers.hpp"

#include <array>
#include <cstring>

namespace weir::codec {
namespace {

// ITU-T T.81, table B.1
enum Marker : std::uint8_t {
    sof0 = 0xc0,
    sof1 = 0xc1,
    sof2 = 0xc2,
    dht = 0xc4,
    jpg = 0xc8,
    dac = 0xcc,
    sof15 = 0xcf,
    rst0 = 0xd0,
    rst7 = 0xd7,
    soi = 0xd8,
    eoi = 0xd9,
    sos = 0xda,
    dnl = 0xdc,
};

template <typename T = void>
using Checked = std::expected<T, JpegFault>;

std::unexpected<JpegFault> fault(JpegFault what) {
    return std::unexpected(what);
}

class Walk {
public:
    Walk(std::span<const std::byte> bytes, const JpegBounds& bounds)
        : bytes_(bytes), bounds_(bounds) {}

    Checked<JpegFacts> run() {
        if (bytes_.size() < 2 || at(0) != 0xff || at(1) != soi) return fault(JpegFault::not_jpeg);
        position_ = 2;
        for (;;) {
            const auto marker = next_marker();
            if (!marker) return fault(marker.error());
            if (*marker == eoi) break;
            if (const auto step = segment(*marker); !step) return fault(step.error());
        }
        if (facts_.scans == 0) return fault(JpegFault::bad_header);
        facts_.size = position_;
        return facts_;
    }

private:
    std::uint8_t at(std::size_t i) const { return std::to_integer<std::uint8_t>(bytes_[i]); }
    std::uint32_t u16(std::size_t i) const { return at(i) * 256u + at(i + 1); }

    Checked<std::uint8_t> next_marker() {
        if (position_ >= bytes_.size()) return fault(JpegFault::truncated);
        if (at(position_) != 0xff) return fault(JpegFault::bad_marker);
        while (position_ < bytes_.size() && at(position_) == 0xff) ++position_;  // fill bytes
        if (position_ >= bytes_.size()) return fault(JpegFault::truncated);
        return at(position_++);
    }

    Checked<> segment(std::uint8_t marker) {
        const bool standalone = marker <= 0x01 || (marker >= rst0 && marker <= soi);
        // DNL would let the height arrive after the pixels were counted.
        if (standalone || marker == dnl) return fault(JpegFault::bad_marker);
        if (bytes_.size() - position_ < 2) return fault(JpegFault::truncated);
        const std::size_t length = u16(position_);
        if (length < 2) return fault(JpegFault::bad_header);
        if (bytes_.size() - position_ < length) return fault(JpegFault::truncated);
        const std::size_t body = position_ + 2;
        position_ += length;
        if (marker == sos) return scan(body, length - 2);
        const bool starts_frame = marker >= sof0 && marker <= sof15 && marker != dht;
        if (starts_frame) return frame(marker, body, length - 2);
        return {};
    }

    Checked<> frame(std::uint8_t marker, std::size_t body, std::size_t length) {
        if (marker != sof0 && marker != sof1 && marker != sof2)
            return fault(JpegFault::unsupported);
        if (facts_.components != 0 || length < 6) return fault(JpegFault::bad_header);
        facts_.progressive = marker == sof2;
        if (facts_.progressive && !bounds_.progressive) return fault(JpegFault::progressive);
        facts_.height = u16(body + 1);
        facts_.width = u16(body + 3);
        facts_.components = at(body + 5);
        if (at(body) != 8 || (facts_.components != 1 && facts_.components != 3))
            return fault(JpegFault::unsupported);
        if (length != 6 + 3u * facts_.components) return fault(JpegFault::bad_header);
        if (const auto sampled = components(body + 6); !sampled) return sampled;
        return size_allowed();
    }

    Checked<> components(std::size_t body) {
        for (std::size_t i = 0; i < facts_.components; ++i) {
            ids_[i] = at(body + 3 * i);
            for (std::size_t before = 0; before < i; ++before)
                if (ids_[before] == ids_[i]) return fault(JpegFault::bad_header);
            const std::uint8_t sampling = at(body + 3 * i + 1);
            const std::uint8_t h = sampling >> 4;
            const std::uint8_t v = sampling & 15;
            if (h == 0 || h > 4 || v == 0 || v > 4) return fault(JpegFault::bad_header);
            if (i == 0) facts_.luma_h = h, facts_.luma_v = v;
        }
        return {};
    }

    Checked<> size_allowed() const {
        if (facts_.width == 0 || facts_.height == 0) return fault(JpegFault::bad_header);
        if ((bounds_.width != 0 && facts_.width != bounds_.width) ||
            (bounds_.height != 0 && facts_.height != bounds_.height))
            return fault(JpegFault::wrong_size);
        if (std::uint64_t{facts_.width} * facts_.height > bounds_.pixels_max)
            return fault(JpegFault::too_many_pixels);
        return {};
    }

    Checked<> scan(std::size_t body, std::size_t length) {
        if (facts_.components == 0 || length < 1) return fault(JpegFault::bad_header);
        const std::size_t count = at(body);
        if (count == 0 || count > facts_.components || length != 4 + 2 * count)
            return fault(JpegFault::bad_header);
        ++facts_.scans;
        for (std::size_t i = 0; i < count; ++i)
            if (const auto seen = scanned(at(body + 1 + 2 * i)); !seen) return seen;
        const std::uint64_t pixels = std::uint64_t{facts_.width} * facts_.height;
        if (pixels * facts_.scans > bounds_.scanned_pixels_max)
            return fault(JpegFault::too_many_scans);
        return entropy_coded();
    }

    // A sequential picture has each component in exactly one scan.
    Checked<> scanned(std::uint8_t id) {
        for (std::size_t i = 0; i < facts_.components; ++i) {
            if (ids_[i] != id) continue;
            if (done_[i] && !facts_.progressive) return fault(JpegFault::too_many_scans);
            done_[i] = true;
            return {};
        }
        return fault(JpegFault::bad_header);
    }

    // Moves to the marker that ends the scan. 0xff 0x00 is a data byte, RSTn belongs to the scan.
    Checked<> entropy_coded() {
        for (;;) {
            const std::byte* from = bytes_.data() + position_;
            const void* found = std::memchr(from, 0xff, bytes_.size() - position_);
            if (found == nullptr) return fault(JpegFault::truncated);
            position_ += static_cast<std::size_t>(static_cast<const std::byte*>(found) - from);
            if (bytes_.size() - position_ < 2) return fault(JpegFault::truncated);
            const std::uint8_t next = at(position_ + 1);
            if (next == 0xff) {
                ++position_;
            } else if (next == 0 || (next >= rst0 && next <= rst7)) {
                position_ += 2;
            } else {
                return {};
            }
        }
    }

    std::span<const std::byte> bytes_;
    const JpegBounds& bounds_;
    std::size_t position_ = 0;
    JpegFacts facts_;
    std::array<std::uint8_t, 3> ids_{};
    std::array<bool, 3> done_{};
};

}  // namespace

std::string_view name(JpegFault fault) {
    switch (fault) {
        case JpegFault::not_jpeg:
            return "it is not a JPEG picture";
        case JpegFault::truncated:
            return "it ends in the middle of the picture";
        case JpegFault::bad_marker:
            return "it has a marker in a place where none may be";
        case JpegFault::bad_header:
            return "its header contradicts itself";
        case JpegFault::unsupported:
            return "it uses a kind of JPEG that video sources do not send";
        case JpegFault::progressive:
            return "it is progressive, which is refused as too costly";
        case JpegFault::wrong_size:
            return "its size is not the one the stream announced";
        case JpegFault::too_many_pixels:
            return "it has more pixels than the limit";
        case JpegFault::too_many_scans:
            return "it repeats its scans";
    }
    return "it has an unknown fault";
}

std::expected<JpegFacts, JpegFault> read_jpeg_markers(std::span<const std::byte> bytes,
                                                      const JpegBounds& bounds) {
    return Walk(bytes, bounds).run();
}

}  // namespace weir::codec
