#include "stream/capture/v4l2_devices.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <system_error>
#include <utility>

#include "stream/capture/v4l2_handle.hpp"
#include "stream/capture/v4l2_negotiation.hpp"
#include "stream/capture/v4l2_offers.hpp"

namespace weir::capture {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t nodes_max = 256;           // minors of V4L2
constexpr std::size_t listed_formats_max = 255;  // a list8 on the wire

// Never throws: a folder that is not there has no entries.
std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error))
        paths.push_back(entry->path());
    return paths;
}

// "video12" -> 12; -1 for anything else.
int number_of(const fs::path& path) {
    const std::string name = path.filename();
    constexpr std::string_view prefix = "video";
    if (!name.starts_with(prefix) || name.size() > prefix.size() + 4) return -1;
    int number = 0;
    for (const char c : name.substr(prefix.size())) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return name.size() == prefix.size() ? -1 : number;
}

std::vector<fs::path> video_nodes(const std::string& devices) {
    auto nodes = entries_of(devices);
    std::erase_if(nodes, [](const fs::path& path) { return number_of(path) < 0; });
    std::ranges::sort(nodes, {}, number_of);
    if (nodes.size() > nodes_max) nodes.resize(nodes_max);
    return nodes;
}

std::vector<frame::StreamFormat> formats_of(const V4l2Handle& handle) {
    std::vector<frame::StreamFormat> formats;
    const auto offers = list_offers(handle);
    for (const KnownFormat& known : known_formats()) {
        for (const Offer& offer : offers) {
            if (offer.fourcc != known.fourcc) continue;
            auto rates = offer.rates;
            if (rates.empty()) rates.push_back({});
            for (const Rate rate : rates) {
                if (formats.size() == listed_formats_max) return formats;
                formats.push_back(Agreed{
                    .format = &known, .width = offer.width, .height = offer.height, .rate = rate}
                                      .stream_format());
            }
        }
    }
    return formats;
}

}  // namespace

std::string stable_path(const std::string& node, const std::string& devices) {
    std::error_code error;
    for (const char* folder : {"v4l/by-id", "v4l/by-path"}) {
        auto links = entries_of(fs::path(devices) / folder);
        std::ranges::sort(links);
        for (const fs::path& link : links)
            if (fs::equivalent(link, node, error) && !error) return link;
    }
    return node;
}

std::vector<DeviceInfo> list_cameras(V4l2Api& api, const std::string& devices) {
    std::vector<DeviceInfo> cameras;
    for (const fs::path& node : video_nodes(devices)) {
        const auto handle = V4l2Handle::open(api, node);
        if (!handle) continue;
        auto identity = identify(*handle);
        if (!identity || !identity->captures) continue;
        cameras.push_back({.kind = Kind::camera,
                           .path = stable_path(node, devices),
                           .name = std::move(identity->card),
                           .driver = std::move(identity->driver),
                           .bus = std::move(identity->bus),
                           .formats = formats_of(*handle)});
    }
    return cameras;
}

}  // namespace weir::capture
