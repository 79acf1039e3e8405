// Generated from schema/devices.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/devices.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void devices_fuzz_targets(fuzz::Targets& out);
void devices_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/device_format", fuzz::check_record<DeviceFormat, Package>});
    out.push_back({"gen/device", fuzz::check_record<Device, Package>});
    out.push_back({"gen/menu_item", fuzz::check_record<MenuItem, Package>});
    out.push_back({"gen/control", fuzz::check_record<Control, Package>});
    out.push_back({"gen/monitor", fuzz::check_record<Monitor, Package>});
    out.push_back({"gen/enum_devices_request", fuzz::check_record<EnumDevicesRequest, Package>});
    out.push_back({"gen/enum_devices_reply", fuzz::check_record<EnumDevicesReply, Package>});
    out.push_back({"gen/enum_controls_request", fuzz::check_record<EnumControlsRequest, Package>});
    out.push_back({"gen/enum_controls_reply", fuzz::check_record<EnumControlsReply, Package>});
    out.push_back({"gen/get_control_request", fuzz::check_record<GetControlRequest, Package>});
    out.push_back({"gen/get_control_reply", fuzz::check_record<GetControlReply, Package>});
    out.push_back({"gen/set_control_request", fuzz::check_record<SetControlRequest, Package>});
    out.push_back({"gen/set_control_reply", fuzz::check_record<SetControlReply, Package>});
    out.push_back({"gen/enum_monitors_request", fuzz::check_record<EnumMonitorsRequest, Package>});
    out.push_back({"gen/enum_monitors_reply", fuzz::check_record<EnumMonitorsReply, Package>});
}

}  // namespace weir::gen
