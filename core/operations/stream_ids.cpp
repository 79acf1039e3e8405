#include "operations/stream_ids.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "base/hash.hpp"
#include "base/planted.hpp"

namespace weir::operations {
namespace {

constexpr unsigned attempts_max = 64;
constexpr unsigned lost_races_max = 3;  // whose winner is not to be seen
constexpr std::uint32_t ids = 65535;    // 1 to 65535

std::uint32_t hash(std::string_view node, std::string_view device, std::uint32_t start) {
    constexpr std::string_view end = "\xff";  // in no text, so "ab","c" is not "a","bc"
    std::uint32_t value = start;
    for (const std::string_view text : {node, end, device, end}) value = fnv1a(text, value);
    return value ^ (value >> 16);
}

// The sign that "%20" at the beginning of the text stands for.
std::optional<char> escaped(std::string_view text) {
    unsigned char code = 0;
    if (text.size() < 3 || text[0] != '%') return std::nullopt;
    const auto [end, problem] = std::from_chars(text.data() + 1, text.data() + 3, code, 16);
    if (problem != std::errc{} || end != text.data() + 3 || code >= 0x80) return std::nullopt;
    return static_cast<char>(code);
}

bool is(const gen::Ingest& ingest, const NodeReport& at, const std::string& node,
        const std::string& key) {
    return at.info.name == node && device_key(ingest.device_path) == key;
}

// Ids that stand for anything but this device of this node.
std::set<std::uint16_t> taken_ids(const Site& site, const std::string& node,
                                  const std::string& key) {
    std::set<std::uint16_t> taken;
    std::set<std::uint16_t> own;
    std::set<std::uint16_t> flowing;
    for (const NodeReport& at : site.nodes) {
        if (at.config) {
            for (const auto& ingest : at.config->ingests)
                (is(ingest, at, node, key) ? own : taken).insert(ingest.stream_id);
            for (const auto& edge : at.config->relays) {
                flowing.insert(edge.stream_id);
                flowing.insert(edge.output_stream_id);
            }
        }
        if (at.runtime)
            for (const auto& stream : at.runtime->streams) flowing.insert(stream.stream_id);
    }
    for (const auto id : flowing)
        if (!own.contains(id)) taken.insert(id);  // wherever its own flows, it is this device
    return taken;
}

// Another device, here or elsewhere, is meant to have this id, too.
bool is_disputed(const Site& site, std::uint16_t id, const std::string& node,
                 const std::string& key) {
    return std::ranges::any_of(site.nodes, [&](const NodeReport& at) {
        return at.config && std::ranges::any_of(at.config->ingests, [&](const auto& ingest) {
                   return ingest.stream_id == id && !is(ingest, at, node, key);
               });
    });
}

Result<> write(Network& network, const std::string& node, const gen::Ingest& wish) {
    const auto reply =
        ask<gen::StartIngestReply>(network, node, gen::StartIngestRequest::from(wish));
    if (!reply) return std::unexpected(reply.error());
    return {};
}

// The id is somebody's choice: refused where it is another device's.
Result<std::uint16_t> start_as(Network& network, const std::string& node, const gen::Ingest& wish,
                               const Site& site, const std::string& name) {
    const std::string key = device_key(wish.device_path);
    if (is_disputed(site, wish.stream_id, name, key))
        return fail(Code::refused, "stream " + std::to_string(wish.stream_id) +
                                       " is another device already; stop that, or leave the id "
                                       "away and get a free one");
    const auto written = write(network, node, wish);
    if (!written) return std::unexpected(written.error());
    return wish.stream_id;
}

}  // namespace

std::string device_key(std::string_view device_path) {
    auto path = device_path.substr(0, device_path.find('?'));
    constexpr std::string_view camera = "v4l2:";  // "/dev/video0" in long
    if (path.starts_with(camera)) path.remove_prefix(camera.size());
    std::string key;
    while (!path.empty()) {
        const auto sign = escaped(path);
        key += sign.value_or(path.front());
        path.remove_prefix(sign ? 3 : 1);
    }
    return key;
}

std::uint16_t candidate_id(std::string_view node, std::string_view device_path, unsigned attempt) {
    const std::string key = device_key(device_path);
    const std::uint32_t first = hash(node, key, fnv1a_start) % ids;
    // 65535 = 3 * 5 * 17 * 257: a step with none of these factors visits every id.
    std::uint32_t step = 1 + hash(node, key, 0x9e3779b9u) % (ids - 1);
    while (step % 3 == 0 || step % 5 == 0 || step % 17 == 0 || step % 257 == 0) ++step;
    const std::uint64_t place = first + std::uint64_t{step} * attempt;
    return static_cast<std::uint16_t>(1 + place % ids);
}

const gen::Ingest* find_ingest(const NodeReport& node, std::string_view device_path) {
    if (!node.config) return nullptr;
    const std::string key = device_key(device_path);
    const auto at = std::ranges::find_if(node.config->ingests, [&](const gen::Ingest& ingest) {
        return device_key(ingest.device_path) == key;
    });
    return at == node.config->ingests.end() ? nullptr : &*at;
}

Result<std::uint16_t> free_stream_id(const Site& site, const std::string& node,
                                     std::string_view device_path) {
    const auto taken = taken_ids(site, node, device_key(device_path));
    for (unsigned attempt = 0; attempt < ids; ++attempt)
        if (const auto id = candidate_id(node, device_path, attempt); !taken.contains(id))
            return id;
    return fail(Code::limit_exceeded, "all 65535 stream ids are taken; stop a stream first");
}

Result<std::uint16_t> start_ingest(Network& network, const std::string& node, gen::Ingest wish) {
    Site site = look(network, Look::both, {node});
    const auto at = node_that_answers(site, node);
    if (!at) return std::unexpected(at.error());
    const std::string name = (*at)->info.name;
    const std::string key = device_key(wish.device_path);
    if (wish.stream_id != 0) return start_as(network, node, wish, site, name);
    if (const gen::Ingest* here = find_ingest(**at, wish.device_path)) {
        wish.stream_id = here->stream_id;
        const auto written = write(network, node, wish);
        if (!written) return std::unexpected(written.error());
        return wish.stream_id;
    }
    unsigned lost_races = 0;
    for (unsigned attempt = 0; attempt < attempts_max; ++attempt) {
        const auto id = free_stream_id(site, name, wish.device_path);
        if (!id) return id;
        wish.stream_id = *id;
        const auto written = write(network, node, wish);
        site = look(network, Look::both, {node});
        const bool disputed =
            is_disputed(site, *id, name, key) && !planted(Fault::disputed_id_kept);
        if (written && !disputed) return *id;
        // Whoever had the id may have taken it back since; a node that always refuses is believed.
        const bool lost_race = !written && written.error().code == Code::refused &&
                               (disputed || ++lost_races <= lost_races_max);
        if (!written && !lost_race) return std::unexpected(written.error());
        if (!written) continue;
        // When that fails, the node is gone or the wish is.
        [[maybe_unused]] const auto taken_back =
            ask<gen::StopIngestReply>(network, node, gen::StopIngestRequest{.stream_id = *id});
    }
    return fail(Code::refused, node + ": no stream id stayed free in " +
                                   std::to_string(attempts_max) +
                                   " tries; other controllers are at work, try again");
}

}  // namespace weir::operations
