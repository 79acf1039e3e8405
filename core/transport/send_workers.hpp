#pragma once
// Threads that carry out large writes, so that one node thread can feed more cores than its own.

#include <asio/any_io_executor.hpp>
#include <cstddef>
#include <memory>
#include <vector>

#include "transport/socket.hpp"

namespace weir::transport {

// Copying a frame into the kernel for each of its readers is most of a relay's work, and the only
// part that is done here: a socket that is dealt to a worker hands each large write over and gets
// the answer as readiness. All decisions, small writes and everything that is received stay on the
// node thread. Lives on the node thread. Its end ends the threads; a socket that is left over
// then writes no large message any more and can only be closed.
class SendWorkers {
public:
    // Together with the node thread `threads` of them write, at most limits::send_threads_max;
    // 1: none is started.
    SendWorkers(const asio::any_io_executor& node, std::size_t threads);
    SendWorkers(const SendWorkers&) = delete;
    SendWorkers& operator=(const SendWorkers&) = delete;
    ~SendWorkers();

    std::size_t threads() const;

    // Sockets are dealt out to the threads that write, fewest first. `fd` is the socket's own.
    std::unique_ptr<Socket> deal(std::unique_ptr<Socket> socket, int fd);

private:
    class Worker;

    std::vector<std::shared_ptr<Worker>> workers_;
    std::shared_ptr<void> on_node_ = std::make_shared<int>(0);  // each socket of its holds it
};

}  // namespace weir::transport
