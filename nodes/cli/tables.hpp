#pragma once
// What nodes say of themselves, as tables. Pure.

#include "nodes/cli/output.hpp"
#include "operations/site.hpp"

namespace weir::nodes::cli {

Table nodes_table(const operations::Site& site);
Table streams_table(const operations::Site& site);
Table edges_table(const operations::Site& site);
Table resources_table(const operations::NodeReport& node);
// The last change of everything, the newest first.
Table events_table(const operations::Site& site);

std::string functions_text(gen::FunctionFlags flags);
std::string picture_text(const gen::StreamState& stream);  // "mjpeg 640x480"
// What is not as it should be, without those that only wait for one that is told already.
std::vector<const gen::ResourceState*> troubles(const operations::NodeReport& node);

}  // namespace weir::nodes::cli
