// Windows of a node: whether it has any, and the thread that draws them.

#include <cstdlib>
#include <future>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {

Result<> Node::windows_here() const {
    if (!options_.windows)
        return fail(Code::refused, "it was started with --no-windows; start it without");
    if (auto possible = render::windows_possible(); !possible) return possible;
    if (windows_ == nullptr)
        return fail(Code::os_failure,
                    "it had no descriptors left when it started; raise the limit");
    return {};
}

void Node::offer_windows() {
    if (options_.windows && render::windows_possible()) {
        if (auto loop = render::WindowLoop::open())
            windows_ = std::move(*loop);
        else
            log::warn("node", loop.error().what);
    }
    const auto add = [this](auto settings, auto tell) -> Result<std::shared_ptr<render::Pane>> {
        if (auto here = windows_here(); !here) return std::unexpected(here.error());
        return windows_->add(std::move(settings), std::move(tell));
    };
    displays_ = std::make_unique<resource::Displays>(resource::Display::House{
        reconciler_, relay_, {io_.get_executor(), add}, options_.name, [this](const auto& output) {
            output_gone(output);
        }});
}

// The graphics system wants the main thread, so everything else is done on another one meanwhile.
void Node::run_beside_windows() {
    auto loop = std::async(std::launch::async, [this] {
        struct End {
            Node& node;
            ~End() {
                if (node.windows_->end(limits::screen_patience)) return;
                log::warn("node", "the screen does not answer; ending without it");
                std::_Exit(node.exit_code_);
            }
        };
        const End end{*this};
        live();
    });
    windows_->run();
    loop.get();
}

}  // namespace weir::nodes
