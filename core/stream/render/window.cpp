#include "stream/render/window.hpp"

#define GLFW_INCLUDE_NONE
#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>
#include <X11/Xlib.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "stream/render/painter.hpp"

// A GLFW that was built for Wayland alone has no such function, and must not keep weir from
// starting.
#pragma weak glfwGetX11Display

namespace weir::render {
namespace {

using namespace std::chrono_literals;

std::string said_by_glfw() {
    const char* what = nullptr;
    glfwGetError(&what);
    return what == nullptr ? "it does not say why" : what;
}

int pass_over_error(Display*, XErrorEvent*) {
    return 0;
}

int survive_io_error(Display*) {
    return 0;  // Xlib goes on to the display's exit handler, which is ours
}

void mark_lost(Display*, void* lost) {
    *static_cast<bool*>(lost) = true;
}

// GLFW 3.3 leaves the handler of protocol errors that prints and ends the process.
class ErrorHandlerKept {
public:
    ErrorHandlerKept() : before_(XSetErrorHandler(pass_over_error)) {}
    ErrorHandlerKept(const ErrorHandlerKept&) = delete;
    ErrorHandlerKept& operator=(const ErrorHandlerKept&) = delete;
    ~ErrorHandlerKept() { XSetErrorHandler(is_own(before_) ? before_ : pass_over_error); }

private:
    // A handler of the process is kept, the one that ends it is not: that is what Xlib gives out
    // where nobody has set one.
    static bool is_own(XErrorHandler handler) {
        static const XErrorHandler fallback = [] {
            const XErrorHandler now = XSetErrorHandler(nullptr);
            return XSetErrorHandler(now);
        }();
        return handler != fallback;
    }

    XErrorHandler before_;
};

struct Context {
    int api;
    int major;
    int minor;
};
constexpr Context desktop_gl{GLFW_OPENGL_API, 3, 3};
constexpr Context embedded_gl{GLFW_OPENGL_ES_API, 3, 0};  // all that a Raspberry Pi 4 has

void hint(const Context& context) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CLIENT_API, context.api);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, context.major);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, context.minor);
    if (context.api == GLFW_OPENGL_API)
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);  // until it is where it belongs
    // Somebody types in another window, perhaps, while a peer opens this one.
    glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "weir");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "weir");
}

