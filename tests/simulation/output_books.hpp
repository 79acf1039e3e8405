#pragma once
// What must hold of an output at any instant, and from one look at it to the next.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "simulation/node.hpp"
#include "simulation/occasions.hpp"
#include "stream/relay/relay.hpp"

namespace weir::sim {

// Books balance and budgets are kept, and no more is being sent than a batch. In a slot waits one
// frame, the newest or, where it keeps them, the one that waited first; several only until a new
// reader has got the group that it began with. A queue with a soft budget that was full has come
// back to it; one that drops its oldest frames has the newest; one that keeps them lost none of
// what waited.
class OutputBooks {
public:
    using Expect = std::function<void(bool holds, const std::string& what)>;

    OutputBooks(const Events& events, Occasions& occasions, Expect expect)
        : events_(events), occasions_(occasions), expect_(std::move(expect)) {}

    // `inter_coded`: of its stream. The node outlives these books, also when it has stopped.
    void check(const SimNode& node, const relay::Output& output, const relay::Input* input,
               bool inter_coded);

private:
    struct Look {
        std::uint64_t offered = 0;
        std::uint64_t for_room = 0;   // dropped so far, because slot or budget were full
        std::uint64_t otherwise = 0;  // dropped so far
        std::uint64_t next = 0;
        std::uint64_t popped = 0;
        bool caught_up = false;  // nothing waits any more of what its reader began with
    };

    void check_queue(const relay::Output& output, const relay::OutputStats& stats,
                     const Look& before, const Look& now);
    void check_slot(const relay::Output& output, const relay::OutputStats& stats,
                    const Look& before, const Look& now);
    void check_newest(const relay::Output& output, const relay::OutputStats& stats,
                      const relay::Input* input);
    void expect(bool holds, const char* what) const;

    const Events& events_;
    Occasions& occasions_;
    Expect expect_;
    std::map<std::pair<const SimNode*, std::uint16_t>, Look> looks_;  // by node and output
    // What is looked at, for the sentence.
    const SimNode* node_ = nullptr;
    const relay::Output* output_ = nullptr;
    bool inter_coded_ = false;
};

}  // namespace weir::sim
