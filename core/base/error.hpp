#pragma once
// Errors as values: what went wrong, where, and what the operator can do about it.

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace weir {

enum class Code : std::uint16_t {
    bad_request,
    not_found,
    device_lost,
    peer_closed,
    limit_exceeded,
    os_failure,
    refused,
    timed_out,
    unsupported,
};

struct Error {
    Code code;
    std::string
        what;  // one sentence: subject, verb, the values involved, the next step if there is one
    int os_errno = 0;  // 0 when the operating system was not asked
};

template <typename T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Code code, std::string what, int os_errno = 0) {
    return std::unexpected(Error{code, std::move(what), os_errno});
}

// "ENODEV" for 19, as a person would search for it; the number when the system has no name for it.
std::string errno_name(int os_errno);

}  // namespace weir
