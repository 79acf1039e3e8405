#pragma once
// Measures small pieces of code fairly: in turns, and the least of many short rounds counts.
//
// On a shared machine everything else is someone else's time, and in turns it hits all alike.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "wire/sample.hpp"
#include "wire/sums.hpp"

namespace weir::bench {

struct Row {
    std::string lang, system, message, op;
    double ns;  // per message
};

// What a programmer with time writes for one message: shows what is reachable, competes with
// nobody.
inline constexpr const char* yardstick = "by-hand";

// The compiler must have `value` in memory, and must not know what is there afterwards.
template <typename T>
void keep(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

// A number that must be computed.
inline void use(std::uint64_t sum) {
    asm volatile("" : : "r"(sum));
}

using Bytes = std::vector<std::byte>;

// A function that the compiler can see through where it is called: for small messages, where a call
// would be most of the time. A list is read by a function of its own, as it would be in a program.
template <auto function>
struct Inlined {
    [[gnu::always_inline]] auto operator()(auto... arguments) const {
        return function(arguments...);
    }
};

// Messages of one size one after another, as a receive buffer has them, each with values of its
// own.
class Received {
public:
    explicit Received(const std::vector<Bytes>& messages);

    std::size_t count() const { return count_; }

    // What is known of one message says nothing about the next, not even its size: all of it has
    // to be looked at again.
    template <typename F>
    [[gnu::always_inline]] void each(F& handle) const {
        std::size_t size = size_;
        const std::size_t stride = stride_;
        const std::byte* const end = memory_.data() + memory_.size();
        for (const std::byte* at = memory_.data(); at != end; at += stride) {
            asm volatile("" : "+r"(size) : : "memory");
            handle(std::span<const std::byte>(at, size));
        }
    }

private:
    Bytes memory_;
    std::size_t size_;
    std::size_t stride_;
    std::size_t count_;
};

// Copies of one message, spread over more memory than any cache holds, visited in no order, each
// only when the one before has been read: as messages come, not as many at once as the processor
// can fetch.
class ColdCopies {
public:
    explicit ColdCopies(std::span<const std::byte> message);

    // `previous` is the sum of the message before; no sum has its highest bit set, which a compiler
    // that can prove it must not know.
    std::span<const std::byte> next(std::uint64_t previous) {
        asm volatile("" : "+r"(previous));
        const std::size_t place = order_[at_] + (previous >> 63);
        at_ = at_ + 1 == order_.size() ? 0 : at_ + 1;
        return {memory_.data() + place, size_};
    }

private:
    static constexpr std::size_t memory_bytes = std::size_t{192} << 20;

    Bytes memory_;
    std::vector<std::uint32_t> order_;
    std::size_t size_;
    std::size_t at_ = 0;
};

class Bench {
public:
    // `encode` makes bytes of one of `values` after another; they need not go into what it is
    // given, which has room for `bytes_max`.
    template <typename Value, typename F>
    void add_encode(std::string system, std::string message, std::vector<Value> values,
                    std::size_t bytes_max, F encode) {
        must_divide(values.size());
        add_loop(std::move(system), std::move(message), "encode",
                 [values = std::move(values), to = Bytes(bytes_max),
                  encode = std::move(encode)](std::size_t calls) mutable {
                     const std::span<std::byte> room(to);
                     const std::size_t count = values.size();
                     for (std::size_t i = 0; i < calls; i += count)
                         for (const Value& value : values) {
                             encode(value, room);
                             asm volatile("" : : : "memory");
                         }
                 });
    }

    // `read` reads every field of what was encoded of `samples`: out of the cache, and in a later
    // case out of memory.
    template <typename Sample, typename F>
    void add_read(std::string system, std::string message, const std::vector<Sample>& samples,
                  const std::vector<Bytes>& encoded, F read) {
        for (std::size_t i = 0; i < samples.size(); ++i)
            must_be(sum(samples[i]), read(std::span<const std::byte>(encoded[i])), system, message);
        add_cold(system, message, encoded[0], read);
        add_received(std::move(system), std::move(message), "read", encoded,
                     [read = std::move(read)](std::span<const std::byte> bytes) mutable
                     __attribute__((always_inline)) { use(read(bytes)); });
    }

    // `own` makes values that outlive the bytes, and shows them to keep().
    template <typename F>
    void add_owned(std::string system, std::string message, const std::vector<Bytes>& encoded,
                   F own) {
        add_received(std::move(system), std::move(message), "owned", encoded, std::move(own));
    }

    // `read` reads the next message of the mix; `messages[kind]` are the bytes of each.
    template <typename F>
    void add_mix(std::string system, std::vector<Bytes> messages, F read) {
        for (std::size_t i = 0; i < messages.size(); ++i) {
            const Kind kind = static_cast<Kind>(i);
            must_be(sum(kind), read(kind, std::span<const std::byte>(messages[i])), system, "mix");
        }
        add_loop(std::move(system), "mix", "read",
                 [messages = std::move(messages), read = std::move(read), kinds = mix(4096),
                  at = std::size_t{0}](std::size_t calls) mutable {
                     for (std::size_t i = 0; i < calls; ++i) {
                         const Kind kind = kinds[at++ % 4096];
                         const Bytes& bytes = messages[static_cast<std::size_t>(kind)];
                         keep(bytes[0]);
                         use(read(kind, std::span<const std::byte>(bytes)));
                     }
                 });
    }

    void left_out(std::string system, std::string reason);

    std::vector<Row> run();
    const std::vector<std::pair<std::string, std::string>>& left_out() const { return left_out_; }

private:
    static constexpr std::size_t calls_min = 64;

    // A round handles all messages of its case equally often.
    static void must_divide(std::size_t messages);

    struct Case {
        Row row;
        std::function<void(std::size_t)> loop;
        std::size_t calls = 0;                                      // a round's
        std::function<std::function<void(std::size_t)>()> prepare;  // makes the loop of a cold case
    };

    template <typename F>
    void add_cold(const std::string& system, const std::string& message, const Bytes& bytes,
                  const F& read) {
        cold_.push_back({{"cpp", system, message + " cold", "read", 1e30}, {}, 0, [bytes, read] {
                             return [copies = ColdCopies(bytes),
                                     read = F(read)](std::size_t calls) mutable {
                                 std::uint64_t sum = 0;
                                 for (std::size_t i = 0; i < calls; ++i)
                                     sum = read(copies.next(sum));
                                 use(sum);
                             };
                         }});
    }

    template <typename F>
    void add_received(std::string system, std::string message, std::string op,
                      const std::vector<Bytes>& encoded, F handle) {
        must_divide(encoded.size());
        add_loop(
            std::move(system), std::move(message), std::move(op),
            [received = Received(encoded), handle = std::move(handle)](std::size_t calls) mutable {
                for (std::size_t i = 0; i < calls; i += received.count()) received.each(handle);
            });
    }

    void add_loop(std::string system, std::string message, std::string op,
                  std::function<void(std::size_t)> loop);

    std::vector<Case> warm_;
    std::vector<Case> cold_;
    std::vector<std::pair<std::string, std::string>> left_out_;
};

// One per system. Each adds the same cases under its name.
void add_weir(Bench& bench);
void add_by_hand(Bench& bench);
void add_protobuf(Bench& bench);
void add_flatbuffers(Bench& bench);
void add_capnproto(Bench& bench);

}  // namespace weir::bench
