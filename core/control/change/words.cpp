#include "control/change/words.hpp"

#include <cstdint>
#include <string_view>

#include "transport/address.hpp"

namespace weir::change {
namespace {

std::string of_stream(std::string_view what, std::uint16_t stream_id) {
    return std::string(what) + " of stream " + std::to_string(stream_id);
}

std::string place(const std::string& host, std::uint16_t port) {
    return port == 0 ? host : transport::text({host, port});
}

}  // namespace

Words words(const gen::StartIngestRequest& request) {
    std::string content = request.device_path;
    if (!request.dest_host.empty()) content += " to " + place(request.dest_host, request.dest_port);
    return {of_stream("capture", request.stream_id), content};
}

Words words(const gen::StopIngestRequest& request) {
    return {of_stream("capture", request.stream_id), {}};
}

Words words(const gen::StartRelayRequest& request, std::uint16_t output_id) {
    return {"output " + std::to_string(output_id), "stream " + std::to_string(request.stream_id) +
                                                       " " + std::string(gen::name(request.mode)) +
                                                       " to " +
                                                       place(request.dest_host, request.dest_port)};
}

Words words(const gen::StopRelayRequest& request, std::uint16_t) {
    return {"output " + std::to_string(request.output_id), {}};
}

Words words(const gen::StartSinkRequest& request) {
    return {of_stream("recording", request.stream_id), request.path};
}

Words words(const gen::StopSinkRequest& request) {
    return {of_stream("recording", request.stream_id), {}};
}

Words words(const gen::StartDisplayRequest& request) {
    return {of_stream("window", request.stream_id),
            std::to_string(request.win_w) + "x" + std::to_string(request.win_h)};
}

Words words(const gen::StopDisplayRequest& request) {
    return {of_stream("window", request.stream_id), {}};
}

}  // namespace weir::change
