#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "stream/capture/monitors.hpp"
#include "stream/capture/x11_connection.hpp"

namespace weir::capture {
namespace {

constexpr int monitors_max = 255;  // a list8 on the wire

template <auto release>
struct Release {
    void operator()(auto* pointer) const { release(pointer); }
};
template <typename T, auto release>
using Owned = std::unique_ptr<T, Release<release>>;

using Resources = Owned<XRRScreenResources, XRRFreeScreenResources>;

std::uint32_t refresh_of(const XRRModeInfo& mode) {
    const std::uint64_t dots = std::uint64_t{mode.hTotal} * mode.vTotal;
    if (dots == 0) return 0;
    std::uint64_t mhz = std::uint64_t{mode.dotClock} * 1000 / dots;
    if ((mode.modeFlags & RR_Interlace) != 0) mhz *= 2;
    if ((mode.modeFlags & RR_DoubleScan) != 0) mhz /= 2;
    return static_cast<std::uint32_t>(mhz);
}

std::uint32_t refresh_of(Display* display, XRRScreenResources* resources, RROutput output) {
    const Owned<XRROutputInfo, XRRFreeOutputInfo> info(
        XRRGetOutputInfo(display, resources, output));
    if (info == nullptr || info->crtc == None) return 0;
    const Owned<XRRCrtcInfo, XRRFreeCrtcInfo> crtc(XRRGetCrtcInfo(display, resources, info->crtc));
    if (crtc == nullptr) return 0;
    for (int i = 0; i < resources->nmode; ++i)
        if (resources->modes[i].id == crtc->mode) return refresh_of(resources->modes[i]);
    return 0;
}

std::string name_of(Display* display, Atom atom) {
    const Owned<char, XFree> text(XGetAtomName(display, atom));
    return text != nullptr ? text.get() : "";
}

Monitor whole_desktop(const X11Connection& x11) {
    const DesktopSize size = desktop_size(x11);
    return {.width = size.width, .height = size.height, .name = "desktop"};
}

std::uint32_t positive(int value) {
    return static_cast<std::uint32_t>(std::max(value, 0));
}

}  // namespace

Result<std::vector<Monitor>> list_monitors(const std::string& display_name) {
    const auto x11 = X11Connection::open(display_name);
    if (!x11) return std::unexpected(x11.error());
    Display* display = x11->get();
    const Window root = DefaultRootWindow(display);
    int event = 0;
    int error = 0;
    int count = 0;
    if (!XRRQueryExtension(display, &event, &error)) return std::vector{whole_desktop(*x11)};
    const Resources resources(XRRGetScreenResourcesCurrent(display, root));
    const Owned<XRRMonitorInfo, XRRFreeMonitors> found(XRRGetMonitors(display, root, True, &count));
    std::vector<Monitor> monitors;
    for (int i = 0; found != nullptr && i < std::min(count, monitors_max); ++i) {
        const XRRMonitorInfo& one = found.get()[i];
        const bool has_output = resources != nullptr && one.noutput > 0;
        Monitor monitor{
            .x = one.x,
            .y = one.y,
            .width = positive(one.width),
            .height = positive(one.height),
            .width_mm = positive(one.mwidth),
            .height_mm = positive(one.mheight),
            .refresh_mhz = has_output ? refresh_of(display, resources.get(), one.outputs[0]) : 0,
            .name = name_of(display, one.name)};
        const auto where = one.primary ? monitors.begin() : monitors.end();
        monitors.insert(where, std::move(monitor));
    }
    if (monitors.empty()) monitors.push_back(whole_desktop(*x11));
    return monitors;
}

}  // namespace weir::capture
