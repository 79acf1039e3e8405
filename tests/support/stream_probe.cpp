// A reader for system tests: attaches to a stream, watches it, and writes down what it saw.
//
// Prints "attached" once the node granted the output. Exit status: 0 the wanted frames or seconds
// came, 1 the connection ended or time ran out before, 2 usage, 3 there is no such stream.

#include <poll.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>

#include "base/clock.hpp"
#include "stream/codec/jpeg.hpp"
#include "stream/frame/picture_number.hpp"
#include "support/probe_options.hpp"
#include "support/stream_figures.hpp"
#include "support/wire_peer.hpp"

namespace {

using namespace weir;
using namespace weir::support;
using namespace std::chrono_literals;

constexpr auto ping_interval = 1s;
constexpr auto reconnect_pause = 20ms;

Duration seconds(double count) {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(count));
}

std::unexpected<Error> malformed(const char* what) {
    return fail(Code::bad_request, std::string("the node sent a malformed ") + what);
}

class Probe {
public:
    explicit Probe(const ProbeOptions& options)
        : options_(options), deadline_(monotonic_now() + seconds(options.timeout)) {}

    int run();

private:
    Result<> attach();
    Result<> read_on();
    Result<> keep_alive();
    Result<> take(const Received& message);
    Result<> take_timed(std::span<const std::byte> bytes);
    Result<> take_plain(std::span<const std::byte> bytes);
    Result<> take_event(std::span<const std::byte> bytes);
    Result<> answer(std::span<const std::byte> bytes);
    Result<> accept_stream(std::span<const std::byte> bytes);
    Result<> take_response(std::span<const std::byte> bytes);
    void take_payload(std::span<const std::byte> payload);
    void look_into(std::span<const std::byte> jpeg);
    bool done();

    const ProbeOptions& options_;
    StreamFigures figures_;
    TimePoint deadline_;
    std::optional<TimePoint> until_;  // --seconds, counted from the first grant
    TimePoint next_ping_{};
    std::optional<WirePeer> peer_;
    bool granted_ = false;
    std::unique_ptr<codec::JpegDecoder> decoder_;
    codec::DecodedPicture picture_;
};

Result<> Probe::attach() {
    granted_ = false;
    peer_.reset();
    auto peer = WirePeer::connect(options_.host, options_.port);
    if (!peer) return std::unexpected(peer.error());
    peer_ = std::move(*peer);
    if (!options_.plain)
        if (auto said = peer_->say_hello("probe:reader"); !said) return said;
    next_ping_ = monotonic_now() + ping_interval;
    return peer_->send(gen::to_message(1, attach_request(options_.stream_id, options_.mode)));
}

bool Probe::done() {
    if (options_.frames > 0 && figures_.frames >= options_.frames)
        figures_.ended = "frames";
    else if (until_ && monotonic_now() >= *until_)
        figures_.ended = "seconds";
    else if (monotonic_now() >= deadline_)
        figures_.ended = "timeout";
    return !figures_.ended.empty();
}

Result<> Probe::keep_alive() {
    if (options_.plain || options_.mute || monotonic_now() < next_ping_) return {};
    next_ping_ = monotonic_now() + ping_interval;
    return peer_->send(gen::to_message(gen::Ping{.nonce = 1, .sent_at = unix_time_us()}));
}

Result<> Probe::read_on() {
    while (!done()) {
        if (auto alive = keep_alive(); !alive) return alive;
        auto end = std::min(next_ping_, deadline_);
        if (until_) end = std::min(end, *until_);
        const auto patience = std::chrono::ceil<std::chrono::milliseconds>(
            std::max<Duration>(end - monotonic_now(), 1ms));
        if (options_.no_read && granted_) {
            ::poll(nullptr, 0, static_cast<int>(std::min<std::int64_t>(patience.count(), 50)));
            continue;
        }
        const auto message = peer_->receive(patience);
        if (message) {
            if (auto taken = take(*message); !taken) return taken;
        } else if (message.error().code != Code::timed_out) {
            return std::unexpected(message.error());
        }
    }
    return {};
}

Result<> Probe::take(const Received& message) {
    switch (message.type) {
        case gen::TimedFrame::type:
            return take_timed(message.payload);
        case gen::VideoFrame::type:
            return take_plain(message.payload);
        case gen::StreamEvent::type:
            return take_event(message.payload);
        case gen::Ping::type:
            return answer(message.payload);
        case gen::ControlRequest::type:
            return accept_stream(message.payload);
        case gen::ControlResponse::type:
            return take_response(message.payload);
        case gen::CongestionReport::type:
            ++figures_.congestion_reports;
            return {};
        default:
            return {};
    }
}

