#include "stream/capture/monitors.hpp"
#include "stream/capture/screen.hpp"

namespace weir::capture {
namespace {

constexpr const char* missing =
    "this weir was built without X11; install libx11-dev libxext-dev libxrandr-dev libxfixes-dev "
    "and build it again";

}  // namespace

Result<std::unique_ptr<Device>> open_screen(const Request&) {
    return fail(Code::unsupported, missing);
}

Result<std::vector<Monitor>> list_monitors(const std::string&) {
    return fail(Code::unsupported, missing);
}

}  // namespace weir::capture
