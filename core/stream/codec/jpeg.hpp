#pragma once
// Pictures to JPEG and back, by libjpeg-turbo.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/ledger.hpp"
#include "stream/codec/jpeg_markers.hpp"
#include "stream/frame/frame.hpp"
#include "stream/frame/picture.hpp"

namespace weir::codec {

// Encodes into the frame itself, so that no payload is copied. Keeps 4:2:2 sources 4:2:2;
// everything else becomes 4:2:0. Not thread-safe: one per capture thread.
class JpegEncoder {
public:
    // quality 1 to 100; bad_request outside.
    static Result<std::unique_ptr<JpegEncoder>> open(int quality);
    JpegEncoder(const JpegEncoder&) = delete;
    JpegEncoder& operator=(const JpegEncoder&) = delete;
    ~JpegEncoder();

    // A sealed key frame; sequence, capture time and discontinuity come from the picture, the rest
    // from `facts`. bad_request when the picture's planes are shorter than its size demands.
    Result<frame::FrameRef> encode(const frame::Picture& picture, frame::FrameFacts facts,
                                   Account& account);

private:
    JpegEncoder(void* handle, int quality) : handle_(handle), quality_(quality) {}
    Result<std::size_t> compress(const frame::Picture& picture, std::span<std::byte> into);
    Result<std::size_t> compress_planes(const frame::Picture& picture,
                                        std::span<const frame::Plane> planes,
                                        std::span<std::byte> into);

    void* handle_;
    int quality_;
    std::vector<std::byte> scratch_;  // planes of packed layouts, kept from picture to picture
};

enum class DecodeTo : std::uint8_t { luma, rgb, bgrx };  // 1, 3 or 4 bytes per pixel, no padding

struct DecodedPicture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool damaged = false;  // the decoder had to guess
    std::vector<std::byte> pixels;
};

// Decodes only what read_jpeg_markers() accepts within `bounds`. Not thread-safe.
class JpegDecoder {
public:
    static Result<std::unique_ptr<JpegDecoder>> open();
    JpegDecoder(const JpegDecoder&) = delete;
    JpegDecoder& operator=(const JpegDecoder&) = delete;
    ~JpegDecoder();

    // Reuses the memory of `picture`.
    Result<> decode(std::span<const std::byte> jpeg, const JpegBounds& bounds, DecodeTo to,
                    DecodedPicture& picture);

private:
    explicit JpegDecoder(void* handle) : handle_(handle) {}
    void* handle_;
};

}  // namespace weir::codec