Result<> Probe::take_timed(std::span<const std::byte> bytes) {
    const auto frame = gen::TimedFrame::view(bytes);
    if (!frame) return malformed("timed_frame");
    const auto& head = frame->head;
    figures_.sequence.saw(head.sequence);
    if (gen::has(head.flags, gen::FrameFlags::keyframe)) ++figures_.keyframes;
    if (gen::has(head.flags, gen::FrameFlags::discontinuity)) ++figures_.discontinuities;
    if (head.capture_time != 0)
        figures_.ages_us.push_back(static_cast<std::int64_t>(unix_time_us() - head.capture_time));
    take_payload(frame->data);
    return {};
}

Result<> Probe::take_plain(std::span<const std::byte> bytes) {
    const auto frame = gen::VideoFrame::view(bytes);
    if (!frame) return malformed("video_frame");
    ++figures_.plain_frames;
    take_payload(frame->data);
    return {};
}

Result<> Probe::take_event(std::span<const std::byte> bytes) {
    const auto event = gen::StreamEvent::view(bytes);
    if (!event) return malformed("stream_event");
    figures_.events.emplace_back(gen::name(event->code));
    return {};
}

Result<> Probe::answer(std::span<const std::byte> bytes) {
    const auto ping = gen::Ping::view(bytes);
    if (!ping) return malformed("ping");
    if (options_.mute) return {};
    gen::Pong pong;
    pong.nonce = ping->nonce;
    pong.sent_at = ping->sent_at;
    pong.answered_at = unix_time_us();
    return peer_->send(gen::to_message(pong));
}

// Whatever the node announces, a test reader takes it.
Result<> Probe::accept_stream(std::span<const std::byte> bytes) {
    const auto request = gen::ControlRequest::view(bytes);
    if (!request) return malformed("control_request");
    if (request->command == gen::Command::stream_open)
        return peer_->send(gen::to_message(request->request_id, gen::StreamOpenReply{}));
    if (request->command == gen::Command::stream_close)
        return peer_->send(gen::to_message(request->request_id, gen::StreamCloseReply{}));
    return {};
}

Result<> Probe::take_response(std::span<const std::byte> bytes) {
    const auto response = gen::ControlResponse::decode(bytes);
    if (!response) return malformed("control_response");
    if (response->command != gen::Command::start_relay) return {};
    if (const auto body = body_of(*response); !body) return std::unexpected(body.error());
    granted_ = true;
    ++figures_.connections;
    if (options_.seconds > 0 && !until_) until_ = monotonic_now() + seconds(options_.seconds);
    std::puts("attached");
    std::fflush(stdout);
    return {};
}

void Probe::take_payload(std::span<const std::byte> payload) {
    figures_.arrived(monotonic_now(), payload.size());
    if (options_.decode) look_into(payload);
}

void Probe::look_into(std::span<const std::byte> jpeg) {
    const auto decoded = decoder_->decode(jpeg, {}, codec::DecodeTo::luma, picture_);
    if (!decoded || picture_.damaged) {
        ++figures_.undecodable;
        return;
    }
    figures_.width = picture_.width;
    figures_.height = picture_.height;
    if (const auto found = frame::read_picture_number(picture_.pixels, {.stride = picture_.width}))
        figures_.picture.saw(found->number);
    else
        ++figures_.unnumbered;
}

int Probe::run() {
    if (options_.decode) {
        auto decoder = codec::JpegDecoder::open();
        if (!decoder) return std::fprintf(stderr, "%s\n", decoder.error().what.c_str()), 1;
        decoder_ = std::move(*decoder);
    }
    Result<> went;
    do {
        went = attach();
        if (went) went = read_on();
        const bool gone = !went && went.error().code == Code::peer_closed;
        if (!gone || !options_.reconnect) break;
        ::poll(nullptr, 0, static_cast<int>(reconnect_pause / 1ms));
    } while (!done());

    if (figures_.ended.empty())
        figures_.ended = went.error().code == Code::peer_closed ? "closed" : "refused";
    const auto text = json(figures_);
    if (options_.json_file.empty())
        std::fputs(text.c_str(), stdout);
    else
        std::ofstream(options_.json_file) << text;
    if (!went) std::fprintf(stderr, "%s\n", went.error().what.c_str());
    const bool reached = figures_.ended == "frames" || figures_.ended == "seconds";
    if (reached) return 0;
    return !went && went.error().code == Code::not_found && figures_.ended == "refused" ? 3 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const auto options = read_probe_options(argc, argv);
    if (!options) return options.error();
    return Probe(*options).run();
}
