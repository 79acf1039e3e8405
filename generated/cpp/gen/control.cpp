// Generated from schema/control.yaml by codegen. Do not edit.
#include "gen/control.hpp"

namespace weir::gen {

std::string_view name(Status value) {
    switch (value) {
        case Status::ok: return "ok";
        case Status::error: return "error";
        case Status::unknown_command: return "unknown_command";
        case Status::invalid_params: return "invalid_params";
        case Status::not_found: return "not_found";
        case Status::refused: return "refused";
        case Status::unsupported_format: return "unsupported_format";
        case Status::conflict: return "conflict";
    }
    return {};
}

template <>
std::optional<Status> from_name(std::string_view name) {
    if (name == "ok") return Status::ok;
    if (name == "error") return Status::error;
    if (name == "unknown_command") return Status::unknown_command;
    if (name == "invalid_params") return Status::invalid_params;
    if (name == "not_found") return Status::not_found;
    if (name == "refused") return Status::refused;
    if (name == "unsupported_format") return Status::unsupported_format;
    if (name == "conflict") return Status::conflict;
    return std::nullopt;
}

Refusal Refusal::View::own() const {
    Refusal out;
    out.reason = reason;
    return out;
}

Decoded<Refusal> Refusal::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Refusal::encoded_size() const {
    std::size_t size_ = 1;
    size_ += wire::clip(reason, 255).size();
    return size_;
}

ControlRequest ControlRequest::View::own() const {
    ControlRequest out;
    out.request_id = request_id;
    out.command = command;
    out.body.assign(body.begin(), body.end());
    return out;
}

Decoded<ControlRequest> ControlRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t ControlRequest::encoded_size() const {
    std::size_t size_ = 4;
    size_ += body.size();
    return size_;
}

ControlResponse ControlResponse::View::own() const {
    ControlResponse out;
    out.request_id = request_id;
    out.command = command;
    out.status = status;
    out.body.assign(body.begin(), body.end());
    return out;
}

Decoded<ControlResponse> ControlResponse::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t ControlResponse::encoded_size() const {
    std::size_t size_ = 6;
    size_ += body.size();
    return size_;
}

}  // namespace weir::gen
