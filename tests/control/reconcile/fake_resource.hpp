#pragma once
// A resource without a world: it remembers what it was asked and does what the test says.

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/log.hpp"
#include "control/reconcile/reconciler.hpp"

namespace weir::test {

enum : reconcile::State { closed, open, streaming };

inline constexpr reconcile::StateGraph capture_graph{
    std::to_array<std::string_view>({"closed", "open", "streaming"}),
    std::to_array<reconcile::Edge>({
        {closed, open, "open_fd"},
        {open, streaming, "start_capture"},
        {streaming, open, "stop_capture"},
        {open, closed, "close_fd"},
    }),
};
static_assert(capture_graph.connected());

// Millions of simulated transitions would drown what a person looks for.
inline const std::string log_problem = log::configure("resource:off");

class FakeResource : public reconcile::Resource {
public:
    FakeResource(std::string name, reconcile::Graph graph = capture_graph)
        : name_(std::move(name)), graph_(graph) {}

    std::string_view kind() const override { return "fake"; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override { return graph_; }
    reconcile::State current() const override { return current_; }
    reconcile::State wanted() const override { return wanted_; }

    void begin(const reconcile::Edge& edge, TimePoint now) override {
        WEIR_ASSERT(edge.from == current_);
        begun.push_back({edge, now});
        step = edge;
        if (!automatic) return;
        finish();
    }

    bool cancel(TimePoint) override {
        if (cancellable) step.reset();
        return cancellable;
    }

    // Where it was added; needed by finish() and fail().
    void join(reconcile::Reconciler& reconciler, reconcile::Settings settings = {}) {
        reconciler_ = &reconciler;
        id = reconciler.add(*this, std::move(settings));
    }

    void want(reconcile::State state) {
        wanted_ = state;
        reconciler_->poke(id);
    }

    void finish() {
        current_ = step.value().to;
        step.reset();
        reconciler_->completed(id, current_);
    }

    void fail(std::string why, Code code = Code::device_lost) {
        step.reset();
        reconciler_->failed(id, Error{code, std::move(why)});
    }

    // The world changes it; nobody tells the reconciler.
    void drop(reconcile::State state) { current_ = state; }

    std::vector<std::string> actions() const {
        std::vector<std::string> names;
        for (const auto& [edge, when] : begun) names.emplace_back(edge.action);
        return names;
    }

    reconcile::ResourceId id;
    std::vector<std::pair<reconcile::Edge, TimePoint>> begun;
    std::optional<reconcile::Edge> step;
    bool automatic = false;  // every step completes at once
    bool cancellable = false;

private:
    std::string name_;
    reconcile::Graph graph_;
    reconcile::State current_ = 0;
    reconcile::State wanted_ = 0;
    reconcile::Reconciler* reconciler_ = nullptr;
};

}  // namespace weir::test
