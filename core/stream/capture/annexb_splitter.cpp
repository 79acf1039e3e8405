#include <cstring>
#include <vector>

#include "stream/capture/splitter.hpp"

namespace weir::capture {
namespace {

enum class Nal : std::uint8_t { delimiter, key, picture, other };

// ITU-T H.264 table 7-1. A parameter set comes with a picture that can be decoded alone, be it an
// IDR picture or a recovery point.
Nal h264_kind(std::uint8_t header) {
    const int type = header & 0x1f;
    if (type == 9) return Nal::delimiter;
    if (type == 5 || type == 7) return Nal::key;
    return type >= 1 && type <= 4 ? Nal::picture : Nal::other;
}

// ITU-T H.265 table 7-1: 16 to 23 are intra random access points, all below 32 are pictures.
Nal h265_kind(std::uint8_t header) {
    const int type = header >> 1 & 0x3f;
    if (type == 35) return Nal::delimiter;
    if (type >= 16 && type <= 23) return Nal::key;
    return type < 32 ? Nal::picture : Nal::other;
}

bool is_picture(Annexb codec, Nal kind, std::uint8_t header) {
    const bool parameter_set = codec == Annexb::h264 && (header & 0x1f) == 7;
    return (kind == Nal::picture || kind == Nal::key) && !parameter_set;
}

class AnnexbSplitter final : public Splitter {
public:
    AnnexbSplitter(Annexb codec, std::size_t unit_bytes_max)
        : codec_(codec), unit_bytes_max_(unit_bytes_max) {}

    std::expected<void, SplitFault> push(std::span<const std::byte> bytes,
                                         const OnUnit& on_unit) override {
        pending_.insert(pending_.end(), bytes.begin(), bytes.end());
        if (!begins_well()) return std::unexpected(SplitFault::not_expected);
        while (const std::size_t one = next_start_code()) {
            const auto header = static_cast<std::uint8_t>(pending_[one + 1]);
            const Nal kind = codec_ == Annexb::h264 ? h264_kind(header) : h265_kind(header);
            // Two delimiters in a row begin one unit, not an empty one.
            if (kind == Nal::delimiter && has_picture_) emit(start_of(one), on_unit);
            has_picture_ = has_picture_ || is_picture(codec_, kind, header);
            keyframe_ = keyframe_ || kind == Nal::key;
            scan_ = one + 1;
        }
        if (pending_.size() - begin_ > unit_bytes_max_)
            return std::unexpected(SplitFault::too_large);
        drop_emitted();
        return {};
    }

    std::expected<void, SplitFault> finish(const OnUnit& on_unit) override {
        if (has_picture_) emit(pending_.size(), on_unit);
        drop_emitted();
        return {};
    }

private:
    // Garbage must not wait for a delimiter that never comes.
    bool begins_well() const {
        std::size_t zeros = begin_;
        while (zeros < pending_.size() && pending_[zeros] == std::byte{0}) ++zeros;
        if (zeros == pending_.size()) return zeros - begin_ < 64;
        return pending_[zeros] == std::byte{1} && zeros - begin_ >= 2;
    }

    // The 1 of the next 0 0 1 whose header byte is there too; 0 when there is none yet.
    std::size_t next_start_code() {
        while (scan_ + 1 < pending_.size()) {
            const void* found =
                std::memchr(pending_.data() + scan_, 1, pending_.size() - 1 - scan_);
            if (found == nullptr) {
                scan_ = pending_.size() - 1;
                return 0;
            }
            const auto one =
                static_cast<std::size_t>(static_cast<const std::byte*>(found) - pending_.data());
            if (one >= begin_ + 2 && pending_[one - 1] == std::byte{0} &&
                pending_[one - 2] == std::byte{0})
                return one;
            scan_ = one + 1;
        }
        return 0;
    }

    // The long form 0 0 0 1 belongs to its unit as a whole.
    std::size_t start_of(std::size_t one) const {
        const bool long_form = one >= begin_ + 3 && pending_[one - 3] == std::byte{0};
        return one - (long_form ? 3 : 2);
    }

    void emit(std::size_t end, const OnUnit& on_unit) {
        on_unit({std::span(pending_).subspan(begin_, end - begin_), keyframe_});
        begin_ = end;
        has_picture_ = keyframe_ = false;
    }

    void drop_emitted() {
        if (begin_ == 0) return;
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(begin_));
        scan_ = scan_ > begin_ ? scan_ - begin_ : 0;
        begin_ = 0;
    }

    Annexb codec_;
    std::size_t unit_bytes_max_;
    std::vector<std::byte> pending_;
    std::size_t begin_ = 0;  // of the unit under way
    std::size_t scan_ = 0;   // everything before has been looked at
    bool has_picture_ = false;
    bool keyframe_ = false;
};

}  // namespace

std::unique_ptr<Splitter> split_annexb(Annexb codec, std::size_t unit_bytes_max) {
    return std::make_unique<AnnexbSplitter>(codec, unit_bytes_max);
}

}  // namespace weir::capture
