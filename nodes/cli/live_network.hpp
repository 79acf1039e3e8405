#pragma once
// Nodes on real sockets, for verbs that ask and wait.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "network/peer_table.hpp"
#include "nodes/cli/options.hpp"
#include "operations/network.hpp"

namespace weir::nodes::cli {

// Runs its own event loop while it is called, and only then. Connections are kept between
// questions. Lives on one thread.
class LiveNetwork final : public operations::Network {
public:
    explicit LiveNetwork(const Common& common);
    ~LiveNetwork();

    // Listens until nobody new has been heard for a moment, at least until everybody in `names` is
    // heard or the timeout is over. Asks the configured peers whom they know.
    void find(const std::vector<std::string>& names = {});

    std::vector<operations::NodeInfo> nodes() override;
    std::vector<Result<operations::Body>> ask(
        std::span<const operations::Question> questions) override;

    struct Echo {
        double round_trip_us;
        double clock_offset_us;  // the node's clock minus ours
        std::string name;
    };
    Result<Echo> ping(const std::string& node);

    // Lets time pass with the connections alive. False when the user has asked to end.
    bool wait(Duration duration);
    // The same, but no longer than until somebody appears, tells a change or is gone.
    bool wait_news(Duration at_most);

    // What nodes tell that were asked to subscribe, by what they were asked as. Called whenever
    // this network waits for something.
    using Changed = std::function<void(const std::string& node, const gen::StateChange&)>;
    using Gone = std::function<void(const std::string& node)>;
    void follow(Changed changed, Gone gone);

    // Who announces itself, whether it can be reached or not.
    std::vector<network::Peer> peers() const;
    bool interrupted() const;

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace weir::nodes::cli
