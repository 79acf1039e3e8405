#pragma once
// Whole messages: the header in front of a record, and the envelope around a command's request or
// reply.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wire/header.hpp"
#include "wire/writer.hpp"

namespace weir::wire {

template <typename T>
concept NumberedRecord = requires { T::type; };

// Request or reply: the body of a control message.
template <typename T>
concept CommandRecord = requires { T::command; };

// Header and payload.
template <NumberedRecord T>
std::vector<std::byte> to_message(const T& message) {
    const std::size_t size = message.encoded_size();
    std::vector<std::byte> bytes(header_bytes + size);
    store_header(bytes.data(), {T::type, static_cast<std::uint32_t>(size)});
    Writer out({bytes.data() + header_bytes, size});
    message.encode(out);
    return bytes;
}

// A control_request for a request, a control_response with status ok for a reply; `type` is theirs.
template <std::uint16_t type, CommandRecord T>
std::vector<std::byte> to_message(std::uint16_t request_id, const T& body) {
    constexpr std::size_t prefix_bytes = 4 + 2 * T::is_reply;  // id, command, in a response status
    const std::size_t size = prefix_bytes + body.encoded_size();
    std::vector<std::byte> bytes(header_bytes + size);
    store_header(bytes.data(), {type, static_cast<std::uint32_t>(size)});
    Writer out({bytes.data() + header_bytes, size});
    std::byte* prefix = out.run(prefix_bytes);
    store(prefix, request_id);
    store(prefix + 2, T::command);
    if constexpr (T::is_reply) store(prefix + 4, std::uint16_t{0});
    body.encode(out);
    return bytes;
}

}  // namespace weir::wire
