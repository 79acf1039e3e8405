// Mosquitto, an MQTT broker, spoken to in MQTT 3.1.1 (docs.oasis-open.org/mqtt) with QoS 0.

#include <fstream>

#include "base/subprocess.hpp"
#include "child.hpp"
#include "net.hpp"
#include "peer.hpp"

namespace weir::bench {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view topic = "bench";
constexpr std::size_t topic_bytes = 2 + topic.size();
constexpr unsigned publish = 3;

void append(std::vector<std::byte>& bytes, std::string_view text) {
    bytes.insert(bytes.end(), bytes_of(text).begin(), bytes_of(text).end());
}

// The fixed header: packet type and a length of 7 bits a byte, lowest first (section 2.2.3).
void append_head(std::vector<std::byte>& bytes, unsigned first, std::size_t rest) {
    bytes.push_back(static_cast<std::byte>(first));
    do {
        const auto more = rest > 0x7f ? 0x80u : 0u;
        bytes.push_back(static_cast<std::byte>((rest & 0x7f) | more));
        rest >>= 7;
    } while (rest > 0);
}

class Mosquitto : public Peer {
public:
    std::string_view name() const override { return "mosquitto"; }
    std::string settings() const override { return "QoS 0, default limits"; }
    std::string missing() const override {
        if (!program().empty()) return {};
        return "no program mosquitto (Debian package mosquitto)";
    }

    Result<> start() override {
        const auto port = free_port();
        if (!port) return std::unexpected(port.error());
        port_ = *port;
        const auto file = folder_.path() / "mosquitto.conf";
        std::ofstream(file) << "listener " << port_ << " 127.0.0.1\nallow_anonymous true\n"
                            << "persistence false\nlog_type error\nset_tcp_nodelay true\n";
        return child_.start({program(), "-c", file.string()});
    }
    void stop() override { child_.stop(); }
    pid_t pid() const override { return child_.pid(); }

    Result<UniqueFd> open_source(std::size_t) override { return open(); }
    Result<UniqueFd> open_reader() override {
        auto fd = open();
        if (!fd) return fd;
        std::vector<std::byte> subscribe;
        append_head(subscribe, 0x82, 2 + topic_bytes + 1);
        append(subscribe, "\x00\x01\x00\x05"sv);
        append(subscribe, topic);
        append(subscribe, "\x00"sv);  // QoS 0
        if (auto sent = send_all(fd->get(), subscribe); !sent) return std::unexpected(sent.error());
        return fd;
    }

    void frame_head(std::uint32_t, std::size_t frame_bytes, std::vector<std::byte>& head) override {
        head.clear();
        append_head(head, publish << 4, topic_bytes + frame_bytes);
        append(head, "\x00\x05"sv);
        append(head, topic);
    }

    std::optional<MessageHead> parse(std::span<const std::byte> bytes) const override {
        std::size_t rest = 0;
        for (std::size_t at = 1; at < bytes.size() && at <= 4; ++at) {
            rest |= (std::to_integer<std::size_t>(bytes[at]) & 0x7f) << (7 * (at - 1));
            if (std::to_integer<unsigned>(bytes[at]) & 0x80u) continue;
            const bool is_frame = std::to_integer<unsigned>(bytes[0]) >> 4 == publish;
            return MessageHead{at + 1 + rest, at + 1 + topic_bytes, is_frame};
        }
        return std::nullopt;
    }

    std::vector<std::byte> keepalive() const override { return {std::byte{0xc0}, std::byte{0}}; }

private:
    // Debian installs it where only root's PATH looks.
    static std::string program() {
        const auto found = find_program("mosquitto");
        return found.empty() ? find_program("/usr/sbin/mosquitto") : found;
    }

    Result<UniqueFd> open() {
        auto fd = connect_to(port_, name());
        if (!fd) return fd;
        // CONNECT: protocol MQTT level 4, clean session, no keep-alive, the broker names us.
        const auto connect = "\x10\x0c\x00\x04MQTT\x04\x02\x00\x00\x00\x00"sv;
        if (auto sent = send_all(fd->get(), bytes_of(connect)); !sent)
            return std::unexpected(sent.error());
        if (auto answer = receive_exactly(fd->get(), 4); !answer)
            return std::unexpected(answer.error());
        return fd;
    }

    TemporaryFolder folder_;
    Child child_;
    std::uint16_t port_ = 0;
};

}  // namespace

std::unique_ptr<Peer> make_mosquitto() {
    return std::make_unique<Mosquitto>();
}

}  // namespace weir::bench
