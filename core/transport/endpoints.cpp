#include "transport/endpoints.hpp"

namespace weir::transport {

std::optional<asio::ip::udp::endpoint> datagram_endpoint(const Address& address) {
    asio::error_code not_numeric;
    const auto host = asio::ip::make_address(address.host, not_numeric);
    if (not_numeric) return std::nullopt;
    return asio::ip::udp::endpoint(host, address.port);
}

Result<asio::local::stream_protocol::endpoint> local_endpoint(const Address& address) {
    if (auto fits = fits_a_socket(address); !fits) return std::unexpected(fits.error());
    return asio::local::stream_protocol::endpoint(address.path());  // throws what is too long
}

}  // namespace weir::transport
