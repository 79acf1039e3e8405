#include "stream/capture/v4l2_handle.hpp"

#include <algorithm>
#include <cerrno>
#include <span>

namespace weir::capture {
namespace {

struct Advice {
    int os_errno;
    Code code;
    const char* text;
};

constexpr Advice advices[] = {
    {ENOENT, Code::not_found,
     "there is no such device; plug the camera in, ls /dev/video* shows "
     "what is there"},
    {EACCES, Code::refused,
     "you may not use it; join the group video (sudo usermod -aG video "
     "$USER) and log in again"},
    {EPERM, Code::refused, "the system forbids it; join the group video and log in again"},
    {EBUSY, Code::refused, "it is in use by another program; close that and try again"},
    {ENODEV, Code::device_lost, "the camera is gone; plug it in again"},
    {ENXIO, Code::device_lost, "the camera is gone; plug it in again"},
    {ENOTTY, Code::unsupported, "it is not a video device or its driver cannot do this"},
    {EIO, Code::device_lost, "the camera does not answer; plug it in again"},
};

// Drivers fill fixed fields; nothing promises a final zero or that it is text.
std::string text_of(std::span<const __u8> field) {
    const auto end = std::ranges::find(field, __u8{0});
    std::string text(field.begin(), end);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return text;
}

// USB cameras without a name for their function are called "Webcam: Webcam".
std::string without_echo(std::string name) {
    const auto half = name.find(": ");
    const bool echo = half != std::string::npos && name.substr(half + 2) == name.substr(0, half);
    return echo ? name.substr(0, half) : name;
}

}  // namespace

std::unexpected<Error> v4l2_failure(const std::string& path, const std::string& step, int outcome) {
    const int why = -outcome;
    const auto advice = std::ranges::find(advices, why, &Advice::os_errno);
    std::string what = "cannot " + step + " " + path + ": " + errno_name(why);
    if (advice == std::end(advices)) return fail(Code::os_failure, std::move(what), why);
    return fail(advice->code, what + ", " + advice->text, why);
}

Result<V4l2Handle> V4l2Handle::open(V4l2Api& api, const std::string& path) {
    const int fd = api.open(path);
    if (fd < 0) return v4l2_failure(path, "open", fd);
    return V4l2Handle(api, fd, path);
}

Result<V4l2Identity> identify(const V4l2Handle& handle) {
    v4l2_capability said{};
    if (const int outcome = handle.call(VIDIOC_QUERYCAP, said); outcome < 0)
        return v4l2_failure(handle.path(), "ask the driver of", outcome);
    // One driver has several nodes; only device_caps is about this one.
    const __u32 caps =
        (said.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? said.device_caps : said.capabilities;
    const bool memory_to_memory = (caps & (V4L2_CAP_VIDEO_M2M | V4L2_CAP_VIDEO_OUTPUT)) != 0;
    return V4l2Identity{.driver = text_of(said.driver),
                        .card = without_echo(text_of(said.card)),
                        .bus = text_of(said.bus_info),
                        .captures = (caps & V4L2_CAP_VIDEO_CAPTURE) != 0 &&
                                    (caps & V4L2_CAP_STREAMING) != 0 && !memory_to_memory};
}

}  // namespace weir::capture
