// The relay this is all about, spoken to through its generated protocol code.

#include "base/clock.hpp"
#include "base/subprocess.hpp"
#include "child.hpp"
#include "net.hpp"
#include "peer.hpp"
#include "support/wire_peer.hpp"

namespace weir::bench {
namespace {

constexpr std::uint16_t stream_id = 1;

class Weir : public Peer {
public:
    explicit Weir(const PeerPaths& paths)
        : program_(paths.weir), threads_(std::to_string(paths.threads)) {}

    std::string_view name() const override { return "weir"; }
    std::string settings() const override {
        return "weir relay --threads " + threads_ +
               ", timed_frame in, low-latency outputs (newest wins) on the readers' own "
               "connections";
    }
    std::string missing() const override {
        if (!find_program(program_).empty()) return {};
        return "no program " + program_ + "; ./dev build release makes it";
    }

    Result<> start() override {
        folder_.emplace();
        const auto port_file = folder_->path() / "port";
        auto started = child_.start({program_, "relay", "--listen", "127.0.0.1:0", "--port-file",
                                     port_file.string(), "--discovery", "off", "--state-dir",
                                     folder_->path().string(), "--name", "relay:bench", "--threads",
                                     threads_});
        if (!started) return started;
        const auto port = child_.port_in(port_file);
        if (!port) return std::unexpected(port.error());
        port_ = *port;
        return {};
    }
    void stop() override {
        child_.stop();
        folder_.reset();
    }
    pid_t pid() const override { return child_.pid(); }

    Result<UniqueFd> open_source(std::size_t) override {
        gen::StreamOpenRequest open;
        open.stream_id = stream_id;
        open.format = gen::Format::mjpeg;
        open.origin = gen::Origin::device_native;
        open.width = 1280;
        open.height = 720;
        open.fps_n = 60;
        open.fps_d = 1;
        return ask("bench:source", open);
    }
    Result<UniqueFd> open_reader() override {
        return ask("bench:reader",
                   support::attach_request(stream_id, gen::DeliveryMode::low_latency));
    }

    void frame_head(std::uint32_t number, std::size_t frame_bytes,
                    std::vector<std::byte>& head) override {
        gen::MediaHead media;
        media.media_kind = gen::MediaKind::video;
        media.flags = gen::FrameFlags::keyframe;
        media.sequence = number;
        media.capture_time = unix_time_us();
        head.resize(gen::TimedFrame::head_bytes);
        gen::encode_timed_frame_head(head, stream_id, media, frame_bytes);
    }

    std::optional<MessageHead> parse(std::span<const std::byte> bytes) const override {
        if (bytes.size() < wire::header_bytes) return std::nullopt;
        const auto header = wire::load_header(bytes.data());
        return MessageHead{wire::header_bytes + header.payload_length, gen::TimedFrame::head_bytes,
                           header.message_type == gen::TimedFrame::type};
    }

    std::vector<std::byte> keepalive() const override { return gen::to_message(gen::Ping{}); }

    std::function<Result<>()> question() override {
        auto fd = connect_to(port_, name());
        if (!fd) return {};
        auto operating = std::make_shared<support::WirePeer>(std::move(*fd));
        if (!operating->say_hello("bench:operator")) return {};
        return [operating]() -> Result<> {
            if (auto reply = operating->ask(gen::GetRuntimeStateRequest{}); !reply)
                return std::unexpected(reply.error());
            return {};
        };
    }

private:
    template <typename Request>
    Result<UniqueFd> ask(std::string_view who, const Request& request) {
        auto fd = connect_to(port_, name());
        if (!fd) return fd;
        support::WirePeer peer(std::move(*fd));
        if (auto said = peer.say_hello(who); !said) return std::unexpected(said.error());
        if (auto reply = peer.ask(request); !reply) return std::unexpected(reply.error());
        return peer.release();
    }

    std::string program_;
    std::string threads_;
    std::optional<TemporaryFolder> folder_;
    Child child_;
    std::uint16_t port_ = 0;
};

}  // namespace

std::unique_ptr<Peer> make_weir(const PeerPaths& paths) {
    return std::make_unique<Weir>(paths);
}

}  // namespace weir::bench
