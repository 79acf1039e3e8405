#pragma once
// One line per state transition, for the operator: `time level module what key=value...` on stderr.

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace weir::log {

// trace and debug are for us; info, warn and error are for the operator, who can act on every warn.
enum class Level : std::uint8_t { trace, debug, info, warn, error, off };

// A value of a log line, already text. Numbers and durations convert where the line is written.
struct Value {
    Value(std::string_view value) : text(value) {}
    Value(const std::string& value) : text(value) {}
    Value(const char* value) : text(value) {}
    Value(bool value) : text(value ? "yes" : "no") {}
    Value(std::integral auto value) : text(std::to_string(value)) {}
    Value(double number);
    std::string text;
};

struct Field {
    std::string_view key;
    Value value;
};
using Fields = std::initializer_list<Field>;

// "relay:debug,*:info"; an unknown level or an empty module leaves everything as it was and returns
// the sentence to show. Other threads may write lines meanwhile; one thread sets.
std::string configure(std::string_view levels);
// What configure() would say of them, without setting anything; empty: nothing is wrong.
std::string problem_of(std::string_view levels);

bool enabled(Level level, std::string_view module);

// Thread-safe: a line is written with one system call. It never waits: what nobody takes (a pager
// that pauses, a terminal that was stopped, a full disk) is lost, and the next line that is taken
// comes behind one that says how many were. A line has limits::log_line_bytes_max bytes at most.
// Control codes in `what` and in values are escaped: both may hold what a peer said, which must not
// forge a line or reach a terminal.
void write(Level level, std::string_view module, std::string_view what, Fields fields = {});

inline void debug(std::string_view module, std::string_view what, Fields fields = {}) {
    write(Level::debug, module, what, fields);
}
inline void info(std::string_view module, std::string_view what, Fields fields = {}) {
    write(Level::info, module, what, fields);
}
inline void warn(std::string_view module, std::string_view what, Fields fields = {}) {
    write(Level::warn, module, what, fields);
}
inline void error(std::string_view module, std::string_view what, Fields fields = {}) {
    write(Level::error, module, what, fields);
}

// For lines of which each says something new, and which others can cause without end: peers that
// come and are refused, gaps. limits::log_ration_lines of them are said in each
// limits::log_ration_period; the first of the next one says how many were left out. One object per
// owner. Not thread-safe.
class Ration {
public:
    void warn(std::string_view module, std::string_view what, Fields fields,
              TimePoint now = monotonic_now());

private:
    TimePoint began_;
    std::size_t said_ = 0;
    std::uint64_t left_out_ = 0;
};

// Says a repeating thing once per distinct `what` and then at the 8th, 16th, 32nd... time, with its
// count. Whoever has more than limits::log_sentences_max different ones to say, such as sentences
// with figures in them, is counted as one: 1, 8, 16... of all those. One object per owner (a
// device, a peer), so nothing grows without bound. Not thread-safe.
class Once {
public:
    // `ration`: of all owners together, where those come and go; it outlives this.
    explicit Once(Ration* ration) : ration_(ration) {}
    Once() = default;

    void warn(std::string_view module, std::string_view what, Fields fields = {});
    void reset();  // the trouble is over; the next one is news again

private:
    struct Said {
        std::string what;
        std::uint64_t times = 0;
    };
    void say(std::string_view module, std::string_view what, Fields fields);

    Ration* ration_ = nullptr;
    std::vector<Said> said_;
    std::uint64_t others_ = 0;  // times, of all that are not among those
};

}  // namespace weir::log
