// The naive relay: u32 length, payload.

#include <cstring>

#include "child.hpp"
#include "net.hpp"
#include "peer.hpp"

namespace weir::bench {
namespace {

constexpr std::size_t length_bytes = 4;

class Naive : public Peer {
public:
    explicit Naive(const PeerPaths& paths) : program_(paths.helpers + "/naive_relay") {}

    std::string_view name() const override { return "naive"; }
    std::string settings() const override { return "newest wins, one slot a reader"; }

    Result<> start() override {
        if (auto started = child_.start({program_}); !started) return started;
        const auto ports = child_.printed_ports(1);
        if (!ports) return std::unexpected(ports.error());
        port_ = ports->front();
        return {};
    }
    void stop() override { child_.stop(); }
    pid_t pid() const override { return child_.pid(); }

    Result<UniqueFd> open_source(std::size_t) override { return open("S"); }
    Result<UniqueFd> open_reader() override { return open("R"); }

    void frame_head(std::uint32_t, std::size_t frame_bytes, std::vector<std::byte>& head) override {
        head.resize(length_bytes);
        const auto length = static_cast<std::uint32_t>(frame_bytes);
        std::memcpy(head.data(), &length, length_bytes);
    }

    std::optional<MessageHead> parse(std::span<const std::byte> bytes) const override {
        if (bytes.size() < length_bytes) return std::nullopt;
        std::uint32_t length = 0;
        std::memcpy(&length, bytes.data(), length_bytes);
        return MessageHead{length_bytes + length, length_bytes, true};
    }

private:
    Result<UniqueFd> open(std::string_view role) {
        auto fd = connect_to(port_, name());
        if (!fd) return fd;
        if (auto sent = send_all(fd->get(), bytes_of(role)); !sent)
            return std::unexpected(sent.error());
        return fd;
    }

    std::string program_;
    Child child_;
    std::uint16_t port_ = 0;
};

}  // namespace

std::unique_ptr<Peer> make_naive(const PeerPaths& paths) {
    return std::make_unique<Naive>(paths);
}

}  // namespace weir::bench
