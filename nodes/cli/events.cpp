#include "nodes/cli/events.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <map>
#include <set>

#include "nodes/cli/follower.hpp"
#include "nodes/cli/looking.hpp"
#include "nodes/duration.hpp"

namespace weir::nodes::cli {
namespace {

using operations::NodeReport;
using operations::Site;

// In the reader's time zone; the day only where it is another one.
std::string clock_text(std::uint64_t unix_ms) {
    const auto second = static_cast<std::time_t>(unix_ms / 1000);
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    std::tm today{};
    localtime_r(&second, &local);
    localtime_r(&now, &today);
    const bool same_day = local.tm_yday == today.tm_yday && local.tm_year == today.tm_year;
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), same_day ? "%H:%M:%S" : "%Y-%m-%d %H:%M:%S", &local);
    std::string out(text.data());
    const std::string ms = std::to_string(unix_ms % 1000);
    return out + "." + std::string(3 - ms.size(), '0') + ms;
}

Tone tone_of(const gen::NodeEvent& event) {
    if (event.after == "failed" || event.after == "lost") return Tone::bad;
    return event.detail.empty() ? Tone::plain : Tone::doubtful;
}

std::vector<Cell> row_of(const PastEvent& past) {
    const gen::NodeEvent& event = past.event;
    const std::string subject(gen::name(event.subject));
    return {{clock_text(event.at), event.at},
            {past.node},
            {subject},
            {event.name},
            {event.before.empty() ? "-" : event.before, event.before, Tone::faint},
            {event.after.empty() ? "gone" : event.after, event.after, tone_of(event)},
            {event.detail},
            {"", event.number}};
}

void by_time(std::vector<PastEvent>& events) {
    std::ranges::stable_sort(events, {}, [](const PastEvent& past) { return past.event.at; });
}

// As many messages as it takes: one holds only so many events.
Result<std::vector<gen::NodeEvent>> all_of(LiveNetwork& network, const NodeReport& node,
                                           std::uint64_t after = 0) {
    std::vector<gen::NodeEvent> all;
    for (;;) {
        const auto reply = operations::ask<gen::GetEventsReply>(
            network, operations::whom(node.info), gen::GetEventsRequest{.after = after});
        if (!reply) return std::unexpected(reply.error());
        for (const gen::NodeEvent& event : reply->events) all.push_back(event);
        if (reply->events.empty() || reply->events.back().number >= reply->last) return all;
        after = reply->events.back().number;
    }
}

}  // namespace

std::vector<PastEvent> history(LiveNetwork& network, const Site& site,
                               std::vector<std::string>* without) {
    std::vector<PastEvent> all;
    for (const NodeReport& node : site.nodes) {
        const auto events = all_of(network, node);
        if (!events && without != nullptr)
            without->push_back(node.info.name + ": " + events.error().what);
        if (!events) continue;
        for (const gen::NodeEvent& event : *events) all.push_back({node.info.name, event});
    }
    by_time(all);
    return all;
}

Table events_table(const std::vector<PastEvent>& events) {
    Table table{"event",
                {{"TIME", "at_ms"},
                 {"NODE", "node"},
                 {"WHAT", "subject"},
                 {"NAME", "name"},
                 {"WAS", "before"},
                 {"IS", "after"},
                 {"WHY", "detail"},
                 {"", "number"}},
                {}};
    for (const PastEvent& past : events) table.rows.push_back(row_of(past));
    return table;
}

namespace {

// Shows every event once, whichever way it came.
class Watch {
public:
    explicit Watch(LiveNetwork& network) : network_(network) {}

    std::vector<PastEvent> news(const Site& site, Follower& follower) {
        std::vector<PastEvent> news;
        std::set<std::string> shown;
        for (const NodeReport& node : site.nodes) {
            shown.insert(operations::whom(node.info));
            if (!node.runtime) continue;
            const Start start{node.info.name, node.runtime->boot_nonce};
            // What was before, and what happens at whoever does not tell it by itself.
            const auto last = last_[start];
            if (last != 0 && follower.follows(node)) continue;
            if (const auto events = all_of(network_, node, last))
                for (const gen::NodeEvent& event : *events) add(news, start, event);
        }
        for (const Follower::Event& told : follower.take_events())
            if (shown.contains(told.node)) add(news, {told.name, told.boot_nonce}, told.event);
        by_time(news);
        return news;
    }

private:
    // A node's name and boot nonce: numbers begin anew with the next start, and another node of the
    // name has its own.
    using Start = std::pair<std::string, std::uint64_t>;

    void add(std::vector<PastEvent>& news, const Start& start, const gen::NodeEvent& event) {
        auto& last = last_[start];
        if (event.number <= last) return;
        last = event.number;
        news.push_back({start.first, event});
    }

    LiveNetwork& network_;
    std::map<Start, std::uint64_t> last_;  // the number of the last event shown
};

int watch(LiveNetwork& network, Output& out, const GetOptions& options) {
    Follower follower(network, seconds(options.interval_seconds), only(options.node));
    Watch watch(network);
    bool begun = false;
    do {
        const auto site = one_of_them(follower.site(), options.node);
        if (!site && !begun) return failed(site.error());
        const auto news = watch.news(site ? *site : Site{}, follower);
        if (!news.empty() || !begun) out.append(events_table(news));
        begun = true;
    } while (follower.wait());
    return exit_ok;
}

}  // namespace

int get_events(LiveNetwork& network, Output& out, const GetOptions& options) {
    if (options.watch) return watch(network, out, options);
    const auto site = look_at(network, options.node);
    if (!site) return failed(site.error());
    std::vector<std::string> without;
    const Table table = events_table(history(network, *site, &without));
    for (const std::string& trouble : without) note(trouble);
    if (table.rows.empty() && out.for_people())
        note("no node tells of any event");
    else
        out.show(table);
    return without.empty() ? exit_ok : exit_partly;
}

}  // namespace weir::nodes::cli