PixelSize room_on_desktop() {
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    if (monitor == nullptr) return {};
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    glfwGetMonitorWorkarea(monitor, &x, &y, &width, &height);
    if (width <= 0 || height <= 0) return {};
    return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

PixelSize size_for(const PaneSettings& settings, PixelSize picture) {
    if (picture == PixelSize{})
        picture = {limits::window_width_default, limits::window_height_default};
    if (settings.width == 0 && settings.height == 0) return fitted(picture, room_on_desktop());
    return {settings.width != 0 ? settings.width : picture.width,
            settings.height != 0 ? settings.height : picture.height};
}

class GlfwWindow final : public Window {
public:
    static Result<std::unique_ptr<Window>> open(const PaneSettings& settings) {
        const ErrorHandlerKept kept;
        std::unique_ptr<GlfwWindow> window(new GlfwWindow(settings));
        if (auto created = window->create(); !created) return std::unexpected(created.error());
        if (settings.placed) glfwSetWindowPos(window->glfw_, settings.x, settings.y);
        glfwShowWindow(window->glfw_);
        return window;
    }

    ~GlfwWindow() override {
        const ErrorHandlerKept kept;
        painter_.reset();
        if (glfw_ != nullptr) glfwDestroyWindow(glfw_);
    }

    bool close_requested() const override { return glfwWindowShouldClose(glfw_) == GLFW_TRUE; }

    void set_signal(bool signal) override {
        if (std::exchange(signal_, signal) == signal) return;
        const std::string title = settings_.title + (signal ? "" : " (no signal)");
        glfwSetWindowTitle(glfw_, title.c_str());
        dirty_ = true;
    }

    Result<> take(const Picture& picture) override {
        glfwMakeContextCurrent(glfw_);
        if (auto taken = painter_->take(picture); !taken) return taken;
        dirty_ = true;
        if (picture.size != std::exchange(picture_, picture.size)) follow_picture();
        return {};
    }

    bool due(TimePoint now) const override {
        return !iconified_ && (dirty_ || (moves() && now >= next_step_));
    }
    TimePoint next_due() const override {
        return moves() && !iconified_ ? next_step_ : TimePoint::max();
    }

    void draw(bool in_step) override {
        dirty_ = false;
        glfwMakeContextCurrent(glfw_);
        const int interval = in_step ? 1 : 0;
        if (std::exchange(interval_, interval) != interval) glfwSwapInterval(interval);
        int width = 0;
        int height = 0;
        glfwGetFramebufferSize(glfw_, &width, &height);
        if (width <= 0 || height <= 0) return;
        paint({static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)});
        glfwSwapBuffers(glfw_);
    }

private:
    explicit GlfwWindow(PaneSettings settings)
        : settings_(std::move(settings)), picture_(settings_.picture) {}

    Result<> create() {
        const PixelSize size = size_for(settings_, picture_);
        std::string trouble;
        for (const Context& context : {desktop_gl, embedded_gl}) {
            hint(context);
            const std::string title = settings_.title + " (no signal)";
            glfw_ = glfwCreateWindow(static_cast<int>(size.width), static_cast<int>(size.height),
                                     title.c_str(), nullptr, nullptr);
            if (glfw_ != nullptr) return begin(context.api == GLFW_OPENGL_ES_API);
            trouble += (trouble.empty() ? "" : "; ") + said_by_glfw();
        }
        return fail(Code::os_failure,
                    "no window with OpenGL 3.3 or OpenGL ES 3.0 could be opened (" + trouble +
                        "); install the graphics driver, libgl1-mesa-dri for most");
    }

    Result<> begin(bool es) {
        glfwSetWindowUserPointer(glfw_, this);
        glfwSetWindowRefreshCallback(glfw_, [](GLFWwindow* at) { of(at).dirty_ = true; });
        glfwSetFramebufferSizeCallback(glfw_,
                                       [](GLFWwindow* at, int, int) { of(at).dirty_ = true; });
        glfwSetWindowIconifyCallback(glfw_, [](GLFWwindow* at, int iconified) {
            of(at).iconified_ = iconified == GLFW_TRUE;
            of(at).dirty_ = true;
        });
        glfwMakeContextCurrent(glfw_);
        auto painter = Painter::open(glfwGetProcAddress, es);
        if (!painter) return std::unexpected(painter.error());
        painter_ = std::move(*painter);
        return {};
    }

    static GlfwWindow& of(GLFWwindow* window) {
        return *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
    }

    // What its user made of the window stays until the picture changes its size.
    void follow_picture() {
        if (settings_.width != 0 && settings_.height != 0) return;
        const PixelSize size = size_for(settings_, picture_);
        glfwSetWindowSize(glfw_, static_cast<int>(size.width), static_cast<int>(size.height));
    }

    bool moves() const { return !signal_ && settings_.no_signal_fps > 0; }

    void paint(PixelSize window) {
        if (moves()) {
            next_step_ = monotonic_now() + Duration(1s) / settings_.no_signal_fps;
            return painter_->draw_no_signal(window, steps_++);
        }
        if (painter_->has_picture())
            painter_->draw_picture(window, settings_.scale, settings_.anchor);
        else
            painter_->draw_nothing(window);
    }

    PaneSettings settings_;
    GLFWwindow* glfw_ = nullptr;
    std::unique_ptr<Painter> painter_;
    PixelSize picture_;  // the last one, or what was announced
    TimePoint next_step_ = TimePoint::min();
    unsigned steps_ = 0;
    int interval_ = -1;
    bool signal_ = false;
    bool dirty_ = true;
    bool iconified_ = false;
};

class GlfwDesktop final : public Desktop {
public:
    Result<> begin() {
        if (&glfwGetX11Display == nullptr)
            return fail(Code::unsupported,
                        "the GLFW of this machine opens no X11 windows; install libglfw3");
        const ErrorHandlerKept kept;
        XSetIOErrorHandler(survive_io_error);
#ifdef GLFW_PLATFORM
        glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
        began_ = glfwInit() == GLFW_TRUE;
        if (!began_) {
            const char* name = std::getenv("DISPLAY");
            return fail(Code::not_found, "cannot open the display " +
                                             std::string(name == nullptr ? "" : name) + " (" +
                                             said_by_glfw() +
                                             "); is an X server running there, and may you use it "
                                             "(xhost, XAUTHORITY)?");
        }
        XSetIOErrorExitHandler(glfwGetX11Display(), mark_lost, &lost_);
        return {};
    }
    ~GlfwDesktop() override {
        const ErrorHandlerKept kept;
        if (began_) glfwTerminate();
    }

    Result<std::unique_ptr<Window>> open_window(const PaneSettings& settings) override {
        return GlfwWindow::open(settings);
    }
    int descriptor() const override { return ConnectionNumber(glfwGetX11Display()); }
    void poll_events() override { glfwPollEvents(); }
    bool lost() const override { return lost_; }

private:
    bool began_ = false;
    bool lost_ = false;
};

}  // namespace

Result<> windows_possible() {
    const char* name = std::getenv("DISPLAY");
    if (name != nullptr && *name != '\0') return {};
    const char* wayland = std::getenv("WAYLAND_DISPLAY");
    if (wayland != nullptr && *wayland != '\0')
        return fail(Code::not_found,
                    "DISPLAY is not set, and windows need it on Wayland, too; switch XWayland on");
    return fail(Code::not_found,
                "neither DISPLAY nor WAYLAND_DISPLAY is set; start weir in a desktop session");
}

Result<std::unique_ptr<Desktop>> Desktop::open() {
    auto desktop = std::make_unique<GlfwDesktop>();
    if (auto begun = desktop->begin(); !begun) return std::unexpected(begun.error());
    return desktop;
}

}  // namespace weir::render
