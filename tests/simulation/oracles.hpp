#pragma once
// What must hold, whatever happens. The first thing that does not is kept, with the time.

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "simulation/bare_runs.hpp"
#include "simulation/kept_books.hpp"
#include "simulation/line_ages.hpp"
#include "simulation/node.hpp"
#include "simulation/occasions.hpp"
#include "simulation/output_books.hpp"
#include "simulation/pictures.hpp"
#include "simulation/suppression_books.hpp"

namespace weir::sim {

class Oracles final : public Watcher {
public:
    explicit Oracles(const Events& events) : events_(events) {}

    // The streams of a run, and who is watched.
    static constexpr std::uint16_t still = 1;    // pictures that stand alone
    static constexpr std::uint16_t chained = 3;  // inter-coded
    static constexpr std::uint16_t kept = 4;     // acknowledged
    static constexpr std::uint16_t large = 5;    // passed on unread
    static constexpr const char* relay_name = "relay";
    static constexpr const char* kept_by = "sure";
    // What the pictures of somebody else say who claims to be `still`: see World::push_one().
    static constexpr std::uint16_t claimed = 9;
    // Added to a stream's id where its reader is to see another one.
    static constexpr std::uint16_t remapped = 100;
    static std::uint16_t source_id(std::uint16_t seen_id) {
        return seen_id >= remapped ? seen_id - remapped : seen_id;
    }

    // Frames as they arrive: whole, in order, from one source, none without the one it needs, and
    // no gap of an inter-coded stream that the reader was not told of.
    void on_frame(const resource::Session& session, const frame::Frame& frame,
                  bool offered) override;
    void on_announced(const resource::Session& session, std::uint16_t stream_id) override;
    void on_break(const resource::Session& session, std::uint16_t stream_id) override;
    void on_gap(const resource::Session& session, std::uint16_t stream_id,
                const relay::Receipt::Gap& gap) override;
    void on_session(const std::string& node, bool open, const std::string& why) override;

    Occasions& occasions() { return occasions_; }
    LineAges& ages() { return ages_; }
    BareRuns& bare_runs() { return bare_; }
    // The program that takes bare bytes reads this stream.
    void follow_bare(std::uint16_t stream_id) { bare_stream_ = stream_id; }
    // Under which id a reader gets a stream.
    void sees(const std::string& node, std::uint16_t stream_id, std::uint16_t seen_id) {
        seen_ids_[{node, stream_id}] = seen_id;
    }
    const KeptBooks& kept_books() const { return kept_; }
    // Pieces of payloads that a relay passed on without reading them.
    std::uint64_t frames_unread() const { return frames_unread_; }

    // A node at any instant: its outputs, its memory, and that it keeps no peer that is silent.
    void check_node(SimNode& node);
    // Nothing is held by a node that has stopped.
    void check_books_closed(SimNode& node);
    void expect(bool holds, const std::string& what);

    struct Seen {
        std::uint64_t frames = 0;
        std::uint64_t missing = 0;  // numbers that were passed over within one life of the source
        std::uint32_t last_sequence = 0;
        TimePoint last_at;
        TimePoint first_at;
    };
    const Seen& seen(const std::string& node, std::uint16_t stream_id) {
        return seen_[{node, stream_id}];
    }
    // Names a session's node: a session knows its peer only.
    void name(const SimNode& node) {
        nodes_.insert(&node);
        ++lives_[node.name()];
    }
    void forget(const SimNode& node) { nodes_.erase(&node); }

    const std::optional<std::string>& violation() const { return violation_; }
    // Of everything that was seen, in its order and with its time.
    std::uint64_t trace() const { return trace_; }

private:
    struct Following {
        bool fresh = true;      // nothing is known of what came before
        bool headless = false;  // the last frame could not say what it was
        Picture last;
    };

    std::optional<Picture> picture_of(const frame::Frame& frame);
    void check_order(const std::string& where, const resource::Session& session,
                     const frame::Frame& frame, const Picture& picture, Seen& seen);
    const SimNode* find_node(const resource::Session& session) const;
    std::string node_of(const resource::Session& session) const;
    void check_memory(const SimNode& node);
    void check_silence(SimNode& node);
    void note(std::uint64_t value);

    const Events& events_;
    std::set<const SimNode*> nodes_;
    std::map<std::tuple<const resource::Session*, std::uint16_t>, Following> following_;
    std::set<std::tuple<const resource::Session*, std::uint16_t>> announced_;
    std::map<std::tuple<std::string, std::uint16_t>, Seen> seen_;
    std::map<std::tuple<std::string, std::uint16_t>, std::uint16_t> seen_ids_;
    std::uint16_t bare_stream_ = 0;
    std::optional<std::string> violation_;
    std::map<std::string, std::uint64_t> lives_;
    KeptBooks kept_{[this](bool holds, const std::string& what) { expect(holds, what); }};
    LineAges ages_{events_, [this](bool holds, const std::string& what) { expect(holds, what); }};
    BareRuns bare_{[this](bool holds, const std::string& what) { expect(holds, what); }};
    Occasions occasions_;
    OutputBooks outputs_{events_, occasions_,
                         [this](bool holds, const std::string& what) { expect(holds, what); }};
    SuppressionBooks suppressions_{
        events_, occasions_, [this](bool holds, const std::string& what) { expect(holds, what); }};
    std::uint64_t frames_unread_ = 0;
    std::uint64_t trace_ = 14695981039346656037u;
};

}  // namespace weir::sim
