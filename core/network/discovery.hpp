#pragma once
// Nodes find each other: says that this one exists, and listens to who else does.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "gen/messages.hpp"
#include "network/peer_table.hpp"
#include "network/unicast_peers.hpp"
#include "transport/address.hpp"

namespace weir::network {

// To everybody on the link; false when no interface took it.
using SendDatagram = std::move_only_function<bool(std::span<const std::byte>)>;
// To one node, at the address of its listener.
using SendTo = std::move_only_function<bool(std::span<const std::byte>, const transport::Address&)>;

enum class Way { group, direct };  // how a datagram came

// Announces at start, after change(), every limits::announce_interval at most, and when probed; at
// least limits::announce_spacing_min apart, whoever asks how often. Own announcements are known by
// their boot nonce. Pure; lives on the node thread.
class Discovery {
public:
    // `wake` is called, outside tick(), when something became due before the time that the last
    // tick() returned.
    Discovery(gen::Announcement self, SendDatagram send, Random random,
              std::move_only_function<void()> wake = {});

    // For each event, after the table has changed; logs are written here already.
    void on_event(std::move_only_function<void(const PeerEvent&)> handler);

    // Reaches nodes where multicast does not: `named` ones, and known ones that have fallen silent,
    // are told and asked one by one.
    void reach(std::vector<transport::Address> named, SendTo send_to);

    // The first call announces and probes. Returns when it wants to be called next, at the latest.
    TimePoint tick(TimePoint now);

    void received(std::span<const std::byte> datagram, const transport::Address& sender,
                  TimePoint now, Way way = Way::group);

    // There are other interfaces than before: announces and probes again, soon.
    void look_around(TimePoint now);

    // The node of that name, for somebody who wants to connect; null when it is not known. When it
    // is not, or was not heard for a while, everyone is asked, at most once per seek_spacing_min:
    // it may be elsewhere by now. Borrowed until the next change.
    static constexpr Duration seek_spacing_min = std::chrono::seconds(1);
    const Peer* look_up(std::string_view name, TimePoint now);

    // Other functions, another port: announced soon.
    void change(gen::Announcement self, TimePoint now);

    // A connection said hello with these.
    void verified(std::uint16_t site_id, std::string_view name, std::uint64_t boot_nonce) {
        table_.verified(site_id, name, boot_nonce);
    }

    const PeerTable& peers() const { return table_; }
    const gen::Announcement& self() const { return self_; }

    // Datagrams, counted since the start.
    struct Counters {
        std::uint64_t announced = 0;
        std::uint64_t unsent = 0;  // announcements and probes that no interface took
        std::uint64_t heard = 0;   // announcements of others
        std::uint64_t probed = 0;
        std::uint64_t malformed = 0;
        std::uint64_t unknown = 0;  // of a type that this build does not know
    };
    const Counters& counters() const { return counters_; }

private:
    void take_announcement(std::span<const std::byte> payload, const transport::Address& sender,
                           TimePoint now);
    void take_probe(std::span<const std::byte> payload, const transport::Address& sender,
                    TimePoint now, Way way);
    void malformed(const transport::Address& sender, std::string_view why);
    void announce_by(TimePoint when);
    void announce(TimePoint now);
    void ask_directly(TimePoint now);
    void seek(TimePoint now);
    void excuse_own_sleep(TimePoint now);
    void send(std::span<const std::byte> datagram);
    void publish(const std::vector<PeerEvent>& events, TimePoint now);
    bool may_log(TimePoint now);
    Duration share_of(Duration whole);

    gen::Announcement self_;
    SendDatagram send_;
    Random random_;
    std::move_only_function<void()> wake_;
    std::move_only_function<void(const PeerEvent&)> handler_;
    PeerTable table_;
    Counters counters_;
    SendTo send_to_;
    UnicastPeers unicast_;
    bool started_ = false;
    bool probe_due_ = true;
    TimePoint next_seek_ = TimePoint::min();
    std::size_t answers_left_ = 0;  // to direct probes, until the next spacing
    TimePoint answers_renewed_{};
    TimePoint next_announcement_ = TimePoint::min();
    TimePoint last_announcement_{};
    TimePoint promised_tick_ = TimePoint::min();  // what the last tick() returned
    TimePoint log_window_{};
    std::size_t log_lines_ = 0;
    log::Once bad_datagrams_;
    log::Once unsendable_;
    log::Once namesake_;
};

}  // namespace weir::network
