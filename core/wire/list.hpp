#pragma once
// A list inside received bytes: validated when it was read, walked without checks afterwards.

#include <cstddef>
#include <span>

#include "wire/forms.hpp"
#include "wire/reader.hpp"

namespace weir::wire {

// A range of elements, each made while walking. Borrows the received bytes.
template <typename Element>
class List {
public:
    using Value = typename Element::template In<Borrowed>;
    using value_type = Value;

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;

        Iterator() : in_({}) {}
        Iterator(std::span<const std::byte> bytes, std::size_t count) : in_(bytes), left_(count) {
            read();
        }

        const Value& operator*() const { return value_; }
        const Value* operator->() const { return &value_; }
        Iterator& operator++() {
            --left_;
            read();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return left_ == 0; }

    private:
        void read() {
            if (left_ == 0) return;
            value_ = Value{};
            in_.template element<Element>(value_);
        }

        TrustedReader in_;
        Value value_{};
        std::size_t left_ = 0;
    };

    List() = default;

    Iterator begin() const { return {bytes_, count_}; }
    std::default_sentinel_t end() const { return {}; }
    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }

    // The count has been read and checked. Validates every element when the reader checks, and
    // shows each to whoever watches the reader.
    template <typename Reader>
    [[gnu::always_inline]] bool read(Reader& in, std::size_t count) {
        const std::byte* start = in.position();
        for (std::size_t i = 0; i < count; ++i) {
            Value element{};
            if (!in.template element<Element>(element)) return false;
            in.show(element);
        }
        bytes_ = {start, in.position()};
        count_ = count;
        return true;
    }

private:
    std::span<const std::byte> bytes_;
    std::size_t count_ = 0;
};

}  // namespace weir::wire
