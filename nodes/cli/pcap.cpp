#include "nodes/cli/pcap.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace weir::nodes::cli {
namespace {

constexpr std::size_t segment_bytes_max = 60'000;
constexpr std::uint16_t own_port = 49'152;
constexpr std::size_t ip_bytes = 20;
constexpr std::size_t tcp_bytes = 20;
constexpr std::array<std::uint8_t, 4> loopback{127, 0, 0, 1};

void put_le(std::vector<std::uint8_t>& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void put_be(std::vector<std::uint8_t>& out, std::uint32_t value, int bytes) {
    for (int i = bytes; i-- > 0;) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint16_t internet_checksum(std::span<const std::uint8_t> bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        sum += static_cast<std::uint32_t>(bytes[i] << 8 | bytes[i + 1]);
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

}  // namespace

Result<std::unique_ptr<Pcap>> Pcap::create(const std::string& file,
                                           const transport::Address& peer) {
    File handle(std::fopen(file.c_str(), "wb"), std::fclose);
    if (handle == nullptr)
        return fail(Code::os_failure, file + ": cannot be written (" + errno_name(errno) + ")",
                    errno);
    std::vector<std::uint8_t> head;
    put_le(head, 0xa1b2c3d4, 4);
    put_le(head, 2, 2);
    put_le(head, 4, 2);
    put_le(head, 0, 4);
    put_le(head, 0, 4);
    put_le(head, 65'535, 4);
    put_le(head, 101, 4);  // raw IP
    std::fwrite(head.data(), 1, head.size(), handle.get());

    std::array<std::uint8_t, 4> address = loopback;
    inet_pton(AF_INET, peer.host.c_str(), address.data());
    return std::unique_ptr<Pcap>(new Pcap(std::move(handle), file, address, peer.port));
}

Result<> Pcap::add(std::span<const std::byte> message, bool received, std::uint64_t unix_us) {
    while (!message.empty()) {
        const auto part = message.first(std::min(message.size(), segment_bytes_max));
        add_segment(part, received, unix_us);
        message = message.subspan(part.size());
    }
    if (std::fflush(file_.get()) == 0 && std::ferror(file_.get()) == 0) return {};
    return fail(Code::os_failure, name_ + ": cannot be written (" + errno_name(errno) + ")", errno);
}

void Pcap::add_segment(std::span<const std::byte> part, bool received, std::uint64_t unix_us) {
    std::vector<std::uint8_t> packet;
    const std::size_t length = ip_bytes + tcp_bytes + part.size();
    put_be(packet, 0x4500, 2);
    put_be(packet, static_cast<std::uint32_t>(length), 2);
    put_be(packet, 0x0000'4000, 4);
    put_be(packet, 0x4006'0000, 4);
    for (const auto& address : {received ? peer_ : loopback, received ? loopback : peer_})
        packet.insert(packet.end(), address.begin(), address.end());
    const std::uint16_t checksum = internet_checksum(packet);
    packet[10] = static_cast<std::uint8_t>(checksum >> 8);
    packet[11] = static_cast<std::uint8_t>(checksum);

    put_be(packet, received ? port_ : own_port, 2);
    put_be(packet, received ? own_port : port_, 2);
    put_be(packet, sequence_[received ? 1 : 0], 4);
    put_be(packet, sequence_[received ? 0 : 1], 4);
    put_be(packet, 0x5018'ffff, 4);
    put_be(packet, 0, 4);
    sequence_[received ? 1 : 0] += static_cast<std::uint32_t>(part.size());

    std::vector<std::uint8_t> record;
    put_le(record, static_cast<std::uint32_t>(unix_us / 1'000'000), 4);
    put_le(record, static_cast<std::uint32_t>(unix_us % 1'000'000), 4);
    put_le(record, static_cast<std::uint32_t>(length), 4);
    put_le(record, static_cast<std::uint32_t>(length), 4);
    std::fwrite(record.data(), 1, record.size(), file_.get());
    std::fwrite(packet.data(), 1, packet.size(), file_.get());
    std::fwrite(part.data(), 1, part.size(), file_.get());
}

}  // namespace weir::nodes::cli
