// Generated from schema/common.yaml by codegen. Do not edit.
#include "gen/common.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<Access> = std::to_array<Named<Access>>({
    {Access::view, "view"}, {Access::control, "control"}, {Access::admin, "admin"}});
template struct EnumNames<Access>;

template <>
constexpr auto names_of<FunctionFlags> = std::to_array<Named<FunctionFlags>>({
    {FunctionFlags::source, "source"}, {FunctionFlags::relay, "relay"},
    {FunctionFlags::sink, "sink"}, {FunctionFlags::controller, "controller"}});
template struct EnumNames<FunctionFlags>;


}  // namespace weir::wire
