#include "support/probe_options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>

namespace weir::support {

std::expected<ProbeOptions, int> read_probe_options(int argc, char** argv) {
    ProbeOptions options;
    std::string where;
    std::string mode = "low_latency";
    CLI::App app("Reads one stream from a node and says what it saw");
    app.add_option("where", where, "HOST:PORT of the node")->required();
    app.add_option("--stream", options.stream_id, "stream id");
    app.add_option("--mode", mode, "low_latency, completeness or opaque")
        ->check(CLI::IsMember({"low_latency", "completeness", "opaque"}));
    app.add_option("--frames", options.frames, "end after so many frames");
    app.add_option("--seconds", options.seconds, "end so long after the output was granted");
    app.add_option("--timeout", options.timeout, "give up after so many seconds in all");
    app.add_option("--json", options.json_file, "write what was seen to this file, else to stdout");
    app.add_flag("--no-read", options.no_read, "attach, then read nothing any more");
    app.add_flag("--mute", options.mute, "attach, then send nothing any more");
    app.add_flag("--plain", options.plain, "say no hello, as a foreign reader would");
    app.add_flag("--decode", options.decode, "decode each JPEG and read the number in the picture");
    app.add_flag("--reconnect", options.reconnect, "connect again whenever the connection ends");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return std::unexpected(app.exit(error) == 0 ? 0 : 2);
    }

    const auto colon = where.rfind(':');
    const auto port = colon == std::string::npos ? std::string() : where.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
    if (error != std::errc() || end != port.data() + port.size() || port.empty()) {
        std::fprintf(stderr, "\"%s\" is not HOST:PORT\n", where.c_str());
        return std::unexpected(2);
    }
    options.host = where.substr(0, colon);
    options.mode = *gen::from_name<gen::DeliveryMode>(mode);
    if (options.no_read && options.seconds <= 0) options.seconds = options.timeout;
    return options;
}

}  // namespace weir::support
