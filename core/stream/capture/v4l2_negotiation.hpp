#pragma once
// The choice among what a camera offers, and what its driver makes of it.

#include <cstdint>
#include <optional>
#include <span>

#include "base/error.hpp"
#include "stream/capture/request.hpp"
#include "stream/capture/v4l2_handle.hpp"
#include "stream/capture/v4l2_offers.hpp"
#include "stream/frame/encoding.hpp"

namespace weir::capture {

struct Choice {
    std::uint32_t fourcc = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    Rate rate;

    bool operator==(const Choice&) const = default;
};

// Pure. The preferred format, then the closest size, then the closest rate. Where nothing is asked:
// the largest size up to 1280x720 that reaches 25 frames a second, at 30. Nothing when no offer has
// the wished format.
std::optional<Choice> choose(std::span<const Offer> offers, const Request& request);

// What the driver agreed to, which need not be what was asked.
struct Agreed {
    const KnownFormat* format = nullptr;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t stride = 0;  // bytes per row of the first plane, raw only
    Rate rate;
    bool full_range = false;

    frame::StreamFormat stream_format() const;
};

Result<Agreed> negotiate(const V4l2Handle& handle, const Request& request);

}  // namespace weir::capture
