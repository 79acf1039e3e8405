#pragma once
// Copies a rectangle of an X11 desktop into memory, with or without the mouse pointer.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "stream/capture/request.hpp"
#include "stream/capture/x11_connection.hpp"
#include "stream/frame/picture.hpp"

namespace weir::capture {

// By MIT-SHM where the server shares this machine's memory, else over the connection, which is 25
// times slower. Used by one thread at a time.
class X11Grabber {
public:
    // `area` lies within the desktop. unsupported when pixels are not 4 bytes of BGRX.
    static Result<X11Grabber> open(X11Connection x11, const Rect& area, bool cursor);
    X11Grabber(X11Grabber&&) noexcept;
    X11Grabber& operator=(X11Grabber&&) = delete;
    ~X11Grabber();

    // BGRX, valid until the next call. device_lost when the server is gone or the desktop has
    // another size than at the beginning.
    Result<frame::Picture> grab();

private:
    struct Image;
    explicit X11Grabber(std::unique_ptr<Image> image);

    std::unique_ptr<Image> image_;
};

}  // namespace weir::capture
