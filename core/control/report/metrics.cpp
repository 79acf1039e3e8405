#include "control/report/metrics.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/number.hpp"

namespace weir::report {
namespace {

std::string number(double value) {
    return shortest(value);
}
std::string number(std::uint64_t value) {
    return std::to_string(value);
}

// One family after the other: name, help and type once, then its samples.
class Page {
public:
    void family(std::string_view name, std::string_view type, std::string_view help) {
        name_ = name;
        text_ += "# HELP weir_" + name_ + " " + std::string(help) + "\n# TYPE weir_" + name_ + " " +
                 std::string(type) + "\n";
    }
    void sample(const std::string& labels, const std::string& value) {
        text_ += "weir_" + name_ + (labels.empty() ? "" : "{" + labels + "}") + " " + value + "\n";
    }
    std::string take() { return std::move(text_); }

private:
    std::string name_;
    std::string text_;
};

std::string label(std::string_view name, std::string_view value) {
    return std::string(name) + "=\"" + std::string(value) + "\"";
}
std::string stream_label(std::uint16_t id) {
    return label("stream", std::to_string(id));
}
std::string labels_of(const OutputSum& sum) {
    return stream_label(sum.stream_id) + "," + label("mode", gen::name(sum.mode));
}

const char* condition(const gen::ResourceState& resource) {
    if (resource.current == resource.wanted) return "settled";
    if (!resource.waits_for.empty()) return "waiting";
    return resource.error.empty() ? "moving" : "failing";
}

// Names of resources are people's and may be many; their kinds and conditions are few.
std::map<std::pair<std::string, std::string>, std::uint64_t> count_resources(
    const gen::GetRuntimeStateReply& state) {
    std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
    for (const auto& resource : state.resources) {
        // Every condition of a kind that there is has a series, so that none comes and goes.
        for (const auto* word : {"settled", "moving", "waiting", "failing"})
            counts.try_emplace({resource.kind, word}, 0);
        ++counts[{resource.kind, condition(resource)}];
    }
    return counts;
}

template <typename Value>
void streams(Page& page, const Metrics& metrics, std::string_view name, std::string_view type,
             std::string_view help, Value value) {
    page.family(name, type, help);
    for (const auto& stream : metrics.state.streams)
        page.sample(stream_label(stream.stream_id), number(value(stream)));
}

template <typename Value>
void outputs(Page& page, const Metrics& metrics, std::string_view name, std::string_view type,
             std::string_view help, Value value) {
    page.family(name, type, help);
    for (const auto& sum : metrics.outputs) page.sample(labels_of(sum), number(value(sum)));
}

void append_node(Page& page, const Metrics& metrics) {
    page.family("build_info", "gauge", "Always 1; the versions are its labels.");
    page.sample(label("version", metrics.version) + "," +
                    label("protocol", std::to_string(gen::protocol_version)),
                "1");
    page.family("up_seconds", "gauge", "Since the node started.");
    page.sample("", number(static_cast<double>(metrics.state.uptime) / 1000));
    page.family("wanted_revision", "counter", "Changes of what the node is meant to do.");
    page.sample("", number(metrics.revision));
    page.family("frame_memory_bytes", "gauge", "Frame memory in use.");
    page.sample("", number(metrics.state.memory_held));
    page.family("frame_memory_max_bytes", "gauge", "Its ceiling.");
    page.sample("", number(metrics.state.memory_max));
    page.family("peers", "gauge", "Nodes that this one hears.");
    page.sample("", number(std::uint64_t{metrics.state.peers.size()}));
    page.family("resources", "gauge",
                "Devices, connections and outputs by what they are and how they fare.");
    for (const auto& [key, count] : count_resources(metrics.state))
        page.sample(label("kind", key.first) + "," + label("state", key.second), number(count));
}

void append_streams(Page& page, const Metrics& metrics) {
    using State = gen::StreamState;
    streams(page, metrics, "stream_live", "gauge", "1 while frames arrive.",
            [](const State& s) { return std::uint64_t{s.live}; });
    streams(page, metrics, "stream_frames_received_total", "counter", "Frames that arrived.",
            [](const State& s) { return s.frames_received; });
    streams(page, metrics, "stream_frames_lost_total", "counter",
            "Frames that are missing by their sequence numbers.",
            [](const State& s) { return s.frames_lost; });
    streams(page, metrics, "stream_frames_refused_total", "counter",
            "Frames not taken in because memory was full.",
            [](const State& s) { return s.frames_refused; });
    streams(page, metrics, "stream_frames_per_second", "gauge", "Measured frame rate.",
            [](const State& s) { return s.fps_milli / 1000.0; });
    streams(page, metrics, "stream_bytes_per_second", "gauge", "Measured payload rate.",
            [](const State& s) { return static_cast<double>(s.bits_per_second) / 8; });
}

void append_outputs(Page& page, const Metrics& metrics) {
    outputs(page, metrics, "outputs", "gauge", "Outputs that there are.",
            [](const OutputSum& s) { return s.outputs; });
    outputs(page, metrics, "outputs_connected", "gauge", "Outputs whose reader is there.",
            [](const OutputSum& s) { return s.connected; });
    outputs(page, metrics, "output_frames_received_total", "counter", "Frames offered to outputs.",
            [](const OutputSum& s) { return s.frames_received; });
    outputs(page, metrics, "output_frames_sent_total", "counter", "Frames that outputs sent.",
            [](const OutputSum& s) { return s.frames_sent; });
    outputs(page, metrics, "output_frames_waiting", "gauge", "Frames that wait in outputs.",
            [](const OutputSum& s) { return s.frames_waiting; });
    outputs(page, metrics, "output_waiting_bytes", "gauge", "Bytes that wait in outputs.",
            [](const OutputSum& s) { return s.bytes_waiting; });
    outputs(page, metrics, "output_oldest_seconds", "gauge", "Age of the oldest waiting frame.",
            [](const OutputSum& s) { return s.oldest_ms / 1000.0; });
    page.family("output_frames_dropped_total", "counter",
                "Frames that outputs did not send, by cause.");
    for (const auto& sum : metrics.outputs)
        for (const auto& [cause, frames] : sum.dropped)
            page.sample(labels_of(sum) + "," + label("cause", gen::name(cause)), number(frames));
}

}  // namespace

std::string exposition(const Metrics& metrics) {
    Page page;
    append_node(page, metrics);
    append_streams(page, metrics);
    append_outputs(page, metrics);
    return page.take();
}

std::string unready(const gen::GetRuntimeStateReply& state) {
    std::string lines;
    for (const auto& resource : state.resources) {
        if (resource.current == resource.wanted) continue;
        lines += resource.kind + " " + resource.name + " is " + resource.current + ", wanted " +
                 resource.wanted;
        if (!resource.error.empty()) lines += ": " + resource.error;
        lines += "\n";
    }
    return lines;
}

}  // namespace weir::report
