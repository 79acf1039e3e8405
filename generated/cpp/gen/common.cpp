// Generated from schema/common.yaml by codegen. Do not edit.
#include "gen/common.hpp"

namespace weir::gen {

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

std::string_view name(FunctionFlags value) {
    switch (value) {
        case FunctionFlags::source: return "source";
        case FunctionFlags::relay: return "relay";
        case FunctionFlags::sink: return "sink";
        case FunctionFlags::controller: return "controller";
    }
    return {};
}

template <>
std::optional<FunctionFlags> from_name(std::string_view name) {
    if (name == "source") return FunctionFlags::source;
    if (name == "relay") return FunctionFlags::relay;
    if (name == "sink") return FunctionFlags::sink;
    if (name == "controller") return FunctionFlags::controller;
    return std::nullopt;
}

}  // namespace weir::gen
