#pragma once
// Committed inputs: a line per input, the target's name and the bytes in hex ("-" for none). Lines
// that begin with # say why the ones below them are there.

#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace weir::fuzz {

struct Input {
    std::string target;
    std::vector<std::byte> bytes;
};

inline std::vector<std::byte> from_hex(std::string_view hex) {
    std::vector<std::byte> out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(
            static_cast<std::byte>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    return out;
}

inline std::vector<Input> read_corpus(const std::string& file) {
    std::vector<Input> out;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const std::size_t space = line.find(' ');
        if (line.starts_with('#') || space == line.npos) continue;
        out.push_back({line.substr(0, space), from_hex(std::string_view(line).substr(space + 1))});
    }
    return out;
}

}  // namespace weir::fuzz
