// ./dev bench control: what wishes cost. Cold start of many nodes, one reconciler tick, a request's
// round trip, discovery of many peers, the report of a busy node.
//
// Nothing here passes or fails by time. Medians of many rounds; real nodes are processes on free
// loopback ports with a discovery group of their own.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "child.hpp"
#include "control/reconcile/fake_resource.hpp"
#include "control/wanted/directory_files.hpp"
#include "control/wanted/store.hpp"
#include "network/discovery.hpp"
#include "support/wire_peer.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using support::WirePeer;
using Clock = std::chrono::steady_clock;

struct Figure {
    std::string name;
    std::string unit;
    double value;
    std::string note;
};

std::vector<Figure> figures;

void tell(std::string name, std::string unit, double value, std::string note = "") {
    std::fprintf(stderr, "%-52s %10.3f %s  %s\n", name.c_str(), value, unit.c_str(), note.c_str());
    figures.push_back({std::move(name), std::move(unit), value, std::move(note)});
}

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "control_bench: %s\n", why.c_str());
    std::exit(1);
}

template <typename T>
T must(Result<T> result) {
    if (!result) give_up(result.error().what);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double milliseconds_of(const std::function<void()>& work) {
    const auto begun = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

double share(std::vector<double> values, double part) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(static_cast<double>(values.size() - 1) * part)];
}

// ------------------------------------------------------------------ real nodes

std::string program() {
    const char* named = std::getenv("WEIR_PROGRAM");
    if (named != nullptr) return named;
    const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    return here / "../../nodes/weir";
}

struct NodeProcess {
    bench::Child child;
    std::filesystem::path port_file;
    std::uint16_t port = 0;

    void start(const std::filesystem::path& folder, const std::string& name) {
        const std::string safe = wanted::file_name_of(name);
        port_file = folder / (safe + ".port");
        std::filesystem::remove(port_file);
        static const std::string group = "239.78." + std::to_string(getpid() / 250 % 250) + "." +
                                         std::to_string(1 + getpid() % 250) + ":" +
                                         std::to_string(20'000 + getpid() % 40'000);
        must(child.start({program(), "relay", "--log", "*:error", "--name", name, "--listen",
                          "127.0.0.1:0", "--discovery", group, "--port-file", port_file.string(),
                          "--state-dir", (folder / safe).string()}));
    }
    WirePeer connect() {
        if (port == 0) port = must(child.port_in(port_file));
        auto peer = must(WirePeer::connect("127.0.0.1", port));
        must(peer.say_hello("bench:control"));
        return peer;
    }
};

gen::GetRuntimeStateReply state_of(WirePeer& peer) {
    const auto body = must(peer.ask(gen::GetRuntimeStateRequest{}));
    auto state = gen::GetRuntimeStateReply::decode(body);
    if (!state) give_up("get_runtime_state was answered with what cannot be decoded");
    return std::move(*state);
}

std::string node_name(int number) {
    return "relay:n" + std::to_string(number);
}

// What a node of the fleet was told before it was switched off: a small stream, and where it goes.
void leave_wishes(const std::filesystem::path& folder, int number, int count) {
    wanted::WantedState state;
    gen::Ingest ingest;
    ingest.stream_id = static_cast<std::uint16_t>(number + 1);
    ingest.device_path = "pattern:";
    ingest.width = 160;
    ingest.height = 120;
    ingest.fps_n = ingest.fps_d = 1;
    must(state.start_ingest(ingest));
    gen::RelayEdge edge;
    edge.stream_id = ingest.stream_id;
    edge.mode = gen::DeliveryMode::completeness;
    edge.dest_host = node_name((number + 1) % count);
    must(state.start_relay(edge));
    const std::string name = node_name(number);
    const auto files =
        must(wanted::DirectoryFiles::open(folder / wanted::file_name_of(name), name));
    must(wanted::Store(*files, wanted::file_name_of(name)).save(state));
}

bool green(WirePeer& peer) {
    const auto state = state_of(peer);
    return state.resources.size() == 3 && std::ranges::all_of(state.resources, [](const auto& one) {
               return one.current == one.wanted;
           });
}

