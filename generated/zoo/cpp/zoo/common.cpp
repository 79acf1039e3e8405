// Generated from codegen/tests/zoo/common.yaml by codegen. Do not edit.
#include "zoo/common.hpp"

namespace weir::zoo {

std::string_view name(Access value) {
    switch (value) {
        case Access::view: return "view";
        case Access::control: return "control";
        case Access::admin: return "admin";
    }
    return {};
}

template <>
std::optional<Access> from_name(std::string_view name) {
    if (name == "view") return Access::view;
    if (name == "control") return Access::control;
    if (name == "admin") return Access::admin;
    return std::nullopt;
}

}  // namespace weir::zoo
