#include "stream/render/picture_maker.hpp"

namespace weir::render {

Result<Picture> PictureMaker::make(const frame::FrameRef& frame,
                                   const frame::StreamFormat& format) {
    const PixelSize announced{format.width, format.height};
    if (format.encoding == frame::Encoding::mjpeg) return decoded(*frame, announced);
    if (format.encoding != frame::Encoding::raw)
        return fail(Code::unsupported, "a window shows JPEG and raw pictures only");
    auto picture = raw_picture(format.layout, announced, frame->payload());
    if (picture) picture->keeps = frame;
    return picture;
}

Result<Picture> PictureMaker::decoded(const frame::Frame& frame, PixelSize announced) {
    if (decoder_ == nullptr) {
        auto opened = codec::JpegDecoder::open();
        if (!opened) return std::unexpected(opened.error());
        decoder_ = std::move(*opened);
    }
    const codec::JpegBounds bounds{.width = announced.width, .height = announced.height};
    if (auto done = decoder_->decode(frame.payload(), bounds, codec::DecodeTo::bgrx, pixels_);
        !done)
        return std::unexpected(done.error());
    Picture picture{.size = {pixels_.width, pixels_.height}, .shade = Shade::bgr};
    picture.textures[0] = {pixels_.pixels, picture.size, 4};
    picture.keeps = shared_from_this();
    return picture;
}

}  // namespace weir::render
