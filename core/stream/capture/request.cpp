#include "stream/capture/request.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace weir::capture {
namespace {

constexpr std::array<std::pair<std::string_view, Kind>, 3> schemes{{
    {"screen:", Kind::screen},
    {"pattern:", Kind::pattern},
    {"file:", Kind::file},
}};

}  // namespace

Result<Kind> kind_of(const std::string& device_path) {
    if (device_path.empty() || device_path.starts_with("/dev/")) return Kind::camera;
    for (const auto& [scheme, kind] : schemes)
        if (device_path.starts_with(scheme)) return kind;
    return fail(Code::bad_request, "no device is called \"" + device_path +
                                       "\"; use /dev/video0, screen:, pattern: or file:/a/path");
}

std::string target_of(const std::string& device_path) {
    for (const auto& [scheme, kind] : schemes)
        if (device_path.starts_with(scheme)) return device_path.substr(scheme.size());
    return device_path;
}

}  // namespace weir::capture
