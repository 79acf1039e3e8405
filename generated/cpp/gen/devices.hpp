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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(12);
        if (checked && run0_ == nullptr) return false;
        format = wire::load<Format>(run0_);
        pixel_format = wire::load<PixelFormat>(run0_ + 2);
        width = wire::load<std::uint16_t>(run0_ + 4);
        height = wire::load<std::uint16_t>(run0_ + 6);
        fps_n = wire::load<std::uint16_t>(run0_ + 8);
        fps_d = wire::load<std::uint16_t>(run0_ + 10);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("format", format);
        f_("pixel_format", pixel_format);
        f_("width", width);
        f_("height", height);
        f_("fps_n", fps_n);
        f_("fps_d", fps_d);
    }
    DeviceFormat own() const;
};

inline Decoded<DeviceFormat::View> DeviceFormat::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room DeviceFormat::put(wire::Room out) const {
    std::byte* run0_ = out.run(12);
    wire::store(run0_, format);
    wire::store(run0_ + 2, pixel_format);
    wire::store(run0_ + 4, width);
    wire::store(run0_ + 6, height);
    wire::store(run0_ + 8, fps_n);
    wire::store(run0_ + 10, fps_d);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        kind = wire::load<DeviceKind>(run0_);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 1), 255, path)) return false;
        const std::byte* run1_ = in.run(1);
        if (checked && run1_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1_), 255, name)) return false;
        const std::byte* run2_ = in.run(1);
        if (checked && run2_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run2_), 255, driver)) return false;
        const std::byte* run3_ = in.run(1);
        if (checked && run3_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run3_), 255, bus)) return false;
        const std::byte* run4_ = in.run(1);
        if (checked && run4_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run4_), 255, 14) || !formats.read(in, wire::load<std::uint8_t>(run4_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("kind", kind);
        f_("path", path);
        f_("name", name);
        f_("driver", driver);
        f_("bus", bus);
        f_("formats", formats);
    }
    Device own() const;
};

inline Decoded<Device::View> Device::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Device::put(wire::Room out) const {
    const std::string_view path_sent_ = wire::clip(path, 255);
    std::byte* run0_ = out.run(2);
    wire::store(run0_, kind);
    wire::store(run0_ + 1, static_cast<std::uint8_t>(path_sent_.size()));
    out.text(path_sent_);
    const std::string_view name_sent_ = wire::clip(name, 255);
    std::byte* run1_ = out.run(1);
    wire::store(run1_, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    const std::string_view driver_sent_ = wire::clip(driver, 255);
    std::byte* run2_ = out.run(1);
    wire::store(run2_, static_cast<std::uint8_t>(driver_sent_.size()));
    out.text(driver_sent_);
    const std::string_view bus_sent_ = wire::clip(bus, 255);
    std::byte* run3_ = out.run(1);
    wire::store(run3_, static_cast<std::uint8_t>(bus_sent_.size()));
    out.text(bus_sent_);
    const auto formats_sent_ = wire::first(formats, 255u);
    std::byte* run4_ = out.run(1);
    wire::store(run4_, static_cast<std::uint8_t>(formats_sent_.size()));
    for (const auto& item_ : formats_sent_) out.sized<std::uint16_t>(item_);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const MenuItem&) const = default;
};

struct MenuItem::View {
    std::uint32_t index{};
    std::int64_t value{};
    std::string_view name{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(13);
        if (checked && run0_ == nullptr) return false;
        index = wire::load<std::uint32_t>(run0_);
        value = wire::load<std::int64_t>(run0_ + 4);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 12), 64, name)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("index", index);
        f_("value", value);
        f_("name", name);
    }
    MenuItem own() const;
};

inline Decoded<MenuItem::View> MenuItem::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room MenuItem::put(wire::Room out) const {
    const std::string_view name_sent_ = wire::clip(name, 64);
    std::byte* run0_ = out.run(13);
    wire::store(run0_, index);
    wire::store(run0_ + 4, value);
    wire::store(run0_ + 12, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(50);
        if (checked && run0_ == nullptr) return false;
        id = wire::load<std::uint32_t>(run0_);
        type = wire::load<ControlType>(run0_ + 4);
        flags = wire::load<std::uint32_t>(run0_ + 5);
        minimum = wire::load<std::int64_t>(run0_ + 9);
        maximum = wire::load<std::int64_t>(run0_ + 17);
        step = wire::load<std::int64_t>(run0_ + 25);
        default_value = wire::load<std::int64_t>(run0_ + 33);
        value = wire::load<std::int64_t>(run0_ + 41);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 49), 64, name)) return false;
        const std::byte* run1_ = in.run(1);
        if (checked && run1_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run1_), 255, 15) || !menu.read(in, wire::load<std::uint8_t>(run1_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("id", id);
        f_("type", type);
        f_("flags", flags);
        f_("minimum", minimum);
        f_("maximum", maximum);
        f_("step", step);
        f_("default_value", default_value);
        f_("value", value);
        f_("name", name);
        f_("menu", menu);
    }
    Control own() const;
};

