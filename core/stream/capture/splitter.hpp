#pragma once
// Cuts the byte stream of a child program back into the frames it was made of.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace weir::capture {

// Borrowed from the splitter for the call.
struct Unit {
    std::span<const std::byte> bytes;
    bool keyframe = false;
};

using OnUnit = std::function<void(const Unit&)>;

enum class SplitFault : std::uint8_t {
    not_expected,  // the bytes are not what was ordered
    too_large,     // a frame beyond the limit
    truncated,     // the end came inside a frame
};

// For people.
std::string_view name(SplitFault fault);

// Pure; not thread-safe. After a fault it is of no more use. Holds at most one frame's limit plus
// what was pushed last.
class Splitter {
public:
    virtual ~Splitter() = default;

    // Bytes in any portions; calls `on_unit` for every frame they complete.
    virtual std::expected<void, SplitFault> push(std::span<const std::byte> bytes,
                                                 const OnUnit& on_unit) = 0;
    // The stream ended well: what is left is the last frame.
    virtual std::expected<void, SplitFault> finish(const OnUnit& on_unit) = 0;
};

// H.264 or H.265 as Annex B in which every access unit begins with an access unit delimiter.
enum class Annexb : std::uint8_t { h264, h265 };
std::unique_ptr<Splitter> split_annexb(Annexb codec, std::size_t unit_bytes_max);

// Parts of `--boundary`, each with a Content-length.
std::unique_ptr<Splitter> split_multipart(std::string_view boundary, std::size_t unit_bytes_max);

}  // namespace weir::capture
