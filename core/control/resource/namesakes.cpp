#include "control/resource/namesakes.hpp"

#include "base/limits.hpp"

namespace weir::resource {

bool Namesakes::succeeds(const std::string& name, std::uint64_t nonce, std::uint64_t former) {
    if (name.empty()) return false;
    if (nonce == former) return true;  // the same life, over a new connection
    if (succeeded_.contains({name, nonce})) return false;
    if (succeeded_.insert({name, former}).second) order_.emplace_back(name, former);
    if (order_.size() > limits::incarnations_max) {
        succeeded_.erase(order_.front());
        order_.pop_front();
    }
    return true;
}

}  // namespace weir::resource
