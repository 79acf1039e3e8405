// What a node could capture: its cameras and their controls, its screens. Asking a driver takes
// milliseconds, so every call runs in the background.

#include <memory>
#include <utility>

#include "control/resource/device_path.hpp"
#include "control/resource/format_map.hpp"
#include "nodes/node.hpp"
#include "stream/capture/devices.hpp"
#include "stream/capture/monitors.hpp"
#include "stream/capture/v4l2_controls.hpp"

namespace weir::nodes {
namespace {

using dispatch::AnswerWith;
using dispatch::Peer;

gen::Device device_of(const capture::DeviceInfo& info) {
    gen::Device device;
    // The core's kinds are the wire's, counted from zero.
    device.kind = static_cast<gen::DeviceKind>(static_cast<std::uint8_t>(info.kind) + 1);
    device.path = info.path;
    device.name = info.name;
    device.driver = info.driver;
    device.bus = info.bus;
    for (const frame::StreamFormat& offer : info.formats) {
        gen::DeviceFormat format;
        format.format = resource::to_wire(offer.encoding);
        format.pixel_format = resource::to_wire(offer.layout);
        format.width = offer.width;
        format.height = offer.height;
        format.fps_n = offer.fps_n;
        format.fps_d = offer.fps_d;
        device.formats.push_back(format);
    }
    return device;
}

gen::Monitor monitor_of(const capture::Monitor& info) {
    gen::Monitor monitor;
    monitor.x = info.x;
    monitor.y = info.y;
    monitor.width = info.width;
    monitor.height = info.height;
    monitor.width_mm = info.width_mm;
    monitor.height_mm = info.height_mm;
    monitor.refresh = info.refresh_mhz;
    monitor.name = info.name;
    return monitor;
}

gen::Control control_of(const capture::Control& info) {
    gen::Control control;
    control.id = info.id;
    control.type = static_cast<gen::ControlType>(info.type);  // V4L2's numbers on both sides
    control.flags = info.flags;
    control.minimum = info.minimum;
    control.maximum = info.maximum;
    control.step = info.step;
    control.default_value = info.default_value;
    control.value = info.value;
    control.name = info.name;
    for (const capture::MenuItem& item : info.menu)
        control.menu.push_back({.index = item.index, .value = item.value, .name = item.name});
    return control;
}

// Only cameras have controls: the file of the camera, or why not.
Result<std::string> camera_file(const std::string& device_path) {
    const auto path = resource::DevicePath::parse(device_path);
    if (!path) return std::unexpected(path.error());
    if (path->kind != resource::DevicePath::Kind::camera)
        return fail(Code::not_found, device_path + ": only cameras have controls");
    return path->target;
}

gen::EnumDevicesReply list_devices() {
    gen::EnumDevicesReply reply;
    for (const capture::DeviceInfo& info : capture::list_devices())
        reply.devices.push_back(device_of(info));
    return reply;
}

Result<gen::EnumMonitorsReply> list_monitors() {
    const auto monitors = capture::list_monitors();
    if (!monitors) return std::unexpected(monitors.error());
    gen::EnumMonitorsReply reply;
    for (const capture::Monitor& monitor : *monitors) reply.monitors.push_back(monitor_of(monitor));
    return reply;
}

Result<gen::EnumControlsReply> list_controls(const gen::EnumControlsRequest& request) {
    const auto file = camera_file(request.device_path);
    if (!file) return std::unexpected(file.error());
    const auto controls = capture::list_controls(*file);
    if (!controls) return std::unexpected(controls.error());
    gen::EnumControlsReply reply;
    for (const capture::Control& control : *controls) reply.controls.push_back(control_of(control));
    return reply;
}

Result<gen::GetControlReply> get_control(const gen::GetControlRequest& request) {
    const auto file = camera_file(request.device_path);
    if (!file) return std::unexpected(file.error());
    const auto value = capture::get_control(*file, request.control_id);
    if (!value) return std::unexpected(value.error());
    return gen::GetControlReply{.value = *value};
}

Result<gen::SetControlReply> set_control(const gen::SetControlRequest& request) {
    const auto file = camera_file(request.device_path);
    if (!file) return std::unexpected(file.error());
    const auto value = capture::set_control(*file, request.control_id, request.value);
    if (!value) return std::unexpected(value.error());
    return gen::SetControlReply{.value = *value};
}

// `call(request)` in the background, its Result as the answer.
template <typename Request, typename Reply, typename Call>
void serve(dispatch::Dispatcher& dispatcher, resource::Background& background, Call call) {
    dispatcher.on_later<Request, Reply>(
        [&background, call](const Request& request, Peer&, AnswerWith<Reply> answer) {
            background.run(
                [request, call]() -> Result<Reply> { return call(request); },
                [answer = std::move(answer)](Result<Reply> result) mutable {
                    if (result) return answer.reply(*result);
                    answer.refuse({dispatch::status_of(result.error().code), result.error().what});
                });
        });
}

}  // namespace

void Node::serve_devices() {
    serve<gen::EnumDevicesRequest, gen::EnumDevicesReply>(
        dispatcher_, background_, [](const auto&) { return list_devices(); });
    serve<gen::EnumMonitorsRequest, gen::EnumMonitorsReply>(
        dispatcher_, background_, [](const auto&) { return list_monitors(); });
    serve<gen::EnumControlsRequest, gen::EnumControlsReply>(dispatcher_, background_,
                                                            list_controls);
    serve<gen::GetControlRequest, gen::GetControlReply>(dispatcher_, background_, get_control);
    serve<gen::SetControlRequest, gen::SetControlReply>(dispatcher_, background_, set_control);
}

}  // namespace weir::nodes
