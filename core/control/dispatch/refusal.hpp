#pragma once
// Why a command was not done, for the peer that asked.

#include <expected>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "gen/control.hpp"

namespace weir::dispatch {

struct Refusal {
    gen::Status status;  // not ok
    std::string reason;  // one sentence for the person who asked
};

inline std::unexpected<Refusal> refuse(gen::Status status, std::string reason) {
    return std::unexpected(Refusal{status, std::move(reason)});
}

// What a peer is told about an error of ours, and what we make of a peer's refusal.
gen::Status status_of(Code code);
Code code_of(gen::Status status);

inline std::unexpected<Refusal> refuse(const Error& error) {
    return refuse(status_of(error.code), error.what);
}

}  // namespace weir::dispatch
