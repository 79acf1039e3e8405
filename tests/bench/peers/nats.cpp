// NATS, spoken to in its text protocol: PUB and MSG lines with a length, then the payload.

#include <algorithm>
#include <charconv>
#include <fstream>

#include "base/subprocess.hpp"
#include "child.hpp"
#include "net.hpp"
#include "peer.hpp"

namespace weir::bench {
namespace {

constexpr std::string_view end_of_line = "\r\n";

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class Nats : public Peer {
public:
    std::string_view name() const override { return "nats"; }
    std::string settings() const override { return "core NATS, payloads up to 64 MB"; }
    std::string missing() const override {
        if (!program().empty()) return {};
        return "no program nats-server (Debian package nats-server)";
    }

    Result<> start() override {
        const auto port = free_port();
        if (!port) return std::unexpected(port.error());
        port_ = *port;
        const auto file = folder_.path() / "nats.conf";
        std::ofstream(file) << "listen: 127.0.0.1:" << port_ << "\nmax_payload: 64MB\n"
                            << "max_pending: 256MB\n";
        return child_.start({program(), "-c", file.string()});
    }
    void stop() override { child_.stop(); }
    pid_t pid() const override { return child_.pid(); }

    Result<UniqueFd> open_source(std::size_t) override { return open(); }
    Result<UniqueFd> open_reader() override {
        auto fd = open();
        if (!fd) return fd;
        if (auto sent = send_all(fd->get(), bytes_of("SUB bench 1\r\nPING\r\n")); !sent)
            return std::unexpected(sent.error());
        return fd;
    }

    void frame_head(std::uint32_t, std::size_t frame_bytes, std::vector<std::byte>& head) override {
        const auto line = "PUB bench " + std::to_string(frame_bytes) + "\r\n";
        head.assign(bytes_of(line).begin(), bytes_of(line).end());
    }
    std::span<const std::byte> frame_tail() const override { return bytes_of(end_of_line); }

    std::optional<MessageHead> parse(std::span<const std::byte> bytes) const override {
        const auto text = text_of(bytes);
        const auto line_bytes = text.find(end_of_line);
        if (line_bytes == std::string_view::npos) return std::nullopt;
        const auto head = line_bytes + end_of_line.size();
        const auto line = text.substr(0, line_bytes);
        if (!line.starts_with("MSG ")) return MessageHead{head, head, false};
        std::size_t size = 0;
        std::from_chars(line.data() + line.rfind(' ') + 1, line.data() + line.size(), size);
        return MessageHead{head + size + end_of_line.size(), head, true};
    }

    std::vector<std::byte> keepalive() const override {
        const auto pong = bytes_of("PONG\r\n");
        return {pong.begin(), pong.end()};
    }

private:
    static std::string program() {
        const auto found = find_program("nats-server");
        return found.empty() ? find_program("/usr/sbin/nats-server") : found;
    }

    Result<UniqueFd> open() {
        auto fd = connect_to(port_, name());
        if (!fd) return fd;
        std::byte last{};
        while (last != std::byte{'\n'}) {  // the server's INFO line
            const auto next = receive_exactly(fd->get(), 1);
            if (!next) return std::unexpected(next.error());
            last = next->front();
        }
        constexpr auto connect = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n";
        if (auto sent = send_all(fd->get(), bytes_of(connect)); !sent)
            return std::unexpected(sent.error());
        return fd;
    }

    TemporaryFolder folder_;
    Child child_;
    std::uint16_t port_ = 0;
};

}  // namespace

std::unique_ptr<Peer> make_nats() {
    return std::make_unique<Nats>();
}

}  // namespace weir::bench