inline Decoded<Control::View> Control::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Control::put(wire::Room out) const {
    const std::string_view name_sent_ = wire::clip(name, 64);
    std::byte* run0_ = out.run(50);
    wire::store(run0_, id);
    wire::store(run0_ + 4, type);
    wire::store(run0_ + 5, flags);
    wire::store(run0_ + 9, minimum);
    wire::store(run0_ + 17, maximum);
    wire::store(run0_ + 25, step);
    wire::store(run0_ + 33, default_value);
    wire::store(run0_ + 41, value);
    wire::store(run0_ + 49, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    const auto menu_sent_ = wire::first(menu, 255u);
    std::byte* run1_ = out.run(1);
    wire::store(run1_, static_cast<std::uint8_t>(menu_sent_.size()));
    for (const auto& item_ : menu_sent_) out.sized<std::uint16_t>(item_);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(29);
        if (checked && run0_ == nullptr) return false;
        x = wire::load<std::int32_t>(run0_);
        y = wire::load<std::int32_t>(run0_ + 4);
        width = wire::load<std::uint32_t>(run0_ + 8);
        height = wire::load<std::uint32_t>(run0_ + 12);
        width_mm = wire::load<std::uint32_t>(run0_ + 16);
        height_mm = wire::load<std::uint32_t>(run0_ + 20);
        refresh = wire::load<std::uint32_t>(run0_ + 24);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 28), 255, name)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("x", x);
        f_("y", y);
        f_("width", width);
        f_("height", height);
        f_("width_mm", width_mm);
        f_("height_mm", height_mm);
        f_("refresh", refresh);
        f_("name", name);
    }
    Monitor own() const;
};

inline Decoded<Monitor::View> Monitor::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Monitor::put(wire::Room out) const {
    const std::string_view name_sent_ = wire::clip(name, 255);
    std::byte* run0_ = out.run(29);
    wire::store(run0_, x);
    wire::store(run0_ + 4, y);
    wire::store(run0_ + 8, width);
    wire::store(run0_ + 12, height);
    wire::store(run0_ + 16, width_mm);
    wire::store(run0_ + 20, height_mm);
    wire::store(run0_ + 24, refresh);
    wire::store(run0_ + 28, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    return out;
}

struct EnumDevicesRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_devices;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumDevicesRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const EnumDevicesRequest&) const = default;
};

struct EnumDevicesRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    EnumDevicesRequest own() const;
};

inline Decoded<EnumDevicesRequest::View> EnumDevicesRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room EnumDevicesRequest::put(wire::Room out) const {
    return out;
}

struct EnumDevicesReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_devices;
    std::vector<Device> devices{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumDevicesReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const EnumDevicesReply&) const = default;
};

struct EnumDevicesReply::View {
    wire::List<wire::SizedElement<Device::View, std::uint16_t>> devices{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, 8) || !devices.read(in, wire::load<std::uint8_t>(run0_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("devices", devices);
    }
    EnumDevicesReply own() const;
};

inline Decoded<EnumDevicesReply::View> EnumDevicesReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room EnumDevicesReply::put(wire::Room out) const {
    const auto devices_sent_ = wire::first(devices, 255u);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(devices_sent_.size()));
    for (const auto& item_ : devices_sent_) out.sized<std::uint16_t>(item_);
    return out;
}

struct EnumControlsRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_controls;
    std::string device_path{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumControlsRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const EnumControlsRequest&) const = default;
};

struct EnumControlsRequest::View {
    std::string_view device_path{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, device_path)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("device_path", device_path);
    }
    EnumControlsRequest own() const;
};

inline Decoded<EnumControlsRequest::View> EnumControlsRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room EnumControlsRequest::put(wire::Room out) const {
    const std::string_view device_path_sent_ = wire::clip(device_path, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(device_path_sent_.size()));
    out.text(device_path_sent_);
    return out;
}

struct EnumControlsReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_controls;
    std::vector<Control> controls{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumControlsReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const EnumControlsReply&) const = default;
};

