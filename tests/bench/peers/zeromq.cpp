// ZeroMQ's proxy, spoken to in ZMTP 3.0 (rfc.zeromq.org/spec/23) with the NULL mechanism, so that
// the driver's own cost is the same as for every other system.

#include <algorithm>
#include <cstring>

#include "base/subprocess.hpp"
#include "child.hpp"
#include "net.hpp"
#include "peer.hpp"

namespace weir::bench {
namespace {

constexpr std::size_t greeting_bytes = 64;
constexpr std::byte long_flag{0x02};  // the size has 8 bytes instead of 1
constexpr std::byte command_flag{0x04};
constexpr std::size_t long_head_bytes = 9;
constexpr std::string_view messages_max = "10";

std::vector<std::byte> greeting() {
    std::vector<std::byte> bytes(greeting_bytes);
    bytes[0] = std::byte{0xff};
    bytes[9] = std::byte{0x7f};
    bytes[10] = std::byte{3};
    std::ranges::copy(bytes_of("NULL"), bytes.begin() + 12);
    return bytes;
}

std::vector<std::byte> ready(std::string_view socket_type) {
    std::vector<std::byte> bytes;
    const auto append = [&](std::string_view text) {
        bytes.insert(bytes.end(), bytes_of(text).begin(), bytes_of(text).end());
    };
    using namespace std::string_view_literals;
    append("\x04\x00\x05READY\x0bSocket-Type\x00\x00\x00"sv);
    bytes.push_back(static_cast<std::byte>(socket_type.size()));
    append(socket_type);
    bytes[1] = static_cast<std::byte>(bytes.size() - 2);
    return bytes;
}

// The size of the frame at `bytes`, which may be more than there is; big endian.
std::optional<MessageHead> frame_at(std::span<const std::byte> bytes) {
    if (bytes.size() < 2) return std::nullopt;
    const bool is_frame = (bytes[0] & command_flag) == std::byte{0};
    if ((bytes[0] & long_flag) == std::byte{0})
        return MessageHead{2 + std::to_integer<std::size_t>(bytes[1]), 2, false};
    if (bytes.size() < long_head_bytes) return std::nullopt;
    std::size_t size = 0;
    for (const auto byte : bytes.subspan(1, 8))
        size = size << 8 | std::to_integer<std::size_t>(byte);
    return MessageHead{long_head_bytes + size, long_head_bytes, is_frame};
}

class Zeromq : public Peer {
public:
    explicit Zeromq(const PeerPaths& paths) : program_(paths.helpers + "/zeromq_proxy") {}

    std::string_view name() const override { return "zeromq"; }
    std::string settings() const override {
        return "XSUB/XPUB zmq_proxy, high-water mark " + std::string(messages_max) + " messages";
    }
    std::string missing() const override {
        if (!find_program(program_).empty()) return {};
        return "built without libzmq (Debian package libzmq3-dev)";
    }

    Result<> start() override {
        if (auto started = child_.start({program_, std::string(messages_max)}); !started)
            return started;
        const auto ports = child_.printed_ports(2);
        if (!ports) return std::unexpected(ports.error());
        in_port_ = ports->at(0);
        out_port_ = ports->at(1);
        return {};
    }
    void stop() override { child_.stop(); }
    pid_t pid() const override { return child_.pid(); }

    Result<UniqueFd> open_source(std::size_t) override { return open(in_port_, "PUB"); }
    Result<UniqueFd> open_reader() override {
        auto fd = open(out_port_, "SUB");
        if (!fd) return fd;
        using namespace std::string_view_literals;
        if (auto sent = send_all(fd->get(), bytes_of("\x00\x01\x01"sv)); !sent)  // everything
            return std::unexpected(sent.error());
        return fd;
    }

    void frame_head(std::uint32_t, std::size_t frame_bytes, std::vector<std::byte>& head) override {
        head.assign(long_head_bytes, std::byte{0});
        head[0] = long_flag;
        for (std::size_t at = long_head_bytes; at > 1; frame_bytes >>= 8)
            head[--at] = static_cast<std::byte>(frame_bytes & 0xff);
    }

    std::optional<MessageHead> parse(std::span<const std::byte> bytes) const override {
        return frame_at(bytes);
    }

private:
    static Result<UniqueFd> open(std::uint16_t port, std::string_view socket_type) {
        auto fd = connect_to(port, "zeromq");
        if (!fd) return fd;
        if (auto sent = send_all(fd->get(), greeting()); !sent)
            return std::unexpected(sent.error());
        if (auto theirs = receive_exactly(fd->get(), greeting_bytes); !theirs)
            return std::unexpected(theirs.error());
        if (auto sent = send_all(fd->get(), ready(socket_type)); !sent)
            return std::unexpected(sent.error());
        const auto head = receive_exactly(fd->get(), 2);  // of their READY, always a short frame
        if (!head) return std::unexpected(head.error());
        if (auto rest = receive_exactly(fd->get(), frame_at(*head)->size - 2); !rest)
            return std::unexpected(rest.error());
        return fd;
    }

    std::string program_;
    Child child_;
    std::uint16_t in_port_ = 0;
    std::uint16_t out_port_ = 0;
};

}  // namespace

std::unique_ptr<Peer> make_zeromq(const PeerPaths& paths) {
    return std::make_unique<Zeromq>(paths);
}

}  // namespace weir::bench
