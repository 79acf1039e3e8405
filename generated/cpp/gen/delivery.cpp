// Generated from schema/delivery.yaml by codegen. Do not edit.
#include "gen/delivery.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template struct Made<DeliveryMark>;
template struct Made<DeliveryAck>;
template struct Made<ResumeDeliveryRequest>;
template struct Made<ResumeDeliveryReply>;

}  // namespace weir::wire
