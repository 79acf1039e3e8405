#pragma once
// A resource's life as a small directed graph. Declared at compile time, checked at compile time.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace weir::reconcile {

using State = std::uint8_t;

inline constexpr std::size_t states_max = 32;  // a StateSet is one word

struct Edge {
    State from;
    State to;
    std::string_view action;  // what Resource::begin() is asked to do, and logged as
    std::chrono::milliseconds deadline = {};  // zero: the resource's own setting
};

// Some of the states of one graph.
class StateSet {
public:
    constexpr StateSet() = default;
    constexpr StateSet(std::initializer_list<State> states) {
        for (const State state : states) bits_ |= 1u << state;
    }
    constexpr bool contains(State state) const { return (bits_ >> state & 1u) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool operator==(const StateSet&) const = default;

private:
    std::uint32_t bits_ = 0;
};

// First edge on a shortest path, or nothing when already there or unreachable. Breadth first from
// the goal backwards, so the answer is one step and needs no path storage.
constexpr std::optional<Edge> next_step(std::span<const Edge> edges, State current, State wanted) {
    std::array<bool, states_max> reached{};
    std::array<State, states_max> frontier{};
    std::size_t head = 0;
    std::size_t tail = 0;
    reached[wanted] = true;
    frontier[tail++] = wanted;
    while (head < tail) {
        const State goal = frontier[head++];
        for (const Edge& edge : edges) {
            if (edge.to != goal || reached[edge.from]) continue;
            if (edge.from == current) return edge;
            reached[edge.from] = true;
            frontier[tail++] = edge.from;
        }
    }
    return std::nullopt;
}

template <std::size_t StateCount, std::size_t EdgeCount>
struct StateGraph {
    static_assert(StateCount > 0 && StateCount <= states_max);

    std::array<std::string_view, StateCount> states;  // the first one is rest: nothing held
    std::array<Edge, EdgeCount> edges;

    constexpr std::optional<Edge> next(State current, State wanted) const {
        if (current == wanted) return std::nullopt;
        return next_step(edges, current, wanted);
    }

    // Any state must be able to reach any other, or a resource can get stuck for good.
    constexpr bool connected() const {
        for (const Edge& edge : edges)
            if (edge.from >= StateCount || edge.to >= StateCount) return false;
        for (std::size_t a = 0; a < StateCount; ++a)
            for (std::size_t b = 0; b < StateCount; ++b)
                if (a != b && !next(static_cast<State>(a), static_cast<State>(b))) return false;
        return true;
    }
};

template <std::size_t S, std::size_t E>
StateGraph(std::array<std::string_view, S>, std::array<Edge, E>) -> StateGraph<S, E>;

// A StateGraph of any size. Borrows: make it only of graphs that live as long as the program
// (`inline constexpr`).
class Graph {
public:
    template <std::size_t S, std::size_t E>
    constexpr Graph(const StateGraph<S, E>& graph) : states_(graph.states), edges_(graph.edges) {}
    template <std::size_t S, std::size_t E>
    Graph(const StateGraph<S, E>&&) = delete;

    constexpr std::size_t state_count() const { return states_.size(); }
    constexpr std::string_view name(State state) const { return states_[state]; }
    constexpr std::span<const Edge> edges() const { return edges_; }

    constexpr std::optional<Edge> next(State current, State wanted) const {
        if (current == wanted) return std::nullopt;
        return next_step(edges_, current, wanted);
    }

private:
    std::span<const std::string_view> states_;
    std::span<const Edge> edges_;
};

}  // namespace weir::reconcile
