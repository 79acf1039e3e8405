#include "simulation/kept_books.hpp"

namespace weir::sim {

void KeptBooks::arrived(std::uint64_t life, std::uint64_t number) {
    const auto [next, is_first] = next_.try_emplace(life, number);
    const auto what = [&](const char* trouble) {
        return "acknowledged frame " + std::to_string(number) + ", where " +
               std::to_string(next->second) + " is due: " + trouble;
    };
    expect_(number >= next->second, what("twice, or out of order"));
    expect_(number <= next->second, what("its reader was not told that frames are missing"));
    next->second = number + 1;
    had_.insert(number);
}

void KeptBooks::missing(std::uint64_t life, std::uint64_t first, std::uint64_t frames) {
    const auto [next, is_first] = next_.try_emplace(life, first);
    expect_(first == next->second, "frames from " + std::to_string(first) +
                                       " are told missing, where " + std::to_string(next->second) +
                                       " is due");
    next->second = first + frames;
    missing_ += frames;
}

void KeptBooks::check_whole(std::uint64_t produced) const {
    expect_(missing_ == 0, std::to_string(missing_) +
                               " acknowledged frames are told missing, and the window had room");
    expect_(had_.size() == produced, "of " + std::to_string(produced) + " acknowledged frames " +
                                         std::to_string(had_.size()) + " arrived");
}

}  // namespace weir::sim
