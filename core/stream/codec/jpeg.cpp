#include "stream/codec/jpeg.hpp"

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "stream/codec/yuv_planes.hpp"

namespace weir::codec {
namespace {

using frame::Picture;
using frame::PictureLayout;
using frame::Plane;

constexpr std::uint32_t jpeg_side_max = 65500;  // JPEG_MAX_DIMENSION of libjpeg

const unsigned char* raw(const std::byte* bytes) {
    return reinterpret_cast<const unsigned char*>(bytes);
}

std::string said_by(void* handle) {
    return tjGetErrorStr2(handle);
}

std::string size_text(const Picture& picture) {
    return std::to_string(picture.width) + "x" + std::to_string(picture.height);
}

int subsampling_of(PictureLayout layout) {
    return layout == PictureLayout::yuyv ? TJSAMP_422 : TJSAMP_420;
}

int pixel_format_of(DecodeTo to) {
    switch (to) {
        case DecodeTo::luma:
            return TJPF_GRAY;
        case DecodeTo::rgb:
            return TJPF_RGB;
        case DecodeTo::bgrx:
            return TJPF_BGRX;
    }
    return TJPF_UNKNOWN;
}

}  // namespace

Result<std::unique_ptr<JpegEncoder>> JpegEncoder::open(int quality) {
    if (quality < 1 || quality > 100)
        return fail(Code::bad_request, "JPEG quality " + std::to_string(quality) +
                                           " is not possible; choose 1 to 100");
    void* handle = tjInitCompress();
    if (handle == nullptr)
        return fail(Code::limit_exceeded, "no memory for a JPEG encoder: " + said_by(nullptr));
    return std::unique_ptr<JpegEncoder>(new JpegEncoder(handle, quality));
}

JpegEncoder::~JpegEncoder() {
    tjDestroy(handle_);
}

Result<frame::FrameRef> JpegEncoder::encode(const Picture& picture, frame::FrameFacts facts,
                                            Account& account) {
    if (!frame::complete(picture) || picture.width > jpeg_side_max ||
        picture.height > jpeg_side_max ||
        std::uint64_t{picture.width} * picture.height > limits::picture_pixels_max)
        return fail(Code::bad_request, "cannot encode a picture of " + size_text(picture) +
                                           ": its planes are too short or it is too large");
    // The library writes as far as its own worst case, so the draft must have that much room; what
    // is not used goes back when it is sealed.
    const unsigned long worst =
        tjBufSize(static_cast<int>(picture.width), static_cast<int>(picture.height),
                  subsampling_of(picture.layout));
    auto draft = frame::Draft::open(worst, account);
    if (!draft) return std::unexpected(draft.error());
    const auto size = compress(picture, draft->bytes());
    if (!size) return std::unexpected(size.error());
    if (*size > limits::payload_bytes_max)
        return fail(Code::limit_exceeded, "a picture of " + size_text(picture) + " became " +
                                              std::to_string(*size) +
                                              " bytes of JPEG; lower the quality");
    facts.sequence = picture.sequence;
    facts.captured_us = picture.captured_us;
    facts.discontinuity = picture.discontinuity;
    facts.keyframe = true;
    return std::move(*draft).seal(facts, *size);
}

Result<std::size_t> JpegEncoder::compress(const Picture& picture, std::span<std::byte> into) {
    if (picture.layout != PictureLayout::bgrx)
        return compress_planes(picture, full_range_planes(picture, scratch_), into);
    auto* target = reinterpret_cast<unsigned char*>(into.data());
    unsigned long size = into.size();
    if (tjCompress2(handle_, raw(picture.planes[0].bytes.data()), static_cast<int>(picture.width),
                    static_cast<int>(picture.planes[0].stride), static_cast<int>(picture.height),
                    TJPF_BGRX, &target, &size, TJSAMP_420, quality_,
                    TJFLAG_NOREALLOC | TJFLAG_FASTDCT) != 0)
        return fail(Code::os_failure, "JPEG encoder refused a picture of " + size_text(picture) +
                                          ": " + said_by(handle_));
    return size;
}

Result<std::size_t> JpegEncoder::compress_planes(const Picture& picture,
                                                 std::span<const Plane> planes,
                                                 std::span<std::byte> into) {
    std::array<const unsigned char*, 3> start{};
    std::array<int, 3> strides{};
    for (std::size_t i = 0; i < 3; ++i) {
        start[i] = raw(planes[i].bytes.data());
        strides[i] = static_cast<int>(planes[i].stride);
    }
    auto* target = reinterpret_cast<unsigned char*>(into.data());
    unsigned long size = into.size();
    if (tjCompressFromYUVPlanes(handle_, start.data(), static_cast<int>(picture.width),
                                strides.data(), static_cast<int>(picture.height),
                                subsampling_of(picture.layout), &target, &size, quality_,
                                TJFLAG_NOREALLOC | TJFLAG_FASTDCT) != 0)
        return fail(Code::os_failure, "JPEG encoder refused a picture of " + size_text(picture) +
                                          ": " + said_by(handle_));
    return size;
}

Result<std::unique_ptr<JpegDecoder>> JpegDecoder::open() {
    void* handle = tjInitDecompress();
    if (handle == nullptr)
        return fail(Code::limit_exceeded, "no memory for a JPEG decoder: " + said_by(nullptr));
    return std::unique_ptr<JpegDecoder>(new JpegDecoder(handle));
}

JpegDecoder::~JpegDecoder() {
    tjDestroy(handle_);
}

Result<> JpegDecoder::decode(std::span<const std::byte> jpeg, const JpegBounds& bounds, DecodeTo to,
                             DecodedPicture& picture) {
    const auto facts = read_jpeg_markers(jpeg, bounds);
    if (!facts)
        return fail(Code::bad_request, "refused a JPEG of " + std::to_string(jpeg.size()) +
                                           " bytes: " + std::string(name(facts.error())));
    const int format = pixel_format_of(to);
    const std::size_t row =
        std::size_t{facts->width} * static_cast<std::size_t>(tjPixelSize[format]);
    picture.width = facts->width;
    picture.height = facts->height;
    picture.pixels.resize(row * facts->height);
    const int outcome = tjDecompress2(handle_, raw(jpeg.data()), facts->size,
                                      reinterpret_cast<unsigned char*>(picture.pixels.data()),
                                      static_cast<int>(facts->width), static_cast<int>(row),
                                      static_cast<int>(facts->height), format, TJFLAG_LIMITSCANS);
    picture.damaged = outcome != 0 && tjGetErrorCode(handle_) == TJERR_WARNING;
    if (outcome != 0 && !picture.damaged)
        return fail(Code::bad_request, "JPEG decoder refused a picture: " + said_by(handle_));
    return {};
}

}  // namespace weir::codec
