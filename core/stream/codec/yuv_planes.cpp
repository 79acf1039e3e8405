#include "stream/codec/yuv_planes.hpp"

#include <algorithm>
#include <cstdint>

namespace weir::codec {
namespace {

using frame::Picture;
using frame::PictureLayout;
using frame::Plane;

// JPEG has full range YUV only. 16 to 235 becomes 0 to 255 with 255/219 = 149/128, chroma with
// 255/224 = 146/128; everything fits 16 bits so that the loops become vector instructions.
std::uint8_t widen_luma(std::uint8_t limited) {
    const auto above = static_cast<std::uint16_t>(std::max<std::uint8_t>(limited, 16) - 16);
    const auto scaled = static_cast<std::uint16_t>((above * 149 + 64) >> 7);
    return static_cast<std::uint8_t>(std::min<std::uint16_t>(scaled, 255));
}

std::uint8_t widen_chroma(std::uint8_t limited) {
    const auto scaled = static_cast<std::int16_t>(((limited - 128) * 146 + 64) >> 7);
    return static_cast<std::uint8_t>(
        std::clamp<std::int16_t>(static_cast<std::int16_t>(scaled + 128), 0, 255));
}

// What happens to samples on their way into the scratch planes.
struct Keep {
    static std::uint8_t luma(std::uint8_t sample) { return sample; }
    static std::uint8_t chroma(std::uint8_t sample) { return sample; }
};
struct Widen {
    static std::uint8_t luma(std::uint8_t sample) { return widen_luma(sample); }
    static std::uint8_t chroma(std::uint8_t sample) { return widen_chroma(sample); }
};

const std::uint8_t* row_of(const Plane& plane, std::size_t y) {
    return reinterpret_cast<const std::uint8_t*>(plane.bytes.data() + y * plane.stride);
}

// Three planes one after another in the scratch memory, rows without padding.
struct Split {
    std::array<Plane, 3> planes;

