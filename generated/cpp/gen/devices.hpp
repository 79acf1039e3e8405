#pragma once
// Generated from schema/devices.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


#include "gen/protocol.hpp"

#include "gen/media.hpp"

namespace weir::gen {


// Where a device's pictures come from.
enum class DeviceKind : std::uint8_t {
    camera = 1,  // A V4L2 capture device.
    screen = 2,  // An X11 display.
    pattern = 3,  // Made up; carries its own frame number.
    file = 4,  // A media file.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(DeviceKind value);
template <>
std::optional<DeviceKind> from_name(std::string_view name);

// What a device control holds. The numbers are V4L2's.
enum class ControlType : std::uint8_t {
    integer = 1,  // A number in a range.
    boolean = 2,  // 0 or 1.
    menu = 3,  // One of the named items.
    button = 4,  // Acts when set; has no value.
    integer64 = 5,  // A 64 bit number.
    control_class = 6,  // A heading.
    text = 7,  // A text.
    bitmask = 8,  // A set of bits.
    integer_menu = 9,  // One of the listed numbers.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(ControlType value);
template <>
std::optional<ControlType> from_name(std::string_view name);


// One way in which a device can deliver.
struct DeviceFormat {
    Format format{};
    PixelFormat pixel_format{};
    std::uint16_t width{};  // [px]
    std::uint16_t height{};  // [px]
    std::uint16_t fps_n{};
    std::uint16_t fps_d{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<DeviceFormat> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 12; }
    void encode(wire::Writer& out) const;
    bool operator==(const DeviceFormat&) const = default;
};

struct DeviceFormat::View {
    Format format{};
    PixelFormat pixel_format{};
    std::uint16_t width{};
    std::uint16_t height{};
    std::uint16_t fps_n{};
    std::uint16_t fps_d{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(12);
        if (checked && run0 == nullptr) return false;
        format = wire::load<Format>(run0);
        pixel_format = wire::load<PixelFormat>(run0 + 2);
        width = wire::load<std::uint16_t>(run0 + 4);
        height = wire::load<std::uint16_t>(run0 + 6);
        fps_n = wire::load<std::uint16_t>(run0 + 8);
        fps_d = wire::load<std::uint16_t>(run0 + 10);
        extra = in.rest();
        return true;
    }
    DeviceFormat own() const;
};

inline Decoded<DeviceFormat::View> DeviceFormat::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void DeviceFormat::encode(wire::Writer& out) const {
    std::byte* run0 = out.run(12);
    wire::store(run0, format);
    wire::store(run0 + 2, pixel_format);
    wire::store(run0 + 4, width);
    wire::store(run0 + 6, height);
    wire::store(run0 + 8, fps_n);
    wire::store(run0 + 10, fps_d);
}

// Something that a node can capture.
struct Device {
    DeviceKind kind{};
    std::string path{};  // What start_ingest calls it.
    std::string name{};  // What its maker calls it.
    std::string driver{};
    std::string bus{};  // Where it is plugged in.
    std::vector<DeviceFormat> formats{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Device> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const Device&) const = default;
};

struct Device::View {
    DeviceKind kind{};
    std::string_view path{};
    std::string_view name{};
    std::string_view driver{};
    std::string_view bus{};
    wire::List<wire::SizedElement<DeviceFormat::View, std::uint16_t>> formats{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(2);
        if (checked && run0 == nullptr) return false;
        kind = wire::load<DeviceKind>(run0);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0 + 1), 255, path)) return false;
        const std::byte* run1 = in.run(1);
        if (checked && run1 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1), 255, name)) return false;
        const std::byte* run2 = in.run(1);
        if (checked && run2 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run2), 255, driver)) return false;
        const std::byte* run3 = in.run(1);
        if (checked && run3 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run3), 255, bus)) return false;
        const std::byte* run4 = in.run(1);
        if (checked && run4 == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run4), 255, 14) || !formats.read(in, wire::load<std::uint8_t>(run4))) return false;
        extra = in.rest();
        return true;
    }
    Device own() const;
};

