#pragma once
// Generated from schema/devices.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

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

// One way in which a device can deliver.
template <typename As>
struct DeviceFormatAs {
    using View = DeviceFormatAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 12, encoded_max = 12;
    Format format{};
    PixelFormat pixel_format{};
    std::uint16_t width{};  // [px]
    std::uint16_t height{};  // [px]
    std::uint16_t fps_n{};
    std::uint16_t fps_d{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<DeviceFormatAs>(bytes); }  // Decoded<View>
    static Decoded<DeviceFormatAs> decode(Bytes bytes) { return wire::Made<DeviceFormatAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // DeviceFormat
    std::size_t encoded_size() const { return wire::Made<DeviceFormatAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const DeviceFormatAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("format", my.format...),
                         wire::plain("pixel_format", my.pixel_format...),
                         wire::plain("width", my.width...),
                         wire::plain("height", my.height...),
                         wire::plain("fps_n", my.fps_n...),
                         wire::plain("fps_d", my.fps_d...));
    }
};
using DeviceFormat = DeviceFormatAs<wire::Owned>;

// Something that a node can capture.
template <typename As>
struct DeviceAs {
    using View = DeviceAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 6, encoded_max = 4596;
    DeviceKind kind{};
    As::Text path{};  // What start_ingest calls it.
    As::Text name{};  // What its maker calls it.
    As::Text driver{};
    As::Text bus{};  // Where it is plugged in.
    As::template List<wire::Sized<DeviceFormatAs>> formats{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<DeviceAs>(bytes); }  // Decoded<View>
    static Decoded<DeviceAs> decode(Bytes bytes) { return wire::Made<DeviceAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Device
    std::size_t encoded_size() const { return wire::Made<DeviceAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const DeviceAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("kind", my.kind...),
                         wire::field<wire::Str8<>>("path", my.path...)) &&
               io.fields(wire::field<wire::Str8<>>("name", my.name...)) &&
               io.fields(wire::field<wire::Str8<>>("driver", my.driver...)) &&
               io.fields(wire::field<wire::Str8<>>("bus", my.bus...)) &&
               io.fields(wire::field<wire::List8<wire::Sized<DeviceFormatAs>>>("formats", my.formats...));
    }
};
using Device = DeviceAs<wire::Owned>;

// One entry of a menu control.
template <typename As>
struct MenuItemAs {
    using View = MenuItemAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 13, encoded_max = 77;
    std::uint32_t index{};
    std::int64_t value{};  // The number of an integer_menu item.
    As::Text name{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<MenuItemAs>(bytes); }  // Decoded<View>
    static Decoded<MenuItemAs> decode(Bytes bytes) { return wire::Made<MenuItemAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // MenuItem
    std::size_t encoded_size() const { return wire::Made<MenuItemAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const MenuItemAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("index", my.index...),
                         wire::plain("value", my.value...),
                         wire::field<wire::Str8<64>>("name", my.name...));
    }
};
using MenuItem = MenuItemAs<wire::Owned>;

// A setting of a device.
template <typename As>
struct ControlAs {
    using View = ControlAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 51, encoded_max = 20260;
    std::uint32_t id{};  // V4L2's control id.
    ControlType type{};
    std::uint32_t flags{};  // V4L2's control flags.
    std::int64_t minimum{};
    std::int64_t maximum{};
    std::int64_t step{};
    std::int64_t default_value{};
    std::int64_t value{};
    As::Text name{};
    As::template List<wire::Sized<MenuItemAs>> menu{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ControlAs>(bytes); }  // Decoded<View>
    static Decoded<ControlAs> decode(Bytes bytes) { return wire::Made<ControlAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Control
    std::size_t encoded_size() const { return wire::Made<ControlAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ControlAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("id", my.id...),
                         wire::plain("type", my.type...),
                         wire::plain("flags", my.flags...),
                         wire::plain("minimum", my.minimum...),
                         wire::plain("maximum", my.maximum...),
                         wire::plain("step", my.step...),
                         wire::plain("default_value", my.default_value...),
                         wire::plain("value", my.value...),
                         wire::field<wire::Str8<64>>("name", my.name...)) &&
               io.fields(wire::field<wire::List8<wire::Sized<MenuItemAs>>>("menu", my.menu...));
    }
};
using Control = ControlAs<wire::Owned>;

// A screen and where it sits on the desktop.
template <typename As>
struct MonitorAs {
    using View = MonitorAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 29, encoded_max = 284;
    std::int32_t x{};  // [px]
    std::int32_t y{};  // [px]
    std::uint32_t width{};  // [px]
    std::uint32_t height{};  // [px]
    std::uint32_t width_mm{};  // [mm]
    std::uint32_t height_mm{};  // [mm]
    std::uint32_t refresh{};  // [mHz]
    As::Text name{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<MonitorAs>(bytes); }  // Decoded<View>
    static Decoded<MonitorAs> decode(Bytes bytes) { return wire::Made<MonitorAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Monitor
    std::size_t encoded_size() const { return wire::Made<MonitorAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const MonitorAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("x", my.x...),
                         wire::plain("y", my.y...),
                         wire::plain("width", my.width...),
                         wire::plain("height", my.height...),
                         wire::plain("width_mm", my.width_mm...),
                         wire::plain("height_mm", my.height_mm...),
                         wire::plain("refresh", my.refresh...),
                         wire::field<wire::Str8<>>("name", my.name...));
    }
};
using Monitor = MonitorAs<wire::Owned>;

