#pragma once
// Slow calls off the node thread: opening a camera or asking ffprobe may take a second.

#include <asio/any_io_executor.hpp>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>
#include <memory>
#include <utility>

namespace weir::resource {

// A few threads for calls that block; with one thread the jobs keep their order. Lives on the node
// thread; stop() before what the jobs use goes.
class Background {
public:
    explicit Background(asio::any_io_executor node, std::size_t thread_count = 2)
        : node_(std::move(node)), pool_(thread_count) {}
    ~Background() { stop(); }

    // Runs `job` on some thread, then `done(result)` on the node thread.
    template <typename Job, typename Done>
    void run(Job job, Done done) {
        auto task = std::make_shared<std::pair<Job, Done>>(std::move(job), std::move(done));
        asio::post(pool_, [node = node_, task] {
            auto result = std::make_shared<decltype(task->first())>(task->first());
            asio::post(node, [task, result] { task->second(std::move(*result)); });
        });
    }

    void stop() { pool_.join(); }

private:
    asio::any_io_executor node_;
    asio::thread_pool pool_;
};

}  // namespace weir::resource
