// Generated from schema/stream.yaml by codegen. Do not edit.
#include "gen/stream.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<TransportMode> = std::to_array<Named<TransportMode>>({
    {TransportMode::auto_, "auto"}, {TransportMode::encapsulated, "encapsulated"},
    {TransportMode::opaque, "opaque"}});
template struct EnumNames<TransportMode>;

template <>
constexpr auto names_of<Scale> = std::to_array<Named<Scale>>({
    {Scale::stretch, "stretch"}, {Scale::fit, "fit"}, {Scale::fill, "fill"},
    {Scale::one_to_one, "one_to_one"}});
template struct EnumNames<Scale>;

template <>
constexpr auto names_of<Anchor> = std::to_array<Named<Anchor>>({
    {Anchor::center, "center"}, {Anchor::top_left, "top_left"}});
template struct EnumNames<Anchor>;

template struct Made<Ingest>;
template struct Made<Display>;
template struct Made<Sink>;
template struct Made<StreamOpenRequest>;
template struct Made<StreamOpenReply>;
template struct Made<StreamCloseRequest>;
template struct Made<StreamCloseReply>;
template struct Made<StartIngestRequest>;
template struct Made<StartIngestReply>;
template struct Made<StopIngestRequest>;
template struct Made<StopIngestReply>;
template struct Made<StartDisplayRequest>;
template struct Made<StartDisplayReply>;
template struct Made<StopDisplayRequest>;
template struct Made<StopDisplayReply>;
template struct Made<StartSinkRequest>;
template struct Made<StartSinkReply>;
template struct Made<StopSinkRequest>;
template struct Made<StopSinkReply>;

}  // namespace weir::wire