struct EnumControlsReply::View {
    wire::List<wire::SizedElement<Control::View, std::uint16_t>> controls{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run0_), 65535, 53) || !controls.read(in, wire::load<std::uint16_t>(run0_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("controls", controls);
    }
    EnumControlsReply own() const;
};

inline Decoded<EnumControlsReply::View> EnumControlsReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room EnumControlsReply::put(wire::Room out) const {
    const auto controls_sent_ = wire::first(controls, 65535u);
    std::byte* run0_ = out.run(2);
    wire::store(run0_, static_cast<std::uint16_t>(controls_sent_.size()));
    for (const auto& item_ : controls_sent_) out.sized<std::uint16_t>(item_);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const GetControlRequest&) const = default;
};

struct GetControlRequest::View {
    std::string_view device_path{};
    std::uint32_t control_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, device_path)) return false;
        const std::byte* run1_ = in.run(4);
        if (checked && run1_ == nullptr) return false;
        control_id = wire::load<std::uint32_t>(run1_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("device_path", device_path);
        f_("control_id", control_id);
    }
    GetControlRequest own() const;
};

inline Decoded<GetControlRequest::View> GetControlRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room GetControlRequest::put(wire::Room out) const {
    const std::string_view device_path_sent_ = wire::clip(device_path, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(device_path_sent_.size()));
    out.text(device_path_sent_);
    std::byte* run1_ = out.run(4);
    wire::store(run1_, control_id);
    return out;
}

struct GetControlReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_control;
    std::int64_t value{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetControlReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 8; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const GetControlReply&) const = default;
};

struct GetControlReply::View {
    std::int64_t value{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(8);
        if (checked && run0_ == nullptr) return false;
        value = wire::load<std::int64_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("value", value);
    }
    GetControlReply own() const;
};

inline Decoded<GetControlReply::View> GetControlReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room GetControlReply::put(wire::Room out) const {
    std::byte* run0_ = out.run(8);
    wire::store(run0_, value);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const SetControlRequest&) const = default;
};

struct SetControlRequest::View {
    std::string_view device_path{};
    std::uint32_t control_id{};
    std::int64_t value{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, device_path)) return false;
        const std::byte* run1_ = in.run(12);
        if (checked && run1_ == nullptr) return false;
        control_id = wire::load<std::uint32_t>(run1_);
        value = wire::load<std::int64_t>(run1_ + 4);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("device_path", device_path);
        f_("control_id", control_id);
        f_("value", value);
    }
    SetControlRequest own() const;
};

inline Decoded<SetControlRequest::View> SetControlRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room SetControlRequest::put(wire::Room out) const {
    const std::string_view device_path_sent_ = wire::clip(device_path, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(device_path_sent_.size()));
    out.text(device_path_sent_);
    std::byte* run1_ = out.run(12);
    wire::store(run1_, control_id);
    wire::store(run1_ + 4, value);
    return out;
}

struct SetControlReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::set_control;
    std::int64_t value{};  // As the driver took it.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<SetControlReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 8; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const SetControlReply&) const = default;
};

struct SetControlReply::View {
    std::int64_t value{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(8);
        if (checked && run0_ == nullptr) return false;
        value = wire::load<std::int64_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("value", value);
    }
    SetControlReply own() const;
};

inline Decoded<SetControlReply::View> SetControlReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room SetControlReply::put(wire::Room out) const {
    std::byte* run0_ = out.run(8);
    wire::store(run0_, value);
    return out;
}

struct EnumMonitorsRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_monitors;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumMonitorsRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const EnumMonitorsRequest&) const = default;
};

struct EnumMonitorsRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    EnumMonitorsRequest own() const;
};

inline Decoded<EnumMonitorsRequest::View> EnumMonitorsRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room EnumMonitorsRequest::put(wire::Room out) const {
    return out;
}

struct EnumMonitorsReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_monitors;
    std::vector<Monitor> monitors{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<EnumMonitorsReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const EnumMonitorsReply&) const = default;
};

struct EnumMonitorsReply::View {
    wire::List<wire::SizedElement<Monitor::View, std::uint16_t>> monitors{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, 31) || !monitors.read(in, wire::load<std::uint8_t>(run0_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("monitors", monitors);
    }
    EnumMonitorsReply own() const;
};

inline Decoded<EnumMonitorsReply::View> EnumMonitorsReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room EnumMonitorsReply::put(wire::Room out) const {
    const auto monitors_sent_ = wire::first(monitors, 255u);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(monitors_sent_.size()));
    for (const auto& item_ : monitors_sent_) out.sized<std::uint16_t>(item_);
    return out;
}

}  // namespace weir::gen
