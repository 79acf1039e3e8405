#include "stream/render/picture.hpp"

#include <string>

#include "base/limits.hpp"

namespace weir::render {
namespace {

struct Part {
    std::size_t offset = 0;  // bytes
    PixelSize size{};        // texels
    std::uint8_t channels = 0;

    std::size_t bytes() const { return std::size_t{size.width} * size.height * channels; }
};

struct Layout {
    Shade shade = Shade::rgb;
    std::array<Part, textures_max> parts{};
    std::size_t bytes = 0;  // of the whole picture
};

Layout packed(Shade shade, PixelSize size, std::uint8_t channels) {
    Layout layout{shade, {{{0, size, channels}}}, 0};
    layout.bytes = layout.parts[0].bytes();
    return layout;
}

Layout planar_420(PixelSize size) {
    const PixelSize half{(size.width + 1) / 2, (size.height + 1) / 2};
    Layout layout{Shade::yuv420, {{{0, size, 1}, {0, half, 1}, {0, half, 1}}}, 0};
    for (Part& part : layout.parts) {
        part.offset = layout.bytes;
        layout.bytes += part.bytes();
    }
    return layout;
}

Layout packed_422(PixelSize size) {
    const std::uint32_t pairs = (size.width + 1) / 2;
    Layout layout{
        Shade::yuv422, {{{0, {pairs * 2, size.height}, 2}, {0, {pairs, size.height}, 4}}}, 0};
    layout.bytes = layout.parts[0].bytes();
    return layout;
}

Result<Layout> layout_of(frame::PixelLayout layout, PixelSize size) {
    switch (layout) {
        case frame::PixelLayout::bgra:
            return packed(Shade::bgr, size, 4);
        case frame::PixelLayout::rgba:
            return packed(Shade::rgb, size, 4);
        case frame::PixelLayout::bgr:
            return packed(Shade::bgr, size, 3);
        case frame::PixelLayout::yuv420_planar:
            return planar_420(size);
        case frame::PixelLayout::yuv422_packed:
            return packed_422(size);
        case frame::PixelLayout::none:
            break;
    }
    return fail(Code::unsupported,
                "the stream says that it is raw and not how its pixels lie; its source must "
                "announce a pixel format");
}

std::string text(PixelSize size) {
    return std::to_string(size.width) + "x" + std::to_string(size.height);
}

}  // namespace

Result<Picture> raw_picture(frame::PixelLayout layout, PixelSize size,
                            std::span<const std::byte> bytes) {
    const bool is_picture = size.width > 0 && size.height > 0 &&
                            size.width <= limits::picture_side_max &&
                            size.height <= limits::picture_side_max;
    if (!is_picture)
        return fail(Code::bad_request,
                    "a raw picture cannot be " + text(size) + "; its source must announce a size");
    const auto parts = layout_of(layout, size);
    if (!parts) return std::unexpected(parts.error());
    if (bytes.size() != parts->bytes)
        return fail(Code::bad_request, "a raw picture of " + text(size) + " has " +
                                           std::to_string(parts->bytes) + " bytes, and " +
                                           std::to_string(bytes.size()) + " came");
    Picture picture{.size = size, .shade = parts->shade};
    for (std::size_t i = 0; i < textures_max; ++i) {
        const Part& part = parts->parts[i];
        if (part.channels == 0) continue;
        picture.textures[i] = {bytes.subspan(part.offset, part.bytes()), part.size, part.channels};
    }
    return picture;
}

}  // namespace weir::render