inline Decoded<Device::View> Device::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void Device::encode(wire::Writer& out) const {
    const std::string_view path_sent = wire::clip(path, 255);
    std::byte* run0 = out.run(2);
    wire::store(run0, kind);
    wire::store(run0 + 1, static_cast<std::uint8_t>(path_sent.size()));
    out.text(path_sent);
    const std::string_view name_sent = wire::clip(name, 255);
    std::byte* run1 = out.run(1);
    wire::store(run1, static_cast<std::uint8_t>(name_sent.size()));
    out.text(name_sent);
    const std::string_view driver_sent = wire::clip(driver, 255);
    std::byte* run2 = out.run(1);
    wire::store(run2, static_cast<std::uint8_t>(driver_sent.size()));
    out.text(driver_sent);
    const std::string_view bus_sent = wire::clip(bus, 255);
    std::byte* run3 = out.run(1);
    wire::store(run3, static_cast<std::uint8_t>(bus_sent.size()));
    out.text(bus_sent);
    const auto formats_sent = wire::first(formats, 255u);
    std::byte* run4 = out.run(1);
    wire::store(run4, static_cast<std::uint8_t>(formats_sent.size()));
    for (const auto& item : formats_sent) out.sized<std::uint16_t>(item);
}

// One entry of a menu control.
struct MenuItem {
    std::uint32_t index{};
    std::int64_t value{};  // The number of an integer_menu item.
    std::string name{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<MenuItem> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const MenuItem&) const = default;
};

struct MenuItem::View {
    std::uint32_t index{};
    std::int64_t value{};
    std::string_view name{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(13);
        if (checked && run0 == nullptr) return false;
        index = wire::load<std::uint32_t>(run0);
        value = wire::load<std::int64_t>(run0 + 4);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0 + 12), 64, name)) return false;
        extra = in.rest();
        return true;
    }
    MenuItem own() const;
};

inline Decoded<MenuItem::View> MenuItem::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void MenuItem::encode(wire::Writer& out) const {
    const std::string_view name_sent = wire::clip(name, 64);
    std::byte* run0 = out.run(13);
    wire::store(run0, index);
    wire::store(run0 + 4, value);
    wire::store(run0 + 12, static_cast<std::uint8_t>(name_sent.size()));
    out.text(name_sent);
}

// A setting of a device.
struct Control {
    std::uint32_t id{};  // V4L2's control id.
    ControlType type{};
    std::uint32_t flags{};  // V4L2's control flags.
    std::int64_t minimum{};
    std::int64_t maximum{};
    std::int64_t step{};
    std::int64_t default_value{};
    std::int64_t value{};
    std::string name{};
    std::vector<MenuItem> menu{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Control> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const Control&) const = default;
};

struct Control::View {
    std::uint32_t id{};
    ControlType type{};
    std::uint32_t flags{};
    std::int64_t minimum{};
    std::int64_t maximum{};
    std::int64_t step{};
    std::int64_t default_value{};
    std::int64_t value{};
    std::string_view name{};
    wire::List<wire::SizedElement<MenuItem::View, std::uint16_t>> menu{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(50);
        if (checked && run0 == nullptr) return false;
        id = wire::load<std::uint32_t>(run0);
        type = wire::load<ControlType>(run0 + 4);
        flags = wire::load<std::uint32_t>(run0 + 5);
        minimum = wire::load<std::int64_t>(run0 + 9);
        maximum = wire::load<std::int64_t>(run0 + 17);
        step = wire::load<std::int64_t>(run0 + 25);
        default_value = wire::load<std::int64_t>(run0 + 33);
        value = wire::load<std::int64_t>(run0 + 41);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0 + 49), 64, name)) return false;
        const std::byte* run1 = in.run(1);
        if (checked && run1 == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run1), 255, 15) || !menu.read(in, wire::load<std::uint8_t>(run1))) return false;
        extra = in.rest();
        return true;
    }
    Control own() const;
};

inline Decoded<Control::View> Control::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void Control::encode(wire::Writer& out) const {
    const std::string_view name_sent = wire::clip(name, 64);
    std::byte* run0 = out.run(50);
    wire::store(run0, id);
    wire::store(run0 + 4, type);
    wire::store(run0 + 5, flags);
    wire::store(run0 + 9, minimum);
    wire::store(run0 + 17, maximum);
    wire::store(run0 + 25, step);
    wire::store(run0 + 33, default_value);
    wire::store(run0 + 41, value);
    wire::store(run0 + 49, static_cast<std::uint8_t>(name_sent.size()));
    out.text(name_sent);
    const auto menu_sent = wire::first(menu, 255u);
    std::byte* run1 = out.run(1);
    wire::store(run1, static_cast<std::uint8_t>(menu_sent.size()));
    for (const auto& item : menu_sent) out.sized<std::uint16_t>(item);
}

