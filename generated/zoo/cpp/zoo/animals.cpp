// Generated from codegen/tests/zoo/animals.yaml by codegen. Do not edit.
#include "zoo/animals.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::zoo;

template <>
constexpr auto names_of<Status> = std::to_array<Named<Status>>({
    {Status::ok, "ok"}, {Status::error, "error"}});
template struct EnumNames<Status>;

template <>
constexpr auto names_of<Species> = std::to_array<Named<Species>>({
    {Species::fish, "fish"}, {Species::bird, "bird"}, {Species::on, "on"}});
template struct EnumNames<Species>;

template <>
constexpr auto names_of<Mood> = std::to_array<Named<Mood>>({
    {Mood::calm, "calm"}, {Mood::angry, "angry"}});
template struct EnumNames<Mood>;

template <>
constexpr auto names_of<Skills> = std::to_array<Named<Skills>>({
    {Skills::swims, "swims"}, {Skills::flies, "flies"}});
template struct EnumNames<Skills>;

template struct Made<Refusal>;
template struct Made<Point>;
template struct Made<Fish>;
template struct Made<Bird>;
template struct Made<Meal>;
template struct Made<Numbers>;
template struct Made<Animal>;
template struct Made<Cargo>;
template struct Made<Datagram>;
template struct Made<Nothing>;
template struct Made<ControlRequest>;
template struct Made<ControlResponse>;
template struct Made<FeedRequest>;
template struct Made<FeedReply>;
template struct Made<CountRequest>;
template struct Made<CountReply>;

}  // namespace weir::wire

namespace weir::zoo {

std::size_t encode_cargo_head(std::span<std::byte> memory, std::uint16_t cage, const Fish& head, std::size_t data_size, Bytes head_extra) {
    return wire::encode_head(memory, Cargo{.cage = cage, .head = head}, data_size, head_extra);
}

}  // namespace weir::zoo
