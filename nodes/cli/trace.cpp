// weir trace: one connection to a node, every message of it decoded as it comes and goes.

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <csignal>
#include <cstdio>
#include <optional>

#include "base/ledger.hpp"
#include "base/printable.hpp"
#include "base/random.hpp"
#include "control/resource/frame_messages.hpp"
#include "gen/dispatch.hpp"
#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/pcap.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/duration.hpp"
#include "operations/names.hpp"
#include "operations/site.hpp"
#include "transport/connector.hpp"
#include "wire/json.hpp"

namespace weir::nodes::cli {
namespace {

// The body of a request or reply by its command; hex where this build does not know it.
template <typename View>
std::string body_json(const View& view, bool reply) {
    std::string text;
    const auto take = [&](const auto& body) { text = wire::to_json(body); };
    const auto known = reply ? gen::dispatch_reply(view.command, view.body, take)
                             : gen::dispatch_request(view.command, view.body, take);
    if (!known || !*known) text = wire::to_json(view);
    return text;
}

struct Describe {
    std::string json;

    // A frame's bytes are pictures, not text: their number is enough.
    void operator()(const gen::VideoFrame::View& frame) {
        json = frame_json(frame.stream_id, "", frame.data.size());
    }
    void operator()(const gen::TimedFrame::View& frame) {
        json = frame_json(frame.stream_id, wire::to_json(frame.head), frame.data.size());
    }
    void operator()(const gen::ControlRequest::View& request) {
        json = "{\"request_id\":" + std::to_string(request.request_id) + ",\"command\":\"" +
               std::string(gen::name(request.command)) +
               "\",\"body\":" + body_json(request, false) + "}";
    }
    void operator()(const gen::ControlResponse::View& response) {
        std::string body;
        if (response.status == gen::Status::ok) {
            body = body_json(response, true);
        } else {
            const auto refusal = gen::Refusal::view(response.body);
            body = refusal ? wire::to_json(*refusal) : "null";
        }
        json = "{\"request_id\":" + std::to_string(response.request_id) + ",\"command\":\"" +
               std::string(gen::name(response.command)) + "\",\"status\":\"" +
               std::string(gen::name(response.status)) + "\",\"body\":" + body + "}";
    }
    void operator()(const auto& view) { json = wire::to_json(view); }

