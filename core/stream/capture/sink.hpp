#pragma once
// Where a capture device puts what it captured.

#include "base/error.hpp"
#include "stream/frame/frame.hpp"
#include "stream/frame/picture.hpp"

namespace weir::capture {

// Every call comes on the device's capture thread, between start() and the end of stop(). Order:
// on_format once, then frames or pictures, then at most one of on_lost and on_end, then nothing.
class Sink {
public:
    virtual ~Sink() = default;

    // What follows. The encoding is `raw` when pictures follow, which somebody has to encode.
    virtual void on_format(const frame::StreamFormat& format) = 0;
    // Ready for the wire. May be kept by anyone for as long as they like.
    virtual void on_frame(frame::FrameRef frame) = 0;
    // Borrowed: gone when the call returns.
    virtual void on_picture(const frame::Picture& picture) = 0;
    // The device went away or broke; why, as a sentence. The device wants stop() now.
    virtual void on_lost(Error error) = 0;
    // The source has delivered its last picture: a file that does not loop, a pattern of N
    // pictures.
    virtual void on_end() = 0;
};

}  // namespace weir::capture