void cold_start(int count) {
    const bench::TemporaryFolder folder;
    for (int i = 0; i < count; ++i) leave_wishes(folder.path(), i, count);
    std::deque<NodeProcess> nodes(static_cast<std::size_t>(count));
    const auto begun = Clock::now();
    for (int i = 0; i < count; ++i)
        nodes[static_cast<std::size_t>(i)].start(folder.path(), node_name(i));
    const auto since = [&] {
        return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
    };
    const double spawned = since();
    for (NodeProcess& node : nodes) {
        auto peer = node.connect();
        while (!green(peer)) {
            if (since() > 120'000) give_up("the nodes do not come up");
            usleep(5'000);
        }
    }
    tell("cold start of " + std::to_string(count) + " nodes to all green", "ms", since(),
         "of that until all processes were begun: " + std::to_string(static_cast<int>(spawned)));
}

void round_trips() {
    const bench::TemporaryFolder folder;
    NodeProcess node;
    node.start(folder.path(), "relay:asked");
    auto peer = node.connect();
    std::vector<double> question;
    for (int i = 0; i < 20'000; ++i)
        question.push_back(1e3 *
                           milliseconds_of([&] { must(peer.ask(gen::GetConfigStateRequest{})); }));
    tell("request round trip p50, get_config_state", "us", share(question, 0.5));
    tell("request round trip p99, get_config_state", "us", share(question, 0.99));

    // While another peer changes things all the time.
    auto changer = node.connect();
    std::vector<double> change;
    std::vector<double> beside;
    for (int i = 0; i < 500; ++i) {
        gen::StartRelayRequest wish;
        wish.stream_id = 1;
        wish.mode = i % 2 == 0 ? gen::DeliveryMode::low_latency : gen::DeliveryMode::completeness;
        wish.dest_host = "relay:nowhere";
        change.push_back(milliseconds_of([&] {
            must(changer.send(gen::to_message(std::uint16_t{9}, wish)));
            beside.push_back(
                1e3 * milliseconds_of([&] { must(peer.ask(gen::GetConfigStateRequest{})); }));
            while (must(changer.receive(3s)).type != gen::ControlResponse::type) {
            }
        }));
    }
    tell("change until it is on disk and answered, p50", "ms", share(change, 0.5));
    tell("change until it is on disk and answered, p99", "ms", share(change, 0.99));
    tell("question of another peer meanwhile, p50", "us", share(beside, 0.5));
    tell("question of another peer meanwhile, p99", "us", share(beside, 0.99));
}

void many_streams() {
    const bench::TemporaryFolder folder;
    NodeProcess node;
    node.start(folder.path(), "relay:busy");
    auto source = node.connect();
    gen::StreamOpenRequest open;
    open.format = gen::Format::mjpeg;
    open.width = 640;
    open.height = 480;
    for (std::uint16_t id = 1; id <= 1'000; ++id) {
        open.stream_id = id;
        must(source.ask(open));
    }
    auto peer = node.connect();
    if (const auto told = state_of(peer).streams.size(); told != 1'000)
        give_up("the node tells " + std::to_string(told) + " streams, not 1000");
    std::vector<double> asked;
    for (int i = 0; i < 300; ++i)
        asked.push_back(milliseconds_of([&] { must(peer.ask(gen::GetRuntimeStateRequest{})); }));
    tell("get_runtime_state of 1,000 streams p50", "ms", share(asked, 0.5));
    tell("get_runtime_state of 1,000 streams p99", "ms", share(asked, 0.99));
}

// -------------------------------------------------------------- inside one process

void reconciler_ticks() {
    reconcile::Reconciler reconciler([] { return 0u; });
    std::deque<test::FakeResource> all;
    for (int i = 0; i < 10'000; ++i) {
        all.emplace_back("camera" + std::to_string(i)).automatic = true;
        all.back().join(reconciler);
        all.back().want(test::streaming);
    }
    TimePoint now{1h};
    tell("reconciler: tick with 10,000 steps", "ms",
         milliseconds_of([&] { reconciler.tick(now); }));
    while (!reconciler.settled()) reconciler.tick(now);
    std::vector<double> rest;
    for (int i = 0; i < 50; ++i) {
        now += limits::reconcile_interval;
        rest.push_back(milliseconds_of([&] { reconciler.tick(now); }));
    }
    tell("reconciler: safety tick over 10,000 at rest", "ms", share(rest, 0.5));
    std::vector<double> one;
    for (std::size_t i = 0; i < 1'000; ++i) {
        reconciler.poke(all[i * 7].id);
        one.push_back(1e3 * milliseconds_of([&] { reconciler.tick(now); }));
    }
    tell("reconciler: tick for one event among 10,000", "us", share(one, 0.5));
}

std::vector<std::vector<std::byte>> announcements(std::uint64_t count) {
    std::vector<std::vector<std::byte>> made;
    for (std::uint64_t i = 0; i < count; ++i) {
        gen::Announcement one;
        one.name = "node:" + std::to_string(i);
        one.boot_nonce = 1'000 + i;
        one.tcp_port = 8'001;
        made.push_back(gen::to_message(one));
    }
    return made;
}

void discovery_of(std::uint64_t count, const char* what) {
    gen::Announcement self;
    self.name = "bench:self";
    self.boot_nonce = 1;
    network::Discovery discovery(self, [](auto) { return true; }, [] { return 0u; });
    const auto heard = announcements(count);
    TimePoint now{1h};
    discovery.tick(now);
    const auto hear_all = [&] {
        for (std::uint64_t i = 0; i < count; ++i)
            discovery.received(
                heard[i], {"10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), 5353},
                now);
        discovery.tick(now);
    };
    tell(std::string("discovery: ") + what + " for the first time", "ms",
         milliseconds_of(hear_all));
    std::vector<double> again;
    for (int i = 0; i < 20; ++i) {
        now += limits::announce_interval;
        again.push_back(milliseconds_of(hear_all));
    }
    tell(std::string("discovery: ") + what + " again, every 5 s", "ms", share(again, 0.5));
    tell(std::string("discovery: known after ") + what, "peers",
         static_cast<double>(discovery.peers().size()));
}

void write_json(const char* path) {
    std::ofstream file(path);
    file << "{\n  \"api_version\": 1,\n  \"cores\": " << sysconf(_SC_NPROCESSORS_ONLN)
         << ",\n  \"figures\": [";
    for (std::size_t i = 0; i < figures.size(); ++i)
        file << (i == 0 ? "\n" : ",\n") << "    {\"name\": \"" << figures[i].name
             << "\", \"unit\": \"" << figures[i].unit << "\", \"value\": " << figures[i].value
             << ", \"note\": \"" << figures[i].note << "\"}";
    file << "\n  ]\n}\n";
    if (!file.flush()) give_up(std::string(path) + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
    const bool json = argc == 3 && std::strcmp(argv[1], "--json") == 0;
    if (argc != 1 && !json) {
        std::fputs("usage: control_bench [--json FILE]\n", stderr);
        return 2;
    }
    log::configure("*:off");
    reconciler_ticks();
    discovery_of(500, "500 peers");
    discovery_of(10'000, "10,000 invented peers");
    round_trips();
    many_streams();
    cold_start(10);
    cold_start(100);
    if (json) write_json(argv[2]);
    return 0;
}