// A screen and where it sits on the desktop.
struct Monitor {
    std::int32_t x{};  // [px]
    std::int32_t y{};  // [px]
    std::uint32_t width{};  // [px]
    std::uint32_t height{};  // [px]
    std::uint32_t width_mm{};  // [mm]
    std::uint32_t height_mm{};  // [mm]
    std::uint32_t refresh{};  // [mHz]
    std::string name{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Monitor> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const Monitor&) const = default;
};

struct Monitor::View {
    std::int32_t x{};
    std::int32_t y{};
    std::uint32_t width{};
    std::uint32_t height{};
    std::uint32_t width_mm{};
    std::uint32_t height_mm{};
    std::uint32_t refresh{};
    std::string_view name{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(29);
        if (checked && run0 == nullptr) return false;
        x = wire::load<std::int32_t>(run0);
        y = wire::load<std::int32_t>(run0 + 4);
        width = wire::load<std::uint32_t>(run0 + 8);
        height = wire::load<std::uint32_t>(run0 + 12);
        width_mm = wire::load<std::uint32_t>(run0 + 16);
        height_mm = wire::load<std::uint32_t>(run0 + 20);
        refresh = wire::load<std::uint32_t>(run0 + 24);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0 + 28), 255, name)) return false;
        extra = in.rest();
        return true;
    }
    Monitor own() const;
};

inline Decoded<Monitor::View> Monitor::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void Monitor::encode(wire::Writer& out) const {
    const std::string_view name_sent = wire::clip(name, 255);
    std::byte* run0 = out.run(29);
    wire::store(run0, x);
    wire::store(run0 + 4, y);
    wire::store(run0 + 8, width);
    wire::store(run0 + 12, height);
    wire::store(run0 + 16, width_mm);
    wire::store(run0 + 20, height_mm);
    wire::store(run0 + 24, refresh);
    wire::store(run0 + 28, static_cast<std::uint8_t>(name_sent.size()));
    out.text(name_sent);
}

struct EnumDevicesRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_devices;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumDevicesRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    void encode(wire::Writer& out) const;
    bool operator==(const EnumDevicesRequest&) const = default;
};

struct EnumDevicesRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        extra = in.rest();
        return true;
    }
    EnumDevicesRequest own() const;
};

inline Decoded<EnumDevicesRequest::View> EnumDevicesRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void EnumDevicesRequest::encode(wire::Writer&) const {
}

struct EnumDevicesReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_devices;
    std::vector<Device> devices{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumDevicesReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const EnumDevicesReply&) const = default;
};

struct EnumDevicesReply::View {
    wire::List<wire::SizedElement<Device::View, std::uint16_t>> devices{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, 8) || !devices.read(in, wire::load<std::uint8_t>(run0))) return false;
        extra = in.rest();
        return true;
    }
    EnumDevicesReply own() const;
};

inline Decoded<EnumDevicesReply::View> EnumDevicesReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void EnumDevicesReply::encode(wire::Writer& out) const {
    const auto devices_sent = wire::first(devices, 255u);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(devices_sent.size()));
    for (const auto& item : devices_sent) out.sized<std::uint16_t>(item);
}

struct EnumControlsRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_controls;
    std::string device_path{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumControlsRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const EnumControlsRequest&) const = default;
};

struct EnumControlsRequest::View {
    std::string_view device_path{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, device_path)) return false;
        extra = in.rest();
        return true;
    }
    EnumControlsRequest own() const;
};

inline Decoded<EnumControlsRequest::View> EnumControlsRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void EnumControlsRequest::encode(wire::Writer& out) const {
    const std::string_view device_path_sent = wire::clip(device_path, 255);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(device_path_sent.size()));
    out.text(device_path_sent);
}

struct EnumControlsReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_controls;
    std::vector<Control> controls{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumControlsReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const EnumControlsReply&) const = default;
};

struct EnumControlsReply::View {
    wire::List<wire::SizedElement<Control::View, std::uint16_t>> controls{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(2);
        if (checked && run0 == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run0), 65535, 53) || !controls.read(in, wire::load<std::uint16_t>(run0))) return false;
        extra = in.rest();
        return true;
    }
    EnumControlsReply own() const;
};

inline Decoded<EnumControlsReply::View> EnumControlsReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void EnumControlsReply::encode(wire::Writer& out) const {
    const auto controls_sent = wire::first(controls, 65535u);
    std::byte* run0 = out.run(2);
    wire::store(run0, static_cast<std::uint16_t>(controls_sent.size()));
    for (const auto& item : controls_sent) out.sized<std::uint16_t>(item);
}

