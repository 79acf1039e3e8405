#include "simulation/byte_reader.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace weir::sim {

ByteReader::ByteReader(Net& net, const std::string& name, BareRuns& runs) : net_(net), runs_(runs) {
    host_.name = name;
    host_.accept_bytes = [this](auto socket) {
        const auto life = std::make_shared<Life>(std::move(socket));
        lives_.push_back(life);
        read(life);
    };
    net_.announce(host_);
}

void ByteReader::read(const std::shared_ptr<Life>& life) {
    std::array<std::byte, 8192> bytes;
    while (life->open) {
        std::array<iovec, 1> into{{{bytes.data(), bytes.size()}}};
        const ssize_t got = life->socket->receive(into);
        if (got == -EINTR) continue;
        if (got == -EAGAIN) return life->socket->when_readable([this, life] { read(life); });
        life->open = got > 0;
        if (got <= 0) return life->socket->close();
        runs_.arrived(life->run, std::span(bytes).first(static_cast<std::size_t>(got)),
                      net_.events().now());
    }
}

bool ByteReader::mid_payload() const {
    return std::ranges::any_of(lives_, [](const auto& weak) {
        const auto life = weak.lock();
        return life && life->run.bytes.size() > 0;
    });
}

void ByteReader::stop() {
    host_.up = false;
    for (const auto& weak : lives_)
        if (const auto life = weak.lock(); life && std::exchange(life->open, false))
            life->socket->close();
}

}  // namespace weir::sim
