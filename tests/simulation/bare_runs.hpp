#pragma once
// What a program gets that takes bare bytes: runs of whole payloads, as the relay was given them.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "simulation/byte_queue.hpp"
#include "simulation/pictures.hpp"

namespace weir::sim {

// The bytes of each connection are payloads of one stream one behind the other, none missing in
// between, from one where decoding may start; only the last one may be cut. Nobody says where a
// payload ends, so that is known from what the relay's outputs were offered.
class BareRuns {
public:
    using Expect = std::function<void(bool holds, const std::string& what)>;

    explicit BareRuns(Expect expect) : expect_(std::move(expect)) {}

    // The relay's outputs were offered this frame; `clean`: decoding may start there.
    void offered(const Picture& picture, std::size_t bytes, bool clean);

    // Of one connection, at its reader.
    struct Run {
        ByteQueue bytes;                  // of the payload that is coming
        std::optional<std::size_t> next;  // its place among those offered
    };
    void arrived(Run& run, std::span<const std::byte> bytes, TimePoint now);

    // Where there was room for everything and nothing went wrong: one run has brought all of it.
    void check_whole() const;
    std::uint64_t runs() const { return runs_; }
    std::uint64_t payloads() const { return payloads_; }
    TimePoint last_at() const { return last_at_; }

private:
    struct Offered {
        Picture picture;
        std::size_t bytes;
        bool clean;
    };

    bool take_one(Run& run);
    std::optional<std::size_t> place_of(const Picture& picture) const;

    Expect expect_;
    std::vector<Offered> offered_;
    std::uint64_t runs_ = 0;
    std::uint64_t payloads_ = 0;
    TimePoint last_at_;
};

}  // namespace weir::sim
