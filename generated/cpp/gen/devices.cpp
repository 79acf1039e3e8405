// Generated from schema/devices.yaml by codegen. Do not edit.
#include "gen/devices.hpp"

namespace weir::gen {

std::string_view name(DeviceKind value) {
    switch (value) {
        case DeviceKind::camera: return "camera";
        case DeviceKind::screen: return "screen";
        case DeviceKind::pattern: return "pattern";
        case DeviceKind::file: return "file";
    }
    return {};
}

template <>
std::optional<DeviceKind> from_name(std::string_view name) {
    if (name == "camera") return DeviceKind::camera;
    if (name == "screen") return DeviceKind::screen;
    if (name == "pattern") return DeviceKind::pattern;
    if (name == "file") return DeviceKind::file;
    return std::nullopt;
}

std::string_view name(ControlType value) {
    switch (value) {
        case ControlType::integer: return "integer";
        case ControlType::boolean: return "boolean";
        case ControlType::menu: return "menu";
        case ControlType::button: return "button";
        case ControlType::integer64: return "integer64";
        case ControlType::control_class: return "control_class";
        case ControlType::text: return "text";
        case ControlType::bitmask: return "bitmask";
        case ControlType::integer_menu: return "integer_menu";
    }
    return {};
}

template <>
std::optional<ControlType> from_name(std::string_view name) {
    if (name == "integer") return ControlType::integer;
    if (name == "boolean") return ControlType::boolean;
    if (name == "menu") return ControlType::menu;
    if (name == "button") return ControlType::button;
    if (name == "integer64") return ControlType::integer64;
    if (name == "control_class") return ControlType::control_class;
    if (name == "text") return ControlType::text;
    if (name == "bitmask") return ControlType::bitmask;
    if (name == "integer_menu") return ControlType::integer_menu;
    return std::nullopt;
}

DeviceFormat DeviceFormat::View::own() const {
    DeviceFormat out;
    out.format = format;
    out.pixel_format = pixel_format;
    out.width = width;
    out.height = height;
    out.fps_n = fps_n;
    out.fps_d = fps_d;
    return out;
}

Decoded<DeviceFormat> DeviceFormat::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

Device Device::View::own() const {
    Device out;
    out.kind = kind;
    out.path = path;
    out.name = name;
    out.driver = driver;
    out.bus = bus;
    out.formats.reserve(formats.size());
    for (const auto& item : formats) out.formats.emplace_back(item.own());
    return out;
}

Decoded<Device> Device::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Device::encoded_size() const {
    std::size_t size = 6;
    size += wire::clip(path, 255).size();
    size += wire::clip(name, 255).size();
    size += wire::clip(driver, 255).size();
    size += wire::clip(bus, 255).size();
    size += wire::first(formats, 255).size() * 14;
    return size;
}

MenuItem MenuItem::View::own() const {
    MenuItem out;
    out.index = index;
    out.value = value;
    out.name = name;
    return out;
}

Decoded<MenuItem> MenuItem::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t MenuItem::encoded_size() const {
    std::size_t size = 13;
    size += wire::clip(name, 64).size();
    return size;
}

Control Control::View::own() const {
    Control out;
    out.id = id;
    out.type = type;
    out.flags = flags;
    out.minimum = minimum;
    out.maximum = maximum;
    out.step = step;
    out.default_value = default_value;
    out.value = value;
    out.name = name;
    out.menu.reserve(menu.size());
    for (const auto& item : menu) out.menu.emplace_back(item.own());
    return out;
}

Decoded<Control> Control::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Control::encoded_size() const {
    std::size_t size = 51;
    size += wire::clip(name, 64).size();
    for (const auto& item : wire::first(menu, 255)) size += 2 + item.encoded_size();
    return size;
}

Monitor Monitor::View::own() const {
    Monitor out;
    out.x = x;
    out.y = y;
    out.width = width;
    out.height = height;
    out.width_mm = width_mm;
    out.height_mm = height_mm;
    out.refresh = refresh;
    out.name = name;
    return out;
}

Decoded<Monitor> Monitor::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Monitor::encoded_size() const {
    std::size_t size = 29;
    size += wire::clip(name, 255).size();
    return size;
}

EnumDevicesRequest EnumDevicesRequest::View::own() const {
    EnumDevicesRequest out;
    return out;
}

Decoded<EnumDevicesRequest> EnumDevicesRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

EnumDevicesReply EnumDevicesReply::View::own() const {
    EnumDevicesReply out;
    out.devices.reserve(devices.size());
    for (const auto& item : devices) out.devices.emplace_back(item.own());
    return out;
}

Decoded<EnumDevicesReply> EnumDevicesReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t EnumDevicesReply::encoded_size() const {
    std::size_t size = 1;
    for (const auto& item : wire::first(devices, 255)) size += 2 + item.encoded_size();
    return size;
}

EnumControlsRequest EnumControlsRequest::View::own() const {
    EnumControlsRequest out;
    out.device_path = device_path;
    return out;
}

Decoded<EnumControlsRequest> EnumControlsRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t EnumControlsRequest::encoded_size() const {
    std::size_t size = 1;
    size += wire::clip(device_path, 255).size();
    return size;
}

EnumControlsReply EnumControlsReply::View::own() const {
    EnumControlsReply out;
    out.controls.reserve(controls.size());
    for (const auto& item : controls) out.controls.emplace_back(item.own());
    return out;
}

Decoded<EnumControlsReply> EnumControlsReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t EnumControlsReply::encoded_size() const {
    std::size_t size = 2;
    for (const auto& item : wire::first(controls, 65535)) size += 2 + item.encoded_size();
    return size;
}

GetControlRequest GetControlRequest::View::own() const {
    GetControlRequest out;
    out.device_path = device_path;
    out.control_id = control_id;
    return out;
}

Decoded<GetControlRequest> GetControlRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t GetControlRequest::encoded_size() const {
    std::size_t size = 5;
    size += wire::clip(device_path, 255).size();
    return size;
}

GetControlReply GetControlReply::View::own() const {
    GetControlReply out;
    out.value = value;
    return out;
}

Decoded<GetControlReply> GetControlReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

SetControlRequest SetControlRequest::View::own() const {
    SetControlRequest out;
    out.device_path = device_path;
    out.control_id = control_id;
    out.value = value;
    return out;
}

Decoded<SetControlRequest> SetControlRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t SetControlRequest::encoded_size() const {
    std::size_t size = 13;
    size += wire::clip(device_path, 255).size();
    return size;
}

SetControlReply SetControlReply::View::own() const {
    SetControlReply out;
    out.value = value;
    return out;
}

Decoded<SetControlReply> SetControlReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

EnumMonitorsRequest EnumMonitorsRequest::View::own() const {
    EnumMonitorsRequest out;
    return out;
}

Decoded<EnumMonitorsRequest> EnumMonitorsRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

EnumMonitorsReply EnumMonitorsReply::View::own() const {
    EnumMonitorsReply out;
    out.monitors.reserve(monitors.size());
    for (const auto& item : monitors) out.monitors.emplace_back(item.own());
    return out;
}

Decoded<EnumMonitorsReply> EnumMonitorsReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t EnumMonitorsReply::encoded_size() const {
    std::size_t size = 1;
    for (const auto& item : wire::first(monitors, 255)) size += 2 + item.encoded_size();
    return size;
}

}  // namespace weir::gen
