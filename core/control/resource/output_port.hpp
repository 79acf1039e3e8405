#pragma once
// Where one output of the relay meets the connection that carries it.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "control/resource/delivery.hpp"
#include "stream/frame/encoding.hpp"
#include "stream/relay/relay.hpp"

namespace weir::resource {

class Deliveries;
class Session;

// What an acknowledged output keeps besides what waits; all zero when nobody asked for that.
struct Retained {
    std::uint32_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t frames_overrun = 0;  // so far
};

// Owns one relay output and lends it to a session; outlives the session, so that an output keeps
// its counters and its waiting frames while its peer is away. Lives on the node thread.
class OutputPort final : public relay::OutputListener {
public:
    // An acknowledged output needs `deliveries`, which outlives it.
    explicit OutputPort(relay::Relay& relay, Deliveries* deliveries = nullptr)
        : relay_(relay), deliveries_(deliveries) {}
    OutputPort(const OutputPort&) = delete;
    OutputPort& operator=(const OutputPort&) = delete;
    ~OutputPort();

    // Adds the output to the relay. Its id stays the same until close().
    Result<> open(const relay::OutputSettings& settings, TimePoint now,
                  relay::Relay::Place place = relay::Relay::Place::another);
    void close();

    // Null before open() and after close().
    const std::shared_ptr<relay::Output>& output() const { return output_; }
    Session* session() const { return session_; }

    // Null for an output whose reader does not answer.
    Delivery* delivery() { return delivery_ ? &*delivery_ : nullptr; }
    const Delivery* delivery() const { return delivery_ ? &*delivery_ : nullptr; }
    // Of an acknowledged output: where the frame stands that it is offered next, what was sent
    // before it was there, and what its reader answers for.
    void number_next(const relay::Position& position);
    void begin_with(const relay::Retention& earlier) { delivery_->begin_with(earlier); }
    relay::Position answered();
    relay::Position oldest() { return delivery_->oldest(next_count()); }  // that is still here

    // When memory is short: what was sent and not answered for; returns how many bytes that held.
    std::uint64_t forget_sent();

    Retained retained() const;

    // Frames or words about the stream are still to be sent, or to be answered for.
    bool pending() const;

    // How the owner learns that the session let go of the output: its connection ended, or the
    // reader refused the stream. What becomes of a refused output is the owner's to say.
    enum class Loss { disconnected, refused };
    using Lost = std::function<void(Loss loss, const Error& why)>;
    void on_lost(Lost lost) { lost_ = std::move(lost); }

    void on_ready(relay::Output& output) override;
    void on_change(relay::Output& output, relay::StreamChange change,
                   std::string_view detail) override;

private:
    friend class Session;  // lends and takes back: session_, attachment_, announced_
    // What the reader must be told or asked before frames come; it leaves by next_question().
    void ask_format();
    void ask_resume();
    std::optional<std::vector<std::byte>> next_question();
    // True when the reader was told that it is this format, or nobody knows which it is.
    bool knows(const frame::FormatRef& format) const;
    void resumed(const relay::Position& there);  // where its reader wants to go on
    bool has_words() const { return !words_.empty(); }
    bool has_questions() const { return format_due_ || resume_due_; }
    // What is said of the stream leaves behind the frames that came before it.
    std::optional<std::vector<std::byte>> next_word();
    void lose(Loss loss, const Error& why);
    std::uint64_t next_count() const;

    relay::Relay& relay_;
    Deliveries* deliveries_;
    std::optional<Delivery> delivery_;
    std::shared_ptr<relay::Output> output_;
    Session* session_ = nullptr;
    std::uint64_t attachment_ = 0;  // to session_: each time another
    frame::FormatRef announced_;    // what the reader was told last; null: nothing
    unsigned announcing_ = 0;       // announcements that are not answered yet
    bool format_due_ = false;       // of a stream whose frames may be long in coming
    bool resume_due_ = false;
    struct Word {
        relay::StreamChange change;
        std::string detail;
        std::uint64_t behind;  // the last frame that the output was offered before it
    };
    // What is still to be said is kept for the next reader as long as frames wait that it breaks.
    void forget_words();
    std::deque<Word> words_;
    Lost lost_;
};

}  // namespace weir::resource
