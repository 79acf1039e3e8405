#include "stream/capture/x11_grabber.hpp"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/Xfixes.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

namespace weir::capture {
namespace {

struct CursorFree {
    void operator()(XFixesCursorImage* cursor) const { XFree(cursor); }
};

std::byte over(std::byte below, unsigned premultiplied, unsigned alpha) {
    const unsigned under = std::to_integer<unsigned>(below) * (255 - alpha) / 255;
    return static_cast<std::byte>(std::min(255u, premultiplied + under));
}

}  // namespace

struct X11Grabber::Image {
    X11Connection x11;
    Rect area;
    bool cursor;
    DesktopSize desktop{};
    XImage* image = nullptr;
    XShmSegmentInfo segment{.shmseg = 0, .shmid = -1, .shmaddr = nullptr, .readOnly = False};
    bool shared = false;
    std::vector<char> memory;  // of an image that is not shared

    Image(X11Connection connection, const Rect& wanted, bool with_cursor)
        : x11(std::move(connection)), area(wanted), cursor(with_cursor) {}
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;
    ~Image() {
        if (shared) XShmDetach(display(), &segment);
        if (image != nullptr) {
            image->data = nullptr;  // the memory is not Xlib's to free
            XDestroyImage(image);
        }
        if (segment.shmaddr != nullptr) ::shmdt(segment.shmaddr);
    }