struct GetControlRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_control;
    std::string device_path{};
    std::uint32_t control_id{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetControlRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const GetControlRequest&) const = default;
};

struct GetControlRequest::View {
    std::string_view device_path{};
    std::uint32_t control_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, device_path)) return false;
        const std::byte* run1 = in.run(4);
        if (checked && run1 == nullptr) return false;
        control_id = wire::load<std::uint32_t>(run1);
        extra = in.rest();
        return true;
    }
    GetControlRequest own() const;
};

inline Decoded<GetControlRequest::View> GetControlRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void GetControlRequest::encode(wire::Writer& out) const {
    const std::string_view device_path_sent = wire::clip(device_path, 255);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(device_path_sent.size()));
    out.text(device_path_sent);
    std::byte* run1 = out.run(4);
    wire::store(run1, control_id);
}

struct GetControlReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_control;
    std::int64_t value{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetControlReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 8; }
    void encode(wire::Writer& out) const;
    bool operator==(const GetControlReply&) const = default;
};

struct GetControlReply::View {
    std::int64_t value{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(8);
        if (checked && run0 == nullptr) return false;
        value = wire::load<std::int64_t>(run0);
        extra = in.rest();
        return true;
    }
    GetControlReply own() const;
};

inline Decoded<GetControlReply::View> GetControlReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void GetControlReply::encode(wire::Writer& out) const {
    std::byte* run0 = out.run(8);
    wire::store(run0, value);
}

struct SetControlRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::set_control;
    std::string device_path{};
    std::uint32_t control_id{};
    std::int64_t value{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<SetControlRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const SetControlRequest&) const = default;
};

struct SetControlRequest::View {
    std::string_view device_path{};
    std::uint32_t control_id{};
    std::int64_t value{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, device_path)) return false;
        const std::byte* run1 = in.run(12);
        if (checked && run1 == nullptr) return false;
        control_id = wire::load<std::uint32_t>(run1);
        value = wire::load<std::int64_t>(run1 + 4);
        extra = in.rest();
        return true;
    }
    SetControlRequest own() const;
};

inline Decoded<SetControlRequest::View> SetControlRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void SetControlRequest::encode(wire::Writer& out) const {
    const std::string_view device_path_sent = wire::clip(device_path, 255);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(device_path_sent.size()));
    out.text(device_path_sent);
    std::byte* run1 = out.run(12);
    wire::store(run1, control_id);
    wire::store(run1 + 4, value);
}

struct SetControlReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::set_control;
    std::int64_t value{};  // As the driver took it.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<SetControlReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 8; }
    void encode(wire::Writer& out) const;
    bool operator==(const SetControlReply&) const = default;
};

struct SetControlReply::View {
    std::int64_t value{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(8);
        if (checked && run0 == nullptr) return false;
        value = wire::load<std::int64_t>(run0);
        extra = in.rest();
        return true;
    }
    SetControlReply own() const;
};

inline Decoded<SetControlReply::View> SetControlReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void SetControlReply::encode(wire::Writer& out) const {
    std::byte* run0 = out.run(8);
    wire::store(run0, value);
}

struct EnumMonitorsRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_monitors;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumMonitorsRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    void encode(wire::Writer& out) const;
    bool operator==(const EnumMonitorsRequest&) const = default;
};

struct EnumMonitorsRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        extra = in.rest();
        return true;
    }
    EnumMonitorsRequest own() const;
};

inline Decoded<EnumMonitorsRequest::View> EnumMonitorsRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void EnumMonitorsRequest::encode(wire::Writer&) const {
}

struct EnumMonitorsReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_monitors;
    std::vector<Monitor> monitors{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumMonitorsReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const EnumMonitorsReply&) const = default;
};

struct EnumMonitorsReply::View {
    wire::List<wire::SizedElement<Monitor::View, std::uint16_t>> monitors{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, 31) || !monitors.read(in, wire::load<std::uint8_t>(run0))) return false;
        extra = in.rest();
        return true;
    }
    EnumMonitorsReply own() const;
};

inline Decoded<EnumMonitorsReply::View> EnumMonitorsReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void EnumMonitorsReply::encode(wire::Writer& out) const {
    const auto monitors_sent = wire::first(monitors, 255u);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(monitors_sent.size()));
    for (const auto& item : monitors_sent) out.sized<std::uint16_t>(item);
}

}  // namespace weir::gen
