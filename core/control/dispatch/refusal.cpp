#include "control/dispatch/refusal.hpp"

namespace weir::dispatch {

gen::Status status_of(Code code) {
    switch (code) {
        case Code::bad_request:
            return gen::Status::invalid_params;
        case Code::not_found:
            return gen::Status::not_found;
        case Code::refused:
            return gen::Status::refused;
        case Code::device_lost:
        case Code::peer_closed:
        case Code::limit_exceeded:
        case Code::os_failure:
        case Code::timed_out:
        case Code::unsupported:
            return gen::Status::error;
    }
    return gen::Status::error;
}

Code code_of(gen::Status status) {
    switch (status) {
        case gen::Status::invalid_params:
            return Code::bad_request;
        case gen::Status::not_found:
            return Code::not_found;
        case gen::Status::refused:
        case gen::Status::conflict:
            return Code::refused;
        case gen::Status::unknown_command:
        case gen::Status::unsupported_format:
        case gen::Status::unavailable:
            return Code::unsupported;
        case gen::Status::ok:
        case gen::Status::error:
            break;
    }
    return Code::os_failure;  // and whatever a newer peer has learned to say
}

}  // namespace weir::dispatch
