#include "support/catch.hpp"

#include <set>
#include <sstream>

#include "control/report/metrics.hpp"

namespace {
using namespace weir;

report::Metrics sample() {
    report::Metrics metrics;
    metrics.version = "1.2.3";
    metrics.revision = 4;
    metrics.state.uptime = 1500;
    metrics.state.streams.resize(1);
    metrics.state.streams[0].stream_id = 7;
    metrics.state.streams[0].live = true;
    metrics.state.streams[0].bits_per_second = 80;
    metrics.state.streams[0].fps_milli = 29'970;
    metrics.state.resources.resize(3);
    metrics.state.resources[0].kind = "output";
    metrics.state.resources[0].name = "stream 7 to \"evil\"\n";
    metrics.state.resources[0].current = "detached";
    metrics.state.resources[0].wanted = "attached";
    metrics.state.resources[0].error = "nobody is there";
    metrics.state.resources[1].kind = "output";
    metrics.state.resources[2] = metrics.state.resources[0];
    metrics.state.resources[2].waits_for = "relay:away";
    report::OutputSum sum;
    sum.stream_id = 7;
    sum.mode = gen::DeliveryMode::low_latency;
    sum.frames_sent = 99;
    sum.oldest_ms = 250;
    sum.dropped[gen::DropCause::replaced] = 3;
    metrics.outputs.push_back(sum);
    return metrics;
}

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}
}  // namespace

TEST_CASE("metrics: values in base units, labels of few values", "[report]") {
    const std::string text = report::exposition(sample());
    INFO(text);

    CHECK(has_line(text, "weir_build_info{version=\"1.2.3\",protocol=\"" +
                             std::to_string(gen::protocol_version) + "\"} 1"));
    CHECK(has_line(text, "weir_up_seconds 1.5"));
    CHECK(has_line(text, "weir_stream_live{stream=\"7\"} 1"));
    CHECK(has_line(text, "weir_stream_bytes_per_second{stream=\"7\"} 10"));
    CHECK(has_line(text, "weir_stream_frames_per_second{stream=\"7\"} 29.97"));
    CHECK(has_line(text, "weir_output_frames_sent_total{stream=\"7\",mode=\"low_latency\"} 99"));
    CHECK(has_line(text, "weir_output_oldest_seconds{stream=\"7\",mode=\"low_latency\"} 0.25"));
    CHECK(has_line(text,
                   "weir_output_frames_dropped_total{stream=\"7\",mode=\"low_latency\",cause="
                   "\"replaced\"} 3"));
    CHECK(has_line(text, "weir_resources{kind=\"output\",state=\"failing\"} 1"));
    CHECK(has_line(text, "weir_resources{kind=\"output\",state=\"settled\"} 1"));
    CHECK(has_line(text, "weir_resources{kind=\"output\",state=\"waiting\"} 1"));
    CHECK(text.find("evil") == std::string::npos);  // names of people are no labels
}

TEST_CASE("metrics: every sample belongs to a family that was announced, each once", "[report]") {
    std::istringstream lines(report::exposition(sample()));
    std::set<std::string> families;
    std::set<std::string> seen;
    std::string current;

    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        if (line.starts_with("# HELP ")) {
            current = line.substr(7, line.find(' ', 7) - 7);
            CHECK(families.insert(current).second);
        } else if (line.starts_with("# TYPE ")) {
            const bool counter = line.ends_with(" counter");
            CHECK(line.substr(7, current.size()) == current);
            if (current != "weir_wanted_revision") CHECK(counter == current.ends_with("_total"));
        } else {
            const auto end = line.find_first_of("{ ");
            CHECK(line.substr(0, end) == current);
            CHECK(seen.insert(line.substr(0, line.rfind(' '))).second);
        }
    }
    CHECK(families.size() > 15);
}

TEST_CASE("metrics: what is not ready is named with its reason", "[report]") {
    CHECK(report::unready({}).empty());
    CHECK(report::unready(sample().state).find("is detached, wanted attached: nobody is there") !=
          std::string::npos);
}
