#include "transport/endpoints.hpp"

#include <sys/un.h>

#include <string>

namespace weir::transport {

std::optional<asio::ip::udp::endpoint> datagram_endpoint(const Address& address) {
    asio::error_code not_numeric;
    const auto host = asio::ip::make_address(address.host, not_numeric);
    if (not_numeric) return std::nullopt;
    return asio::ip::udp::endpoint(host, address.port);
}

Result<asio::local::stream_protocol::endpoint> local_endpoint(const Address& address) {
    constexpr std::size_t path_bytes_max = sizeof(sockaddr_un::sun_path) - 1;
    const std::string path = address.path();
    if (path.size() > path_bytes_max)  // asio would throw
        return fail(Code::bad_request, "\"" + address.host + "\": the path of a socket is " +
                                           std::to_string(path_bytes_max) +
                                           " bytes at most; choose a shorter one");
    return asio::local::stream_protocol::endpoint(path);
}

}  // namespace weir::transport
