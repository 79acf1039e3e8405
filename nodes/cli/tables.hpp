#pragma once
// What nodes say of themselves, as tables. Pure, but for devices and monitors, which are asked for.

#include "nodes/cli/table.hpp"
#include "operations/site.hpp"

namespace weir::nodes::cli {

Table nodes_table(const operations::Site& site);
Table streams_table(const operations::Site& site);
Table edges_table(const operations::Site& site);
Table resources_table(const operations::NodeReport& node);
// Each stream at each node, the largest first, and under it its outputs.
Table top_table(const operations::Site& site);

// Who does not answer is named in `troubles`.
Table devices_table(operations::Network& network, const operations::Site& site,
                    std::vector<std::string>& troubles);
Table monitors_table(operations::Network& network, const operations::Site& site,
                     std::vector<std::string>& troubles);

std::vector<std::string> function_words(gen::FunctionFlags flags);
std::string functions_text(gen::FunctionFlags flags);
std::string picture_text(const gen::StreamState& stream);  // "mjpeg 640x480"
// A peer's text is a name, or an address that only the site knows the name of.
std::string name_of(const operations::Site& site, const std::string& peer);
// What is not as it should be, without those that only wait for one that is told already.
std::vector<const gen::ResourceState*> troubles(const operations::NodeReport& node);

}  // namespace weir::nodes::cli
