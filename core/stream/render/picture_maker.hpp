#pragma once
// Makes frames ready to be drawn: decodes what is encoded, checks what is not.

#include <array>
#include <memory>

#include "base/error.hpp"
#include "stream/codec/jpeg.hpp"
#include "stream/frame/frame.hpp"
#include "stream/render/picture.hpp"

namespace weir::render {

// What a window can show.
inline constexpr std::array shown_encodings{frame::Encoding::mjpeg, frame::Encoding::raw};

// Used by one thread at a time. A JPEG is decoded into memory that is used again: its picture is
// valid until the next call.
class PictureMaker : public std::enable_shared_from_this<PictureMaker> {
public:
    // `format` as the stream announced it; a picture that contradicts it is refused: bad_request.
    // unsupported for what no window shows. Of a piped frame the bytes must have been read.
    Result<Picture> make(const frame::FrameRef& frame, const frame::StreamFormat& format);

private:
    Result<Picture> decoded(const frame::Frame& frame, PixelSize announced);

    std::unique_ptr<codec::JpegDecoder> decoder_;  // from the first JPEG on
    codec::DecodedPicture pixels_;
};

}  // namespace weir::render
