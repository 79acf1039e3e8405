// protobuf. As its manual advises for repeated use: messages are reused, so that parsing allocates
// only until it has seen the largest; and the size is cached between ByteSizeLong and serialising.
#include "messages.pb.h"

#include "wire/bench.hpp"

namespace weir::bench {
namespace {

proto::Event filled(const Event& event) {
    proto::Event out;
    out.set_stream_id(event.stream_id);
    out.set_code(event.code);
    out.set_age(event.age);
    out.set_detail(event.detail);
    return out;
}

proto::Controls filled(const std::vector<Control>& controls) {
    proto::Controls out;
    for (const Control& control : controls) {
        auto& to = *out.add_controls();
        to.set_id(control.id);
        to.set_type(control.type);
        to.set_flags(control.flags);
        to.set_minimum(control.minimum);
        to.set_maximum(control.maximum);
        to.set_step(control.step);
        to.set_default_value(control.default_value);
        to.set_value(control.value);
        to.set_name(control.name);
        for (const MenuItem& item : control.menu) {
            auto& entry = *to.add_menu();
            entry.set_index(item.index);
            entry.set_value(item.value);
            entry.set_name(item.name);
        }
    }
    return out;
}

proto::Ping filled(const Ping& ping) {
    proto::Ping out;
    out.set_nonce(ping.nonce);
    out.set_sent_at(ping.sent_at);
    return out;
}

proto::Announcement filled(const Announcement& announcement) {
    proto::Announcement out;
    out.set_protocol_version(announcement.protocol_version);
    out.set_site_id(announcement.site_id);
    out.set_tcp_port(announcement.tcp_port);
    out.set_function_flags(announcement.function_flags);
    out.set_name(announcement.name);
    out.set_boot_nonce(announcement.boot_nonce);
    return out;
}

std::uint64_t sum(const proto::Event& event) {
    return event.stream_id() + event.code() + event.age() + text(event.detail());
}

std::uint64_t sum(const proto::Controls& message) {
    std::uint64_t out = 0;
    for (const auto& control : message.controls()) {
        out += control.id() + control.type() + control.flags() + number(control.minimum()) +
               number(control.maximum()) + number(control.step()) +
               number(control.default_value()) + number(control.value()) + text(control.name());
        for (const auto& item : control.menu())
            out += item.index() + number(item.value()) + text(item.name());
    }
    return out;
}

std::uint64_t sum(const proto::Ping& ping) {
    return ping.nonce() + ping.sent_at();
}

std::uint64_t sum(const proto::Announcement& message) {
    return message.protocol_version() + message.site_id() + message.tcp_port() +
           message.function_flags() + text(message.name()) + message.boot_nonce();
}

template <typename T>
std::size_t encode(const T& message, std::span<std::byte> bytes) {
    const std::size_t size = message.ByteSizeLong();
    message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(bytes.data()));
    return size;
}

template <typename T>
Bytes encoded(const T& message) {
    Bytes out(message.ByteSizeLong());
    encode(message, out);
    return out;
}

template <typename T>
std::uint64_t read(T& reused, std::span<const std::byte> bytes) {
    if (!reused.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return 0;
    return sum(reused);
}

template <typename Sample>
void add(Bench& bench, const char* name, const std::vector<Sample>& samples) {
    using Message = decltype(filled(samples[0]));
    std::vector<Message> messages;
    std::vector<Bytes> bytes;
    for (const Sample& sample : samples) {
        messages.push_back(filled(sample));
        bytes.push_back(encoded(messages.back()));
    }
    bench.add_encode(
        "protobuf", name, messages, bytes[0].size(),
        [](const Message& message, std::span<std::byte> to) { use(encode(message, to)); });
    bench.add_read("protobuf", name, samples, bytes,
                   [reused = Message()](std::span<const std::byte> from) mutable {
                       return read(reused, from);
                   });
    bench.add_owned("protobuf", name, bytes, [](std::span<const std::byte> from) {
        Message fresh;
        keep(fresh.ParseFromArray(from.data(), static_cast<int>(from.size())));
        keep(fresh);
    });
}

// One message object per kind, as a receiver would keep them.
struct Receiver {
    proto::Ping ping;
    proto::Event event;
    proto::Announcement announcement;
    proto::Controls controls;

    std::uint64_t operator()(Kind kind, std::span<const std::byte> bytes) {
        switch (kind) {
            case Kind::ping:
                return read(ping, bytes);
            case Kind::event:
                return read(event, bytes);
            case Kind::announcement:
                return read(announcement, bytes);
            case Kind::controls:
                return read(controls, bytes);
        }
        return 0;
    }
};
}  // namespace

void add_protobuf(Bench& bench) {
    add(bench, "stream_event", events());
    add(bench, "controls", control_lists());
    bench.add_mix("protobuf",
                  {encoded(filled(Ping())), encoded(filled(Event())),
                   encoded(filled(Announcement())), encoded(filled(five_controls()))},
                  Receiver());
}

}  // namespace weir::bench
