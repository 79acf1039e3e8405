#include <algorithm>

#include "nodes/cli/output.hpp"
#include "nodes/cli/tables.hpp"

namespace weir::nodes::cli {

using operations::NodeReport;
using operations::Site;

namespace {

// All at once; the answers are in the order of the nodes.
template <typename Reply, typename Request>
std::vector<Result<Reply>> ask_all(operations::Network& network, const Site& site,
                                   const Request& request) {
    std::vector<operations::Question> questions;
    for (const NodeReport& node : site.nodes)
        questions.push_back(operations::question(operations::whom(node.info), request));
    std::vector<Result<Reply>> replies;
    for (const auto& body : network.ask(questions))
        replies.push_back(operations::answer<Reply>(body));
    return replies;
}

}  // namespace

Table devices_table(operations::Network& network, const Site& site,
                    std::vector<std::string>& troubles) {
    Table table{"device",
                {{"NODE", "node"},
                 {"DEVICE", "path"},
                 {"NAME", "name"},
                 {"KIND", "type"},
                 {"DRIVER", "driver"},
                 {"FORMATS", "formats"}},
                {}};
    const auto replies = ask_all<gen::EnumDevicesReply>(network, site, gen::EnumDevicesRequest{});
    for (std::size_t i = 0; i < replies.size(); ++i) {
        const NodeReport& node = site.nodes[i];
        const auto& reply = replies[i];
        if (!reply) {
            troubles.push_back(node.info.name + ": " + reply.error().what);
            continue;
        }
        for (const gen::Device& device : reply->devices) {
            std::vector<std::string> formats;
            for (const auto& format : device.formats) {
                std::string text = std::string(gen::name(format.format)) + " " +
                                   std::to_string(format.width) + "x" +
                                   std::to_string(format.height);
                if (format.fps_n != 0)
                    text += "@" + std::to_string(format.fps_n / std::max<int>(format.fps_d, 1));
                formats.push_back(std::move(text));
            }
            std::string shown = formats.empty() ? "any" : formats.front();
            if (formats.size() > 1) shown += " and " + std::to_string(formats.size() - 1) + " more";
            table.rows.push_back({{node.info.name},
                                  {device.path},
                                  {device.name},
                                  {std::string(gen::name(device.kind))},
                                  {device.driver.empty() ? "-" : device.driver},
                                  {shown, texts(std::move(formats))}});
        }
    }
    return table;
}

Table monitors_table(operations::Network& network, const Site& site,
                     std::vector<std::string>& troubles) {
    Table table{"monitor",
                {{"NODE", "node"},
                 {"NAME", "name"},
                 {"WIDTH", "width", true},
                 {"HEIGHT", "height", true},
                 {"X", "x", true},
                 {"Y", "y", true},
                 {"HZ", "refresh_hz", true}},
                {}};
    const auto replies = ask_all<gen::EnumMonitorsReply>(network, site, gen::EnumMonitorsRequest{});
    for (std::size_t i = 0; i < replies.size(); ++i) {
        const NodeReport& node = site.nodes[i];
        const auto& reply = replies[i];
        // Most nodes have no screen, which is worth a word only where one is asked for by name.
        if (!reply && reply.error().code == Code::not_found && replies.size() > 1) continue;
        if (!reply) {
            troubles.push_back(node.info.name + ": " + reply.error().what);
            continue;
        }
        for (const gen::Monitor& monitor : reply->monitors)
            table.rows.push_back({{node.info.name},
                                  {monitor.name},
                                  count(monitor.width),
                                  count(monitor.height),
                                  {std::to_string(monitor.x), std::int64_t{monitor.x}},
                                  {std::to_string(monitor.y), std::int64_t{monitor.y}},
                                  {fps_text(monitor.refresh), monitor.refresh / 1000.0}});
    }
    return table;
}

}  // namespace weir::nodes::cli
