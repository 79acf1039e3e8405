#include "control/resource/kind.hpp"

namespace weir::resource {
namespace {

// Kinds are constants of other files, which may be there before this one's.
std::vector<const Kind*>& list() {
    static std::vector<const Kind*> kinds;
    return kinds;
}

}  // namespace

const std::vector<const Kind*>& Kind::all() {
    return list();
}

void Kind::enlist() const {
    list().push_back(this);
}

}  // namespace weir::resource