    std::uint8_t* row(std::size_t plane, std::size_t y) const {
        return const_cast<std::uint8_t*>(row_of(planes[plane], y));  // scratch is ours to write
    }
};

Split room_for(std::vector<std::byte>& scratch, const std::array<frame::PlaneSize, 3>& sizes) {
    std::size_t total = 0;
    for (const auto& size : sizes) total += size.row_bytes * size.rows;
    if (scratch.size() < total) scratch.resize(total);
    Split split;
    std::byte* at = scratch.data();
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t bytes = sizes[i].row_bytes * sizes[i].rows;
        split.planes[i] = {{at, bytes}, sizes[i].row_bytes};
        at += bytes;
    }
    return split;
}

template <typename Change>
void split_yuyv_row(const std::uint8_t* __restrict from, std::uint8_t* __restrict luma,
                    std::uint8_t* __restrict u, std::uint8_t* __restrict v, std::size_t pairs) {
    for (std::size_t i = 0; i < pairs; ++i) {
        luma[2 * i] = Change::luma(from[4 * i]);
        u[i] = Change::chroma(from[4 * i + 1]);
        luma[2 * i + 1] = Change::luma(from[4 * i + 2]);
        v[i] = Change::chroma(from[4 * i + 3]);
    }
}

template <typename Change>
void split_pairs_row(const std::uint8_t* __restrict from, std::uint8_t* __restrict u,
                     std::uint8_t* __restrict v, std::size_t pairs) {
    for (std::size_t i = 0; i < pairs; ++i) {
        u[i] = Change::chroma(from[2 * i]);
        v[i] = Change::chroma(from[2 * i + 1]);
    }
}

// Copies a plane of `width` x `height` samples and repeats its edge up to the size of the target:
// the library reads luma as far as the chroma reaches, beyond the end of a picture of odd size.
template <std::uint8_t change(std::uint8_t)>
void copy_plane(const Plane& from, const Split& to, std::size_t plane, std::size_t width,
                std::size_t height) {
    const std::size_t full_width = to.planes[plane].stride;
    for (std::size_t y = 0; y < height; ++y) {
        const std::uint8_t* __restrict source = row_of(from, y);
        std::uint8_t* __restrict target = to.row(plane, y);
        for (std::size_t x = 0; x < width; ++x) target[x] = change(source[x]);
        std::fill(target + width, target + full_width, target[width - 1]);
    }
    const std::size_t full_height = to.planes[plane].bytes.size() / full_width;
    for (std::size_t y = height; y < full_height; ++y)
        std::copy_n(to.row(plane, height - 1), full_width, to.row(plane, y));
}

template <typename Change>
std::array<Plane, 3> split_yuyv(const Picture& picture, std::vector<std::byte>& scratch) {
    const std::size_t pairs = (std::size_t{picture.width} + 1) / 2;
    const std::size_t rows = picture.height;
    const Split split = room_for(scratch, {{{pairs * 2, rows}, {pairs, rows}, {pairs, rows}}});
    for (std::size_t y = 0; y < rows; ++y)
        split_yuyv_row<Change>(row_of(picture.planes[0], y), split.row(0, y), split.row(1, y),
                               split.row(2, y), pairs);
    return split.planes;
}

struct Even {
    std::size_t pairs;      // half the width, rounded up
    std::size_t half_rows;  // half the height, rounded up
    bool exact;             // the planes reach as far as the library reads
};

Even even_size(const Picture& picture) {
    return {(std::size_t{picture.width} + 1) / 2, (std::size_t{picture.height} + 1) / 2,
            picture.width % 2 == 0 && picture.height % 2 == 0};
}

template <typename Change>
std::array<Plane, 3> split_nv12(const Picture& picture, std::vector<std::byte>& scratch) {
    const auto [pairs, half_rows, exact] = even_size(picture);
    const bool copy_luma = !picture.full_range || !exact;
    const std::size_t luma_rows = copy_luma ? half_rows * 2 : 0;
    const Split split =
        room_for(scratch, {{{pairs * 2, luma_rows}, {pairs, half_rows}, {pairs, half_rows}}});
    if (copy_luma)
        copy_plane<Change::luma>(picture.planes[0], split, 0, picture.width, picture.height);
    for (std::size_t y = 0; y < half_rows; ++y)
        split_pairs_row<Change>(row_of(picture.planes[1], y), split.row(1, y), split.row(2, y),
                                pairs);
    return {copy_luma ? split.planes[0] : picture.planes[0], split.planes[1], split.planes[2]};
}

template <typename Change>
std::array<Plane, 3> copy_yuv420p(const Picture& picture, std::vector<std::byte>& scratch) {
    const auto [pairs, half_rows, exact] = even_size(picture);
    if (picture.full_range && exact) return picture.planes;
    const Split split =
        room_for(scratch, {{{pairs * 2, half_rows * 2}, {pairs, half_rows}, {pairs, half_rows}}});
    copy_plane<Change::luma>(picture.planes[0], split, 0, picture.width, picture.height);
    for (std::size_t i = 1; i < 3; ++i)
        copy_plane<Change::chroma>(picture.planes[i], split, i, pairs, half_rows);
    return split.planes;
}

template <typename Change>
std::array<Plane, 3> planes_with(const Picture& picture, std::vector<std::byte>& scratch) {
    switch (picture.layout) {
        case PictureLayout::yuyv:
            return split_yuyv<Change>(picture, scratch);
        case PictureLayout::nv12:
            return split_nv12<Change>(picture, scratch);
        default:
            return copy_yuv420p<Change>(picture, scratch);
    }
}

}  // namespace

std::array<Plane, 3> full_range_planes(const Picture& picture, std::vector<std::byte>& scratch) {
    return picture.full_range ? planes_with<Keep>(picture, scratch)
                              : planes_with<Widen>(picture, scratch);
}

}  // namespace weir::codec
