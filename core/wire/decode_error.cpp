#include "wire/decode_error.hpp"

namespace weir::wire {

std::string_view name(DecodeProblem problem) {
    switch (problem) {
        case DecodeProblem::truncated:
            return "truncated";
        case DecodeProblem::too_long:
            return "too_long";
        case DecodeProblem::too_many:
            return "too_many";
        case DecodeProblem::out_of_range:
            return "out_of_range";
        case DecodeProblem::unknown_value:
            return "unknown_value";
        case DecodeProblem::bad_bool:
            return "bad_bool";
        case DecodeProblem::bad_text:
            return "bad_text";
    }
    return "";
}

std::string text(DecodeError error) {
    return std::string(name(error.problem)) + " at byte " + std::to_string(error.offset);
}

}  // namespace weir::wire
