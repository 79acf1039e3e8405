#include "bench/control/nodes.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "bench/control/figures.hpp"
#include "control/wanted/directory_files.hpp"
#include "control/wanted/store.hpp"

namespace weir::bench {
namespace {

constexpr auto look_again_us = 5'000;
constexpr double patience_ms = 120'000;

std::string program() {
    const char* named = std::getenv("WEIR_PROGRAM");
    if (named != nullptr) return named;
    const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    return here / "../../nodes/weir";
}

const std::string& discovery_group() {
    static const std::string group = "239.78." + std::to_string(getpid() / 250 % 250) + "." +
                                     std::to_string(1 + getpid() % 250) + ":" +
                                     std::to_string(20'000 + getpid() % 40'000);
    return group;
}

}  // namespace

void NodeProcess::start(const std::filesystem::path& folder, const std::string& name,
                        std::uint16_t port) {
    const std::string safe = wanted::file_name_of(name);
    port_ = port;
    port_file_ = folder / (safe + ".port");
    std::filesystem::remove(port_file_);
    must(child_.start({program(), "relay", "--log", "*:error", "--name", name, "--listen",
                       "127.0.0.1:" + std::to_string(port), "--discovery", discovery_group(),
                       "--port-file", port_file_.string(), "--state-dir",
                       (folder / safe).string()}));
}

std::uint16_t NodeProcess::port() {
    if (port_ == 0) port_ = must(child_.port_in(port_file_));
    return port_;
}

support::WirePeer NodeProcess::connect() {
    auto peer = must(support::WirePeer::connect("127.0.0.1", port()));
    must(peer.say_hello("bench:control"));
    return peer;
}

gen::GetRuntimeStateReply state_of(support::WirePeer& peer) {
    const auto body = must(peer.ask(gen::GetRuntimeStateRequest{}));
    auto state = gen::GetRuntimeStateReply::decode(body);
    if (!state) give_up("get_runtime_state was answered with what cannot be decoded");
    return std::move(*state);
}

bool green(support::WirePeer& peer, std::size_t resources) {
    const auto state = state_of(peer);
    return state.resources.size() == resources &&
           std::ranges::all_of(state.resources,
                               [](const auto& one) { return one.current == one.wanted; });
}

void wait_until_green(NodeProcess& node, std::size_t resources) {
    const auto begun = SteadyClock::now();
    auto peer = node.connect();
    while (!green(peer, resources)) {
        if (milliseconds_since(begun) > patience_ms) give_up("the nodes do not come up");
        usleep(look_again_us);
    }
}

void leave_wishes(const std::filesystem::path& folder, const std::string& name,
                  const wanted::WantedState& wishes) {
    const std::string safe = wanted::file_name_of(name);
    const auto files = must(wanted::DirectoryFiles::open(folder / safe, name));
    must(wanted::Store(*files, safe).save(wishes));
}

gen::Ingest small_pattern(std::uint16_t stream_id, std::uint16_t fps) {
    gen::Ingest ingest;
    ingest.stream_id = stream_id;
    ingest.device_path = "pattern:";
    ingest.width = 160;
    ingest.height = 120;
    ingest.fps_n = fps;
    ingest.fps_d = 1;
    return ingest;
}

gen::RelayEdge edge_to(const std::string& node, std::uint16_t stream_id, gen::DeliveryMode mode) {
    gen::RelayEdge edge;
    edge.stream_id = stream_id;
    edge.mode = mode;
    edge.dest_host = node;
    return edge;
}

}  // namespace weir::bench
