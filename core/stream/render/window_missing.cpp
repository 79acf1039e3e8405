#include "stream/render/window.hpp"

namespace weir::render {
namespace {

std::unexpected<Error> missing() {
    return fail(Code::unsupported,
                "this weir was built without windows; install libglfw3-dev libx11-dev and build it "
                "again");
}

}  // namespace

Result<> windows_possible() {
    return missing();
}

Result<std::unique_ptr<Desktop>> Desktop::open() {
    return missing();
}

}  // namespace weir::render
