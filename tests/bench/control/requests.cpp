// What a node that is asked and told things answers with, over loopback.

#include <string>
#include <vector>

#include "bench/control/benches.hpp"
#include "bench/control/figures.hpp"
#include "bench/control/nodes.hpp"

namespace weir::bench {

using namespace std::chrono_literals;

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

}  // namespace weir::bench
