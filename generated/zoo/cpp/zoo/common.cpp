// Generated from codegen/tests/zoo/common.yaml by codegen. Do not edit.
#include "zoo/common.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::zoo;

template <>
constexpr auto names_of<Access> = std::to_array<Named<Access>>({
    {Access::view, "view"}, {Access::control, "control"}, {Access::admin, "admin"}});
template struct EnumNames<Access>;


}  // namespace weir::wire
