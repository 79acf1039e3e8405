// Generated from schema/discovery.yaml by codegen. Do not edit.
#include "gen/discovery.hpp"

namespace weir::gen {

Announcement Announcement::View::own() const {
    Announcement out;
    out.protocol_version = protocol_version;
    out.site_id = site_id;
    out.tcp_port = tcp_port;
    out.function_flags = function_flags;
    out.name = name;
    out.boot_nonce = boot_nonce;
    return out;
}

Decoded<Announcement> Announcement::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Announcement::encoded_size() const {
    std::size_t size_ = 16;
    size_ += wire::clip(name, 128).size();
    return size_;
}

Probe Probe::View::own() const {
    Probe out;
    out.boot_nonce = boot_nonce;
    return out;
}

Decoded<Probe> Probe::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

}  // namespace weir::gen
