#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "stream/capture/splitter.hpp"

namespace weir::capture {
namespace {

constexpr std::size_t head_bytes_max = 1024;

bool is_prefix(std::string_view text, std::string_view of) {
    return of.substr(0, text.size()) == text;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The value of "Content-length: 123" if the line is one and holds nothing but digits.
std::optional<std::size_t> content_length(std::string_view line) {
    constexpr std::string_view key = "content-length:";
    if (line.size() < key.size()) return std::nullopt;
    if (!std::equal(key.begin(), key.end(), line.begin(),
                    [](char a, char b) { return a == lower(b); }))
        return std::nullopt;
    line.remove_prefix(key.size());
    while (line.starts_with(' ')) line.remove_prefix(1);
    std::size_t value = 0;
    for (const char c : line) {
        if (c < '0' || c > '9' || value > 1'000'000'000) return std::nullopt;
        value = value * 10 + static_cast<std::size_t>(c - '0');
    }
    return line.empty() ? std::nullopt : std::optional(value);
}

class MultipartSplitter final : public Splitter {
public:
    MultipartSplitter(std::string_view boundary, std::size_t unit_bytes_max)
        : boundary_("--" + std::string(boundary)), unit_bytes_max_(unit_bytes_max) {}

    std::expected<void, SplitFault> push(std::span<const std::byte> bytes,
                                         const OnUnit& on_unit) override {
        pending_.insert(pending_.end(), bytes.begin(), bytes.end());
        std::size_t used = 0;
        for (;;) {
            if (body_ == 0) {
                const auto head = take_head(used);
                if (!head) return std::unexpected(head.error());
                if (!*head) break;
            }
            if (pending_.size() - used < body_) break;
            // A source that restarts its parts begins each with a whole picture.
            on_unit({std::span(pending_).subspan(used, body_), true});
            used += body_;
            body_ = 0;
        }
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
        return {};
    }

    // After the last part comes a line end and perhaps a boundary, closing or not.
    std::expected<void, SplitFault> finish(const OnUnit&) override {
        const std::string boundary = "\r\n" + boundary_;
        const bool whole =
            is_prefix(text(0), boundary + "\r\n") || is_prefix(text(0), boundary + "--\r\n");
        if (body_ != 0 || !whole) return std::unexpected(SplitFault::truncated);
        return {};
    }

private:
    std::string_view text(std::size_t from) const {
        return {reinterpret_cast<const char*>(pending_.data()) + from, pending_.size() - from};
    }

    // True when a head is complete and body_ is known; moves `used` behind it.
    std::expected<bool, SplitFault> take_head(std::size_t& used) {
        std::string_view rest = text(used);
        const std::size_t leading = rest.starts_with("\r\n") ? 2 : 0;
        rest.remove_prefix(leading);
        const std::string_view begin = rest.substr(0, boundary_.size());
        if (rest != "\r" && !is_prefix(begin, boundary_))
            return std::unexpected(SplitFault::not_expected);
        const auto end = rest.substr(0, head_bytes_max).find("\r\n\r\n");
        if (end == std::string_view::npos) {
            if (rest.size() > head_bytes_max) return std::unexpected(SplitFault::not_expected);
            return false;
        }
        const auto length = length_in(rest.substr(0, end));
        if (!length || *length == 0) return std::unexpected(SplitFault::not_expected);
        if (*length > unit_bytes_max_) return std::unexpected(SplitFault::too_large);
        body_ = *length;
        used += leading + end + 4;
        return true;
    }

    static std::optional<std::size_t> length_in(std::string_view head) {
        while (!head.empty()) {
            const auto cut = head.find("\r\n");
            if (const auto length = content_length(head.substr(0, cut))) return length;
            head = cut == std::string_view::npos ? std::string_view{} : head.substr(cut + 2);
        }
        return std::nullopt;
    }

    std::string boundary_;
    std::size_t unit_bytes_max_;
    std::vector<std::byte> pending_;
    std::size_t body_ = 0;  // bytes of the part under way, 0 while its head is read
};

}  // namespace

std::string_view name(SplitFault fault) {
    switch (fault) {
        case SplitFault::not_expected:
            return "it sent something other than what was ordered";
        case SplitFault::too_large:
            return "it sent a frame larger than the limit";
        case SplitFault::truncated:
            return "it ended in the middle of a frame";
    }
    return "it failed in an unknown way";
}

std::unique_ptr<Splitter> split_multipart(std::string_view boundary, std::size_t unit_bytes_max) {
    return std::make_unique<MultipartSplitter>(boundary, unit_bytes_max);
}

}  // namespace weir::capture
