// Generated from schema/devices.yaml by codegen. Do not edit.
#include "gen/devices.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<DeviceKind> = std::to_array<Named<DeviceKind>>({
    {DeviceKind::camera, "camera"}, {DeviceKind::screen, "screen"},
    {DeviceKind::pattern, "pattern"}, {DeviceKind::file, "file"}});
template struct EnumNames<DeviceKind>;

template <>
constexpr auto names_of<ControlType> = std::to_array<Named<ControlType>>({
    {ControlType::integer, "integer"}, {ControlType::boolean, "boolean"},
    {ControlType::menu, "menu"}, {ControlType::button, "button"},
    {ControlType::integer64, "integer64"}, {ControlType::control_class, "control_class"},
    {ControlType::text, "text"}, {ControlType::bitmask, "bitmask"},
    {ControlType::integer_menu, "integer_menu"}});
template struct EnumNames<ControlType>;

template struct Made<DeviceFormat>;
template struct Made<Device>;
template struct Made<MenuItem>;
template struct Made<Control>;
template struct Made<Monitor>;
template struct Made<EnumDevicesRequest>;
template struct Made<EnumDevicesReply>;
template struct Made<EnumControlsRequest>;
template struct Made<EnumControlsReply>;
template struct Made<GetControlRequest>;
template struct Made<GetControlReply>;
template struct Made<SetControlRequest>;
template struct Made<SetControlReply>;
template struct Made<EnumMonitorsRequest>;
template struct Made<EnumMonitorsReply>;

}  // namespace weir::wire
