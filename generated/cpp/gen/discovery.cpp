// Generated from schema/discovery.yaml by codegen. Do not edit.
#include "gen/discovery.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template struct Made<Announcement>;
template struct Made<Probe>;

}  // namespace weir::wire
