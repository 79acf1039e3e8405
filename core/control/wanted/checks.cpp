#include "control/wanted/checks.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/limits.hpp"
#include "control/wanted/wanted_state.hpp"

namespace weir::wanted {
namespace {

std::unexpected<Error> bad(std::string_view what, std::uint16_t stream_id, std::string why) {
    return fail(Code::bad_request, std::string(what) + " of stream " + std::to_string(stream_id) +
                                       ": " + std::move(why));
}

Result<> check_stream(std::string_view what, std::uint16_t stream_id) {
    if (stream_id != 0) return {};
    return fail(Code::bad_request,
                std::string(what) + ": stream_id is 0, which is no stream; use 1 to 65535");
}

template <typename Item>
Result<> check_stream(std::string_view what, const Item& item) {
    if (auto sound = check_stream(what, item.stream_id); !sound) return sound;
    if (item.site_id == 0) return {};
    return bad(what, item.stream_id,
               "site " + std::to_string(item.site_id) +
                   " is not known here; 0 is this node's own site, the only one it reaches");
}

// Below the folder that is set aside, as a person would write it: nothing in it leads elsewhere.
Result<> check_file(const gen::Sink& sink) {
    const auto fault = [&](const std::string& why) {
        return bad("sink", sink.stream_id, "path \"" + sink.path + "\" " + why);
    };
    const std::string_view path = sink.path;
    if (path.empty() || path.find('\0') != std::string_view::npos)
        return bad("sink", sink.stream_id, "the path is empty or holds a NUL; name a file");
    if (path.front() == '/')
        return fault("is not relative; it is taken below the node's folder for recordings");
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const auto part = path.substr(at, end - at);
        if (part.empty() || part.front() == '.')
            return fault("has a part that is empty or begins with a dot; example: front/door.mkv");
        at = end + 1;
    }
    const auto dot = path.rfind('.');
    const auto ending = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    for (const std::string_view known : {"mkv", "mp4", "mov", "avi", "ts", "nut"})
        if (ending == known) return {};
    return fault("names no kind of file; end it in .mkv, .mp4, .mov, .avi, .ts or .nut");
}

// Zero is "let the node choose" and so is no value that the schema would have to list.
template <typename Enum>
bool known_or_zero(Enum value) {
    return value == Enum{} || !gen::name(value).empty();
}

template <typename Item, typename Key>
Result<> check_all(const std::vector<Item>& items, std::size_t count_max, std::string_view what,
                   Key key) {
    if (items.size() > count_max)
        return fail(Code::limit_exceeded, std::to_string(items.size()) + " " + std::string(what) +
                                              ", the limit is " + std::to_string(count_max));
    std::set<decltype(key(items.front()))> keys;
    for (const Item& item : items) {
        if (auto sound = check(item); !sound) return sound;
        if (!keys.insert(key(item)).second) return bad(what, item.stream_id, "listed twice");
    }
    return {};
}

}  // namespace

Result<> check(const gen::Ingest& ingest) {
    if (auto sound = check_stream("ingest", ingest); !sound) return sound;
    const auto fault = [&](const std::string& why) { return bad("ingest", ingest.stream_id, why); };
    if (ingest.device_path.empty())
        return fault("device_path is empty; name a device as enum_devices lists it");
    if (ingest.width > limits::picture_side_max || ingest.height > limits::picture_side_max)
        return fault(std::to_string(ingest.width) + "x" + std::to_string(ingest.height) +
                     " is larger than " + std::to_string(limits::picture_side_max) + " pixels");
    if ((ingest.width == 0) != (ingest.height == 0))
        return fault(
            "one of width and height is 0; give both, or 0 for both to let the node choose");
    if (ingest.fps_n != 0 && ingest.fps_d == 0)
        return fault("fps_d is 0; give the frame rate as fps_n / fps_d");
    if (!known_or_zero(ingest.transport_mode))
        return fault("transport_mode " +
                     std::to_string(static_cast<unsigned>(ingest.transport_mode)) +
                     " is not known here");
    if (ingest.dest_host.empty() && ingest.dest_port != 0)
        return fault("dest_port is given without dest_host");
    const bool unix_path = ingest.dest_host.starts_with("unix:/");
    if (ingest.transport_mode == gen::TransportMode::opaque && ingest.dest_port == 0 && !unix_path)
        return fault(
            "transport_mode opaque leads to a program that takes bare bytes; give its HOST:PORT or "
            "unix:/PATH as the destination");
    return {};
}

Result<> check(const gen::Display& display) {
    if (auto sound = check_stream("display", display); !sound) return sound;
    if (!known_or_zero(display.scale) || !known_or_zero(display.anchor))
        return bad("display", display.stream_id,
                   "scale " + std::to_string(static_cast<unsigned>(display.scale)) +
                       " with anchor " + std::to_string(static_cast<unsigned>(display.anchor)) +
                       " is not known here");
    if (display.win_w > limits::picture_side_max || display.win_h > limits::picture_side_max)
        return bad("display", display.stream_id,
                   "a window of " + std::to_string(display.win_w) + "x" +
                       std::to_string(display.win_h) + " is larger than " +
                       std::to_string(limits::picture_side_max) + " pixels");
    return {};
}

Result<> check(const gen::Sink& sink) {
    if (auto sound = check_stream("sink", sink); !sound) return sound;
    return check_file(sink);
}

Result<> check(const gen::RelayEdge& edge) {
    if (auto sound = check_stream("relay", edge); !sound) return sound;
    if (auto sound = check_delivery(edge); !sound) return sound;
    if (edge.dest_host.empty())
        return bad("relay", edge.stream_id,
                   "dest_host is empty; an output for this connection only is not kept");
    return {};
}

Result<> check(const gen::GetConfigStateReply& state) {
    const auto stream = [](const auto& item) { return item.stream_id; };
    const auto edge = [](const gen::RelayEdge& item) {
        return std::tuple(item.stream_id, item.output_stream_id, item.dest_host, item.dest_port);
    };
    if (auto sound = check_all(state.ingests, limits::streams_max, "ingest", stream); !sound)
        return sound;
    if (auto sound = check_all(state.displays, limits::streams_max, "display", stream); !sound)
        return sound;
    if (auto sound = check_all(state.sinks, limits::streams_max, "sink", stream); !sound)
        return sound;
    if (auto sound = check_all(state.relays, limits::outputs_max, "relay", edge); !sound)
        return sound;

    for (const gen::RelayEdge& item : state.relays)
        if (auto sound = check_scheduler(item, state.relays); !sound) return sound;
    std::set<std::uint16_t> ids;
    for (const gen::RelayEdge& item : state.relays)
        if (item.output_id == 0 || item.output_id >= passing_output_first ||
            !ids.insert(item.output_id).second)
            return bad("relay", item.stream_id,
                       "output_id " + std::to_string(item.output_id) + " is out of range or taken");
    return {};
}

}  // namespace weir::wanted