    static std::string frame_json(std::uint16_t stream_id, const std::string& head,
                                  std::size_t bytes) {
        return "{\"stream_id\":" + std::to_string(stream_id) +
               (head.empty() ? "" : ",\"head\":" + head) +
               ",\"data_bytes\":" + std::to_string(bytes) + "}";
    }
};

class Tracer final : public transport::Inbox,
                     public transport::Outbox,
                     public std::enable_shared_from_this<Tracer> {
public:
    Tracer(const TraceOptions& options, asio::io_context& io, std::unique_ptr<Pcap> pcap)
        : options_(options), io_(io), pcap_(std::move(pcap)) {}

    void start(std::shared_ptr<transport::Connection> connection) {
        connection_ = std::move(connection);
        connection_->start(shared_from_this(), shared_from_this());
        Random random = system_random();
        gen::Hello self;
        self.protocol_version = gen::protocol_version;
        self.schema_hash = gen::schema_hash;
        self.boot_nonce = random();
        self.node_name = "controller:trace";
        self.function_flags = gen::FunctionFlags::sink;
        send(gen::to_message(self));
        send(gen::to_message(next_id(), gen::GetConfigStateRequest{}));
        send(gen::to_message(next_id(), gen::SubscribeRequest{.interval = 500}));
        if (!options_.stream.stream_id) return;
        gen::StartRelayRequest relay;
        relay.stream_id = *options_.stream.stream_id;
        relay.mode = gen::DeliveryMode::low_latency;
        send(gen::to_message(next_id(), relay));
    }

    void on_message(wire::Message& message) override {
        std::vector<std::byte> whole(wire::header_bytes + message.payload.size());
        wire::store_header(whole.data(),
                           {message.type, static_cast<std::uint32_t>(message.payload.size())});
        std::ranges::copy(message.payload,
                          whole.begin() + static_cast<std::ptrdiff_t>(wire::header_bytes));
        show(whole, true);
        answer(message);
    }

    void on_closed(const Error& why) override {
        if (!done_) code_ = failed({Code::peer_closed, why.what});
        io_.stop();
    }
    std::optional<wire::Outgoing> next() override { return std::nullopt; }
    void finished(const wire::Outgoing&, bool) override {}

    // Nothing is left to be waited for.
    void end() {
        done_ = true;
        if (connection_ == nullptr) return io_.stop();
        connection_->close({Code::peer_closed, "nothing more is traced"});  // then on_closed()
    }
    int code() const { return code_; }

private:
    std::uint16_t next_id() { return ++last_id_; }

    void send(std::vector<std::byte> message) {
        show(message, false);
        connection_->send(std::move(message));
    }

    // Stays as polite as a node expects.
    void answer(const wire::Message& message) {
        if (message.type == gen::Ping::type) {
            const auto ping = gen::Ping::decode(message.payload);
            if (!ping) return;
            send(gen::to_message(gen::Pong{
                .nonce = ping->nonce, .sent_at = ping->sent_at, .answered_at = unix_time_us()}));
        } else if (message.type == gen::ControlRequest::type) {
            const auto request = gen::ControlRequest::view(message.payload);
            if (request && request->command == gen::Command::stream_open)
                send(gen::to_message(request->request_id, gen::StreamOpenReply{}));
            if (request && request->command == gen::Command::stream_close)
                send(gen::to_message(request->request_id, gen::StreamCloseReply{}));
        }
    }

    void show(std::span<const std::byte> message, bool received) {
        if (done_) return;
        const auto now = unix_time_us();
        const auto header = wire::load_header(message.data());
        const auto payload = message.subspan(wire::header_bytes);
        Describe describe;
        const auto known = gen::dispatch(header.message_type, payload, describe);
        const std::string body = known && *known ? describe.json
                                 : known         ? "null"
                                         : "{\"error\":\"" + wire::text(known.error()) + "\"}";
        std::string name(gen::name_of_message(header.message_type));
        if (name.empty()) name = std::to_string(header.message_type);
        std::printf(
            "{\"api_version\":%d,\"kind\":\"message\",\"time_us\":%llu,\"direction\":\"%s\","
            "\"message\":\"%s\",\"bytes\":%zu,\"body\":%s}\n",
            api_version, static_cast<unsigned long long>(now), received ? "received" : "sent",
            name.c_str(), message.size(), text_for_terminals(body).c_str());
        if (std::fflush(stdout) != 0) return end();  // whoever read it has gone
        if (pcap_ != nullptr)
            if (auto added = pcap_->add(message, received, now); !added) {
                code_ = failed(added.error());
                return end();
            }
        if (options_.count > 0 && ++shown_ >= options_.count) end();
    }

    const TraceOptions& options_;
    asio::io_context& io_;
    std::unique_ptr<Pcap> pcap_;
    std::shared_ptr<transport::Connection> connection_;
    std::uint64_t shown_ = 0;
    std::uint16_t last_id_ = 0;
    bool done_ = false;
    int code_ = exit_ok;
};

// Where the node is: discovery is left again before the connection is made.
Result<transport::Address> locate(const TraceOptions& options) {
    auto address = operations::target_of(options.stream.node);
    if (address.is_complete()) return address;
    LiveNetwork network(options.common);
    network.find({options.stream.node});
    const auto site = operations::look(network, operations::Look::runtime);
    const auto* node = site.find(options.stream.node);
    if (node != nullptr && node->info.address.is_complete()) return node->info.address;
    return std::unexpected(no_such_node(site, options.stream.node));
}

}  // namespace

int run_trace(const TraceOptions& options) {
    if (options.stream.node.empty())
        return failed({Code::bad_request, "name a node; example: weir trace relay:main/7"});
    const auto address = locate(options);
    if (!address) return failed(address.error());
    std::unique_ptr<Pcap> pcap;
    if (!options.pcap.empty()) {
        auto file = Pcap::create(options.pcap, *address);
        if (!file) return failed(file.error());
        pcap = std::move(*file);
    }
    Ledger ledger;
    asio::io_context io(1);
    asio::signal_set signals(io, SIGINT, SIGTERM);
    asio::steady_timer limit(io);
    transport::ConnectionSettings settings;
    settings.bounds.is_media = resource::is_media;
    settings.account = &ledger.open("receive");
    transport::Connector connector(io.get_executor(), settings);
    const auto tracer = std::make_shared<Tracer>(options, io, std::move(pcap));
    int code = exit_ok;
    connector.connect(*address, seconds(options.common.timeout_seconds), [&](auto&& connection) {
        if (connection) return tracer->start(std::move(*connection));
        code = failed(connection.error());
        io.stop();
    });
    signals.async_wait([&](const std::error_code& problem, int) {
        if (!problem) tracer->end();
    });
    if (options.seconds > 0) {
        limit.expires_after(seconds(options.seconds));
        limit.async_wait([&](const std::error_code& problem) {
            if (!problem) tracer->end();
        });
    }
    io.run();
    return code != exit_ok ? code : tracer->code();
}

}  // namespace weir::nodes::cli