    Display* display() const { return x11.get(); }
    Window root() const { return DefaultRootWindow(display()); }
    Result<> prepare();
    bool share();
    Result<> allocate();
    bool is_bgrx() const;
    Result<> follow_desktop();
    bool fetch();
    void draw_cursor();
    std::unexpected<Error> gone() const;
};

Result<> X11Grabber::Image::prepare() {
    desktop = desktop_size(x11);
    XSelectInput(display(), root(), StructureNotifyMask);
    int event = 0;
    int error = 0;
    cursor = cursor && XFixesQueryExtension(display(), &event, &error) != 0;
    if (!share())
        if (auto allocated = allocate(); !allocated) return allocated;
    if (is_bgrx()) return {};
    return fail(Code::unsupported, "the display " + x11.name() +
                                       " does not have pixels of 32 bits; give it a depth of 24");
}

// False when the server cannot see our memory (another machine, another container).
bool X11Grabber::Image::share() {
    if (!XShmQueryExtension(display())) return false;
    const int screen = DefaultScreen(display());
    image = XShmCreateImage(display(), DefaultVisual(display(), screen),
                            static_cast<unsigned>(DefaultDepth(display(), screen)), ZPixmap,
                            nullptr, &segment, area.width, area.height);
    if (image == nullptr) return false;
    const auto bytes = static_cast<std::size_t>(image->bytes_per_line) * area.height;
    segment.shmid = ::shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    void* memory_start =
        segment.shmid >= 0 ? ::shmat(segment.shmid, nullptr, 0) : reinterpret_cast<void*>(-1);
    if (memory_start != reinterpret_cast<void*>(-1)) {
        segment.shmaddr = image->data = static_cast<char*>(memory_start);
        shared = XShmAttach(display(), &segment) != 0 && x11.sync_error() == 0;
    }
    // Marked for removal now that both sides hold it, so that no crash leaves it behind.
    if (segment.shmid >= 0) ::shmctl(segment.shmid, IPC_RMID, nullptr);
    if (shared) return true;
    image->data = nullptr;
    XDestroyImage(image);
    image = nullptr;
    return false;
}

Result<> X11Grabber::Image::allocate() {
    const int screen = DefaultScreen(display());
    image = XCreateImage(display(), DefaultVisual(display(), screen),
                         static_cast<unsigned>(DefaultDepth(display(), screen)), ZPixmap, 0,
                         nullptr, area.width, area.height, 32, 0);
    if (image == nullptr)
        return fail(Code::limit_exceeded, "no memory for a picture of the display " + x11.name());
    memory.resize(static_cast<std::size_t>(image->bytes_per_line) * area.height);
    image->data = memory.data();
    return {};
}

bool X11Grabber::Image::is_bgrx() const {
    return image->bits_per_pixel == 32 && image->byte_order == LSBFirst &&
           image->red_mask == 0xff0000 && image->green_mask == 0xff00 && image->blue_mask == 0xff;
}

std::unexpected<Error> X11Grabber::Image::gone() const {
    return fail(Code::device_lost,
                "the display " + x11.name() + " is gone; start the desktop again");
}

Result<> X11Grabber::Image::follow_desktop() {
    while (!x11.lost() && XPending(display()) > 0) {
        XEvent event;
        XNextEvent(display(), &event);
        if (event.type != ConfigureNotify || event.xconfigure.window != root()) continue;
        const DesktopSize now{static_cast<std::uint32_t>(event.xconfigure.width),
                              static_cast<std::uint32_t>(event.xconfigure.height)};
        if (now == desktop) continue;
        return fail(Code::device_lost, "the desktop of the display " + x11.name() +
                                           " changed its size to " + std::to_string(now.width) +
                                           "x" + std::to_string(now.height));
    }
    return {};
}

bool X11Grabber::Image::fetch() {
    if (shared) return XShmGetImage(display(), root(), image, area.x, area.y, AllPlanes) != 0;
    return XGetSubImage(display(), root(), area.x, area.y, area.width, area.height, AllPlanes,
                        ZPixmap, image, 0, 0) != nullptr;
}

void X11Grabber::Image::draw_cursor() {
    const std::unique_ptr<XFixesCursorImage, CursorFree> pointer(XFixesGetCursorImage(display()));
    if (pointer == nullptr) return;
    const int left = pointer->x - pointer->xhot - area.x;
    const int top = pointer->y - pointer->yhot - area.y;
    const int x_from = std::max(0, -left);
    const int x_to = std::min<int>(pointer->width, static_cast<int>(area.width) - left);
    const int y_to = std::min<int>(pointer->height, static_cast<int>(area.height) - top);
    for (int y = std::max(0, -top); y < y_to; ++y) {
        auto* row = reinterpret_cast<std::byte*>(image->data) +
                    static_cast<std::ptrdiff_t>(top + y) * image->bytes_per_line;
        for (int x = x_from; x < x_to; ++x) {
            // XFixes: premultiplied ARGB, each in an unsigned long of its own
            const unsigned long argb = pointer->pixels[y * pointer->width + x];
            const auto alpha = static_cast<unsigned>(argb >> 24 & 0xff);
            std::byte* pixel = row + static_cast<std::ptrdiff_t>(left + x) * 4;
            for (unsigned i = 0; i < 3; ++i)
                pixel[i] = over(pixel[i], static_cast<unsigned>(argb >> 8 * i & 0xff), alpha);
        }
    }
}

X11Grabber::X11Grabber(std::unique_ptr<Image> image) : image_(std::move(image)) {}
X11Grabber::X11Grabber(X11Grabber&&) noexcept = default;
X11Grabber::~X11Grabber() = default;

Result<X11Grabber> X11Grabber::open(X11Connection x11, const Rect& area, bool cursor) {
    auto image = std::make_unique<Image>(std::move(x11), area, cursor);
    if (auto prepared = image->prepare(); !prepared) return std::unexpected(prepared.error());
    return X11Grabber(std::move(image));
}

Result<frame::Picture> X11Grabber::grab() {
    if (auto followed = image_->follow_desktop(); !followed)
        return std::unexpected(followed.error());
    const bool fetched = !image_->x11.lost() && image_->fetch();
    if (!fetched || image_->x11.lost()) return image_->gone();
    if (image_->cursor) image_->draw_cursor();
    const auto stride = static_cast<std::size_t>(image_->image->bytes_per_line);
    const auto* start = reinterpret_cast<const std::byte*>(image_->image->data);
    return frame::Picture{.layout = frame::PictureLayout::bgrx,
                          .width = image_->area.width,
                          .height = image_->area.height,
                          .planes = {frame::Plane{{start, stride * image_->area.height}, stride}},
                          .full_range = true};
}

}  // namespace weir::capture
