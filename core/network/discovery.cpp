#include "network/discovery.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "wire/decode_error.hpp"
#include "wire/header.hpp"

namespace weir::network {

Discovery::Discovery(gen::Announcement self, SendDatagram send, Random random,
                     std::move_only_function<void()> wake)
    : self_(std::move(self)),
      send_(std::move(send)),
      random_(std::move(random)),
      wake_(std::move(wake)) {}

void Discovery::on_event(std::move_only_function<void(const PeerEvent&)> handler) {
    handler_ = std::move(handler);
}

void Discovery::reach(std::vector<transport::Address> named, SendTo send_to) {
    unicast_.name(std::move(named));
    send_to_ = std::move(send_to);
}

TimePoint Discovery::tick(TimePoint now) {
    excuse_own_sleep(now);
    if (now >= next_announcement_) announce(now);
    started_ = true;
    if (std::exchange(probe_due_, false))
        send(gen::to_message(gen::Probe{.boot_nonce = self_.boot_nonce}));
    ask_directly(now);
    publish(table_.expire(now), now);
    promised_tick_ = std::min(next_announcement_, table_.next_expiry());
    if (send_to_ != nullptr) promised_tick_ = std::min(promised_tick_, unicast_.next_due());
    return promised_tick_;
}

// A process that was stopped, or a machine that slept, has heard nobody meanwhile.
void Discovery::excuse_own_sleep(TimePoint now) {
    if (!started_ || now - promised_tick_ < Duration(limits::announce_interval)) return;
    table_.excuse(now - promised_tick_, now);
    unicast_.hurry();
    probe_due_ = true;
}

void Discovery::look_around(TimePoint now) {
    probe_due_ = true;
    unicast_.hurry();
    announce_by(std::max(now, last_announcement_ + limits::announce_spacing_min));
}

const Peer* Discovery::look_up(std::string_view name, TimePoint now) {
    const Peer* known = table_.find(name);
    if (known == nullptr || now - known->last_heard >= seek_spacing_min) seek(now);
    return known;
}

void Discovery::seek(TimePoint now) {
    if (!started_ || now < next_seek_) return;
    next_seek_ = now + seek_spacing_min;
    unicast_.hurry();
    send(gen::to_message(gen::Probe{.boot_nonce = self_.boot_nonce}));
}

void Discovery::ask_directly(TimePoint now) {
    if (send_to_ == nullptr) return;
    for (const transport::Address& one : unicast_.due(table_, now)) {
        send_to_(gen::to_message(self_), one);
        send_to_(gen::to_message(gen::Probe{.boot_nonce = self_.boot_nonce}), one);
    }
}

void Discovery::change(gen::Announcement self, TimePoint now) {
    self_ = std::move(self);
    if (started_) announce_by(std::max(now, last_announcement_ + limits::announce_spacing_min));
}

void Discovery::received(std::span<const std::byte> datagram, const transport::Address& sender,
                         TimePoint now, Way way) {
    if (datagram.size() < wire::header_bytes) return malformed(sender, "shorter than a header");
    const auto header = wire::load_header(datagram.data());
    const auto payload = datagram.subspan(wire::header_bytes);
    if (header.payload_length != payload.size())
        return malformed(sender, "its length is not the one it names");

    if (header.message_type == gen::Announcement::type) {
        take_announcement(payload, sender, now);
    } else if (header.message_type == gen::Probe::type) {
        take_probe(payload, sender, now, way);
    } else {
        ++counters_.unknown;  // a newer node; or somebody else's group
    }
}

void Discovery::take_announcement(std::span<const std::byte> payload,
                                  const transport::Address& sender, TimePoint now) {
    const auto announced = gen::Announcement::view(payload);
    if (!announced) return malformed(sender, wire::text(announced.error()));
    if (announced->boot_nonce == self_.boot_nonce) return;
    if (announced->name.empty()) return malformed(sender, "it names no node");

    ++counters_.heard;
    if (announced->tcp_port == 0) return;  // it only connects to others, as a controller does
    Peer peer;
    peer.site_id = announced->site_id;
    peer.name = announced->name;
    peer.boot_nonce = announced->boot_nonce;
    peer.address = {sender.host, announced->tcp_port};
    peer.function_flags = static_cast<std::uint16_t>(announced->function_flags);
    peer.protocol_version = announced->protocol_version;
    publish(table_.heard(peer, now), now);

    const bool same_name = announced->site_id == self_.site_id && announced->name == self_.name;
    if (same_name)
        namesake_.warn("discovery", "another node has the name of this one",
                       {{"name", self_.name},
                        {"address", transport::text(peer.address)},
                        {"next", "start one of them with another --name"}});
}

void Discovery::take_probe(std::span<const std::byte> payload, const transport::Address& sender,
                           TimePoint now, Way way) {
    const auto probe = gen::Probe::view(payload);
    if (!probe) return malformed(sender, wire::text(probe.error()));
    if (probe->boot_nonce == self_.boot_nonce) return;
    ++counters_.probed;
    if (way == Way::direct) {
        // One answer for one question, and only so many: senders are as easily forged as names.
        if (now - answers_renewed_ >= limits::announce_spacing_min) {
            answers_renewed_ = now;
            answers_left_ = limits::unicast_peers_max;
        }
        if (send_to_ == nullptr || answers_left_ == 0) return;
        --answers_left_;
        send_to_(gen::to_message(self_), sender);
        return;
    }
    if (!started_) return;  // about to announce anyway
    announce_by(std::max(now + share_of(limits::probe_answer_delay_max),
                         last_announcement_ + limits::announce_spacing_min));
}

void Discovery::malformed(const transport::Address& sender, std::string_view why) {
    ++counters_.malformed;
    bad_datagrams_.warn("discovery", "datagram ignored",
                        {{"from", transport::text(sender)}, {"why", why}});
}

void Discovery::announce_by(TimePoint when) {
    next_announcement_ = std::min(next_announcement_, when);
    if (next_announcement_ >= promised_tick_ || wake_ == nullptr) return;
    promised_tick_ = next_announcement_;
    wake_();
}

void Discovery::announce(TimePoint now) {
    send(gen::to_message(self_));
    ++counters_.announced;
    last_announcement_ = now;
    // Early by up to a tenth, never late: peers count silence in whole intervals.
    next_announcement_ =
        now + limits::announce_interval - share_of(Duration(limits::announce_interval) / 10);
}

void Discovery::send(std::span<const std::byte> datagram) {
    if (send_(datagram)) return unsendable_.reset();
    ++counters_.unsent;
    unsendable_.warn("discovery", "no interface takes multicast",
                     {{"next", "other nodes cannot find this one; reach it as host:port"}});
}

void Discovery::publish(const std::vector<PeerEvent>& events, TimePoint now) {
    for (const PeerEvent& event : events) {
        const Peer& peer = event.peer;
        const bool trouble = event.what == PeerEvent::What::duplicate;
        if (may_log(now))
            log::write(trouble ? log::Level::warn : log::Level::info, "discovery",
                       trouble ? "two nodes have one name; start one of them with another --name"
                               : "peer " + std::string(name(event.what)),
                       {{"name", peer.name},
                        {"site", peer.site_id},
                        {"address", transport::text(peer.address)}});
        if (handler_ != nullptr) handler_(event);
    }
}

// A storm of invented peers must not become a storm of lines.
bool Discovery::may_log(TimePoint now) {
    if (now - log_window_ >= limits::announce_interval) {
        if (log_lines_ > limits::peer_log_lines_max)
            log::info("discovery", "more peers came and went",
                      {{"lines_left_out", log_lines_ - limits::peer_log_lines_max}});
        log_window_ = now;
        log_lines_ = 0;
    }
    return ++log_lines_ <= limits::peer_log_lines_max;
}

Duration Discovery::share_of(Duration whole) {
    const double share = static_cast<double>(random_()) / 4294967296.0;
    return Duration(static_cast<Duration::rep>(static_cast<double>(whole.count()) * share));
}

}  // namespace weir::network
