#include "stream/capture/v4l2_controls.hpp"

#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

#include "stream/capture/v4l2_handle.hpp"

namespace weir::capture {
namespace {

constexpr std::size_t controls_max = 1024;    // of one device
constexpr std::size_t menu_items_max = 255;   // a list8 on the wire
constexpr std::int64_t menu_scan_max = 1024;  // indices tried, holes included

ControlType type_of(__u32 type) {
    const bool plain = type >= V4L2_CTRL_TYPE_INTEGER && type <= V4L2_CTRL_TYPE_INTEGER_MENU;
    return plain ? static_cast<ControlType>(type) : ControlType::other;
}

// Whether the value is one number: arrays of numbers and strings are not.
bool is_number(const v4l2_query_ext_ctrl& query) {
    const auto type = type_of(query.type);
    return (query.flags & V4L2_CTRL_FLAG_HAS_PAYLOAD) == 0 && type != ControlType::text &&
           type != ControlType::other && type != ControlType::category;
}

std::string text_of(const char* field, std::size_t size) {
    return std::string(field, ::strnlen(field, size));
}

struct ExtendedCall {
    v4l2_ext_control control{};
    v4l2_ext_controls set{};

    ExtendedCall(std::uint32_t id) {
        control.id = id;
        set.which = V4L2_CTRL_WHICH_CUR_VAL;
        set.count = 1;
        set.controls = &control;
    }
    ExtendedCall(const ExtendedCall&) = delete;
    ExtendedCall& operator=(const ExtendedCall&) = delete;
};

std::int64_t value_in(const v4l2_ext_control& control, ControlType type) {
    if (type == ControlType::integer64) return control.value64;
    // A bitmask is unsigned in the driver; its top bit must not turn it negative.
    if (type == ControlType::bitmask) return static_cast<__u32>(control.value);
    return control.value;
}

void put_value(v4l2_ext_control& control, ControlType type, std::int64_t value) {
    if (type == ControlType::integer64) {
        control.value64 = value;
    } else if (type == ControlType::bitmask) {
        const auto bits = std::clamp<std::int64_t>(value, 0, std::numeric_limits<__u32>::max());
        control.value = static_cast<__s32>(static_cast<__u32>(bits));
    } else {
        using Limits = std::numeric_limits<__s32>;
        control.value =
            static_cast<__s32>(std::clamp<std::int64_t>(value, Limits::min(), Limits::max()));
    }
}

int read_value(const V4l2Handle& handle, std::uint32_t id, ControlType type, std::int64_t& value) {
    ExtendedCall call(id);
    const int outcome = handle.call(VIDIOC_G_EXT_CTRLS, call.set);
    if (outcome == 0) value = value_in(call.control, type);
    return outcome;
}

std::vector<MenuItem> read_menu(const V4l2Handle& handle, const v4l2_query_ext_ctrl& query) {
    std::vector<MenuItem> items;
    const auto type = type_of(query.type);
    if (type != ControlType::menu && type != ControlType::integer_menu) return items;
    const std::int64_t first = std::max<std::int64_t>(query.minimum, 0);
    const std::int64_t last = std::min<std::int64_t>(query.maximum, first + menu_scan_max);
    for (std::int64_t i = first; i <= last && items.size() < menu_items_max; ++i) {
        v4l2_querymenu item{};
        item.id = query.id;
        item.index = static_cast<__u32>(i);
        if (handle.call(VIDIOC_QUERYMENU, item) < 0) continue;  // a hole
        if (type == ControlType::menu)
            items.push_back({static_cast<std::uint32_t>(i), i,
                             text_of(reinterpret_cast<const char*>(item.name), sizeof(item.name))});
        else
            items.push_back({static_cast<std::uint32_t>(i), item.value, {}});
    }
    return items;
}

Control describe(const V4l2Handle& handle, const v4l2_query_ext_ctrl& query) {
    Control control{.id = query.id,
                    .type = is_number(query) ? type_of(query.type) : ControlType::other,
                    .flags = query.flags,
                    .minimum = query.minimum,
                    .maximum = query.maximum,
                    .step = static_cast<std::int64_t>(
                        std::min<__u64>(query.step, std::numeric_limits<std::int64_t>::max())),
                    .default_value = query.default_value,
                    .name = text_of(query.name, sizeof(query.name)),
                    .menu = read_menu(handle, query)};
    const auto raw_type = type_of(query.type);
    if (raw_type == ControlType::text || raw_type == ControlType::category) control.type = raw_type;
    // Buttons and write-only controls refuse to be read; they have no value then.
    else if (is_number(query) && raw_type != ControlType::button)
        read_value(handle, query.id, raw_type, control.value);
    return control;
}

std::unexpected<Error> control_failure(const std::string& path, const std::string& name,
                                       const std::string& step, int outcome) {
    const std::string what = "cannot " + step + " " + name + " of " + path + ": ";
    switch (-outcome) {
        case EACCES:
            return fail(
                Code::refused,
                what +
                    "the driver does not allow it; it is read-only, or an automatic control has it",
                EACCES);
        case EBUSY:
            return fail(Code::refused,
                        what + "it is locked while the camera streams; stop it first", EBUSY);
        case EINVAL:
        case ERANGE:
            return fail(Code::bad_request, what + "the value is not one of its choices", -outcome);
        default:
            return v4l2_failure(path, step + " " + name + " of", outcome);
    }
}

Result<v4l2_query_ext_ctrl> query(const V4l2Handle& handle, std::uint32_t id) {
    v4l2_query_ext_ctrl found{};
    found.id = id;
    const int outcome = handle.call(VIDIOC_QUERY_EXT_CTRL, found);
    if (outcome == -EINVAL || (outcome == 0 && (found.flags & V4L2_CTRL_FLAG_DISABLED) != 0))
        return fail(Code::not_found, handle.path() + " has no control " + std::to_string(id) +
                                         "; list its controls to see which it has");
    if (outcome < 0) return v4l2_failure(handle.path(), "ask for a control of", outcome);
    if (!is_number(found))
        return fail(Code::unsupported, "control " + text_of(found.name, sizeof(found.name)) +
                                           " of " + handle.path() +
                                           " is not a single number, so it can only be listed");
    return found;
}

}  // namespace

Result<std::vector<Control>> list_controls(const std::string& device_path, V4l2Api& api) {
    const auto handle = V4l2Handle::open(api, device_path);
    if (!handle) return std::unexpected(handle.error());
    constexpr __u32 next = V4L2_CTRL_FLAG_NEXT_CTRL | V4L2_CTRL_FLAG_NEXT_COMPOUND;
    std::vector<Control> controls;
    __u32 last = 0;
    while (controls.size() < controls_max) {
        v4l2_query_ext_ctrl query{};
        query.id = last | next;
        if (handle->call(VIDIOC_QUERY_EXT_CTRL, query) < 0) break;
        if (query.id <= last) break;  // a driver that goes round in circles
        last = query.id;
        if ((query.flags & V4L2_CTRL_FLAG_DISABLED) == 0)
            controls.push_back(describe(*handle, query));
    }
    return controls;
}

Result<std::int64_t> get_control(const std::string& device_path, std::uint32_t id, V4l2Api& api) {
    const auto handle = V4l2Handle::open(api, device_path);
    if (!handle) return std::unexpected(handle.error());
    const auto found = query(*handle, id);
    if (!found) return std::unexpected(found.error());
    std::int64_t value = 0;
    if (const int outcome = read_value(*handle, id, type_of(found->type), value); outcome < 0)
        return control_failure(device_path, text_of(found->name, sizeof(found->name)), "read",
                               outcome);
    return value;
}

Result<std::int64_t> set_control(const std::string& device_path, std::uint32_t id,
                                 std::int64_t value, V4l2Api& api) {
    const auto handle = V4l2Handle::open(api, device_path);
    if (!handle) return std::unexpected(handle.error());
    const auto found = query(*handle, id);
    if (!found) return std::unexpected(found.error());
    const auto type = type_of(found->type);
    ExtendedCall call(id);
    put_value(call.control, type, value);
    if (const int outcome = handle->call(VIDIOC_S_EXT_CTRLS, call.set); outcome < 0)
        return control_failure(device_path, text_of(found->name, sizeof(found->name)), "set",
                               outcome);
    return value_in(call.control, type);
}

}  // namespace weir::capture
