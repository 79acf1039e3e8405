// Generated from schema/control.yaml by codegen. Do not edit.
#include "gen/control.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<Status> = std::to_array<Named<Status>>({
    {Status::ok, "ok"}, {Status::error, "error"}, {Status::unknown_command, "unknown_command"},
    {Status::invalid_params, "invalid_params"}, {Status::not_found, "not_found"},
    {Status::refused, "refused"}, {Status::unsupported_format, "unsupported_format"},
    {Status::conflict, "conflict"}, {Status::unavailable, "unavailable"}});
template struct EnumNames<Status>;

template struct Made<Refusal>;
template struct Made<ControlRequest>;
template struct Made<ControlResponse>;

}  // namespace weir::wire
