#pragma once
// What became of every frame of an acknowledged stream at its reader.

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace weir::sim {

// Each life of the reader gets the frames in order, each once, and is told of exactly those that
// it will never get before it gets the next one.
class KeptBooks {
public:
    using Expect = std::function<void(bool holds, const std::string& what)>;

    explicit KeptBooks(Expect expect) : expect_(std::move(expect)) {}

    void arrived(std::uint64_t life, std::uint64_t number);
    void missing(std::uint64_t life, std::uint64_t first, std::uint64_t frames);
    // At the end, where every outage fitted the window: all that were produced have arrived.
    void check_whole(std::uint64_t produced) const;

    std::uint64_t frames_missing() const { return missing_; }

private:
    Expect expect_;
    std::map<std::uint64_t, std::uint64_t> next_;  // that may come, by the reader's life
    std::set<std::uint64_t> had_;                  // by any life
    std::uint64_t missing_ = 0;
};

}  // namespace weir::sim
