#pragma once
// Two connections that give one name: the same node once more, or two nodes?

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <utility>

namespace weir::resource {

// A node that restarts comes back under its name with a new boot nonce, often before the connection
// of its former life is known to be dead. Two living nodes of one name look the same at first; but
// then the one that had to go comes back with a nonce that was seen before. Remembers
// limits::incarnations_max of those. Pure.
class Namesakes {
public:
    // Whether a node `name` that is here now with `nonce` is the successor of a connection that
    // gave the same name and `former`. Says so once of two living ones.
    bool succeeds(const std::string& name, std::uint64_t nonce, std::uint64_t former);

private:
    std::set<std::pair<std::string, std::uint64_t>> succeeded_;
    std::deque<std::pair<std::string, std::uint64_t>> order_;
};

}  // namespace weir::resource
