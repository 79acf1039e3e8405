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
    for (const auto& item_ : formats) out.formats.emplace_back(item_.own());
    return out;
}

Decoded<Device> Device::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Device::encoded_size() const {
    std::size_t size_ = 6;
    size_ += wire::clip(path, 255).size();
    size_ += wire::clip(name, 255).size();
    size_ += wire::clip(driver, 255).size();
    size_ += wire::clip(bus, 255).size();
    size_ += wire::first(formats, 255).size() * 14;
    return size_;
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
    std::size_t size_ = 13;
    size_ += wire::clip(name, 64).size();
    return size_;
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
    for (const auto& item_ : menu) out.menu.emplace_back(item_.own());
    return out;
}

Decoded<Control> Control::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Control::encoded_size() const {
    std::size_t size_ = 51;
    size_ += wire::clip(name, 64).size();
    for (const auto& item_ : wire::first(menu, 255)) size_ += 2 + item_.encoded_size();
    return size_;
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
    std::size_t size_ = 29;
    size_ += wire::clip(name, 255).size();
    return size_;
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
    for (const auto& item_ : devices) out.devices.emplace_back(item_.own());
    return out;
}

Decoded<EnumDevicesReply> EnumDevicesReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t EnumDevicesReply::encoded_size() const {
    std::size_t size_ = 1;
    for (const auto& item_ : wire::first(devices, 255)) size_ += 2 + item_.encoded_size();
    return size_;
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
    std::size_t size_ = 1;
    size_ += wire::clip(device_path, 255).size();
    return size_;
}

EnumControlsReply EnumControlsReply::View::own() const {
    EnumControlsReply out;
    out.controls.reserve(controls.size());
    for (const auto& item_ : controls) out.controls.emplace_back(item_.own());
    return out;
}

Decoded<EnumControlsReply> EnumControlsReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t EnumControlsReply::encoded_size() const {
    std::size_t size_ = 2;
    for (const auto& item_ : wire::first(controls, 65535)) size_ += 2 + item_.encoded_size();
    return size_;
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
    std::size_t size_ = 5;
    size_ += wire::clip(device_path, 255).size();
    return size_;
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
    std::size_t size_ = 13;
    size_ += wire::clip(device_path, 255).size();
    return size_;
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
    for (const auto& item_ : monitors) out.monitors.emplace_back(item_.own());
    return out;
}

Decoded<EnumMonitorsReply> EnumMonitorsReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t EnumMonitorsReply::encoded_size() const {
    std::size_t size_ = 1;
    for (const auto& item_ : wire::first(monitors, 255)) size_ += 2 + item_.encoded_size();
    return size_;
}

}  // namespace weir::gen
