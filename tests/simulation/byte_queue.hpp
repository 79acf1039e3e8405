#pragma once
// Bytes in the order in which they came.

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace weir::sim {

class ByteQueue {
public:
    std::size_t size() const { return bytes_.size() - begin_; }
    void push(const std::byte* data, std::size_t count) {
        bytes_.insert(bytes_.end(), data, data + count);
    }
    std::size_t pop(std::byte* to, std::size_t count) {
        const auto front = first(count);
        std::ranges::copy(front, to);
        drop(front.size());
        return front.size();
    }
    std::span<const std::byte> first(std::size_t count) const {
        return {bytes_.data() + begin_, std::min(count, size())};
    }
    void drop(std::size_t count) {
        begin_ += std::min(count, size());
        if (begin_ < bytes_.size()) return;
        bytes_.clear();
        begin_ = 0;
    }
    void move_to(ByteQueue& other, std::size_t count) {
        const auto front = first(count);
        other.push(front.data(), front.size());
        drop(front.size());
    }

private:
    std::vector<std::byte> bytes_;
    std::size_t begin_ = 0;
};

}  // namespace weir::sim