template <typename As>
struct EnumDevicesRequestAs {
    using View = EnumDevicesRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_devices;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<EnumDevicesRequestAs>(bytes); }  // Decoded<View>
    static Decoded<EnumDevicesRequestAs> decode(Bytes bytes) { return wire::Made<EnumDevicesRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // EnumDevicesRequest
    std::size_t encoded_size() const { return wire::Made<EnumDevicesRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const EnumDevicesRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using EnumDevicesRequest = EnumDevicesRequestAs<wire::Owned>;

template <typename As>
struct EnumDevicesReplyAs {
    using View = EnumDevicesReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_devices;
    As::template List<wire::Sized<DeviceAs>> devices{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<EnumDevicesReplyAs>(bytes); }  // Decoded<View>
    static Decoded<EnumDevicesReplyAs> decode(Bytes bytes) { return wire::Made<EnumDevicesReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // EnumDevicesReply
    std::size_t encoded_size() const { return wire::Made<EnumDevicesReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const EnumDevicesReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::List8<wire::Sized<DeviceAs>>>("devices", my.devices...));
    }
};
using EnumDevicesReply = EnumDevicesReplyAs<wire::Owned>;

template <typename As>
struct EnumControlsRequestAs {
    using View = EnumControlsRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_controls;
    As::Text device_path{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<EnumControlsRequestAs>(bytes); }  // Decoded<View>
    static Decoded<EnumControlsRequestAs> decode(Bytes bytes) { return wire::Made<EnumControlsRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // EnumControlsRequest
    std::size_t encoded_size() const { return wire::Made<EnumControlsRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const EnumControlsRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("device_path", my.device_path...));
    }
};
using EnumControlsRequest = EnumControlsRequestAs<wire::Owned>;

template <typename As>
struct EnumControlsReplyAs {
    using View = EnumControlsReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_controls;
    As::template List<wire::Sized<ControlAs>> controls{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<EnumControlsReplyAs>(bytes); }  // Decoded<View>
    static Decoded<EnumControlsReplyAs> decode(Bytes bytes) { return wire::Made<EnumControlsReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // EnumControlsReply
    std::size_t encoded_size() const { return wire::Made<EnumControlsReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const EnumControlsReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::List16<wire::Sized<ControlAs>>>("controls", my.controls...));
    }
};
using EnumControlsReply = EnumControlsReplyAs<wire::Owned>;

template <typename As>
struct GetControlRequestAs {
    using View = GetControlRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_control;
    As::Text device_path{};
    std::uint32_t control_id{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetControlRequestAs>(bytes); }  // Decoded<View>
    static Decoded<GetControlRequestAs> decode(Bytes bytes) { return wire::Made<GetControlRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetControlRequest
    std::size_t encoded_size() const { return wire::Made<GetControlRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetControlRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("device_path", my.device_path...)) &&
               io.fields(wire::plain("control_id", my.control_id...));
    }
};
using GetControlRequest = GetControlRequestAs<wire::Owned>;

template <typename As>
struct GetControlReplyAs {
    using View = GetControlReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_control;
    std::int64_t value{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetControlReplyAs>(bytes); }  // Decoded<View>
    static Decoded<GetControlReplyAs> decode(Bytes bytes) { return wire::Made<GetControlReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetControlReply
    std::size_t encoded_size() const { return wire::Made<GetControlReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetControlReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("value", my.value...));
    }
};
using GetControlReply = GetControlReplyAs<wire::Owned>;

template <typename As>
struct SetControlRequestAs {
    using View = SetControlRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::set_control;
    As::Text device_path{};
    std::uint32_t control_id{};
    std::int64_t value{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<SetControlRequestAs>(bytes); }  // Decoded<View>
    static Decoded<SetControlRequestAs> decode(Bytes bytes) { return wire::Made<SetControlRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // SetControlRequest
    std::size_t encoded_size() const { return wire::Made<SetControlRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const SetControlRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("device_path", my.device_path...)) &&
               io.fields(wire::plain("control_id", my.control_id...),
                         wire::plain("value", my.value...));
    }
};
using SetControlRequest = SetControlRequestAs<wire::Owned>;

template <typename As>
struct SetControlReplyAs {
    using View = SetControlReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::set_control;
    std::int64_t value{};  // As the driver took it.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<SetControlReplyAs>(bytes); }  // Decoded<View>
    static Decoded<SetControlReplyAs> decode(Bytes bytes) { return wire::Made<SetControlReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // SetControlReply
    std::size_t encoded_size() const { return wire::Made<SetControlReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const SetControlReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("value", my.value...));
    }
};
using SetControlReply = SetControlReplyAs<wire::Owned>;

template <typename As>
struct EnumMonitorsRequestAs {
    using View = EnumMonitorsRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::enum_monitors;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<EnumMonitorsRequestAs>(bytes); }  // Decoded<View>
    static Decoded<EnumMonitorsRequestAs> decode(Bytes bytes) { return wire::Made<EnumMonitorsRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // EnumMonitorsRequest
    std::size_t encoded_size() const { return wire::Made<EnumMonitorsRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const EnumMonitorsRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using EnumMonitorsRequest = EnumMonitorsRequestAs<wire::Owned>;

template <typename As>
struct EnumMonitorsReplyAs {
    using View = EnumMonitorsReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::enum_monitors;
    As::template List<wire::Sized<MonitorAs>> monitors{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<EnumMonitorsReplyAs>(bytes); }  // Decoded<View>
    static Decoded<EnumMonitorsReplyAs> decode(Bytes bytes) { return wire::Made<EnumMonitorsReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // EnumMonitorsReply
    std::size_t encoded_size() const { return wire::Made<EnumMonitorsReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const EnumMonitorsReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::List8<wire::Sized<MonitorAs>>>("monitors", my.monitors...));
    }
};
using EnumMonitorsReply = EnumMonitorsReplyAs<wire::Owned>;

}  // namespace weir::gen
