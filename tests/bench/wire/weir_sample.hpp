#pragma once
// Our own code: the samples as the generated structs, and sums of what is read.

#include "gen/dispatch.hpp"
#include "wire/bench.hpp"

namespace weir::bench {

void add_weir_lists(Bench& bench);
std::uint64_t view_controls(std::span<const std::byte> bytes);
std::uint64_t visit_controls(std::span<const std::byte> bytes);

inline gen::StreamEvent filled(const Event& event) {
    return {.stream_id = event.stream_id,
            .code = static_cast<gen::EventCode>(event.code),
            .age = event.age,
            .detail = event.detail};
}

inline gen::Control filled(const Control& control) {
    gen::Control out;
    out.id = control.id;
    out.type = static_cast<gen::ControlType>(control.type);
    out.flags = control.flags;
    out.minimum = control.minimum;
    out.maximum = control.maximum;
    out.step = control.step;
    out.default_value = control.default_value;
    out.value = control.value;
    out.name = control.name;
    for (const MenuItem& item : control.menu)
        out.menu.push_back({.index = item.index, .value = item.value, .name = item.name});
    return out;
}

inline gen::EnumControlsReply filled(const std::vector<Control>& controls) {
    gen::EnumControlsReply out;
    for (const Control& control : controls) out.controls.push_back(filled(control));
    return out;
}

inline gen::Ping filled(const Ping& ping) {
    return {.nonce = ping.nonce, .sent_at = ping.sent_at};
}

inline gen::Announcement filled(const Announcement& message) {
    gen::Announcement out;
    out.protocol_version = message.protocol_version;
    out.site_id = message.site_id;
    out.tcp_port = message.tcp_port;
    out.function_flags = static_cast<gen::FunctionFlags>(message.function_flags);
    out.name = message.name;
    out.boot_nonce = message.boot_nonce;
    return out;
}

// Adds up what it is shown; what belongs to a list only when it is shown itself.
struct Sum {
    std::uint64_t& out;

    void operator()(const gen::StreamEvent::View& event) const {
        out += event.stream_id + static_cast<std::uint64_t>(event.code) + event.age +
               text(event.detail);
    }
    void operator()(const gen::MenuItem::View& item) const {
        out += item.index + number(item.value) + text(item.name);
    }
    void operator()(const gen::Control::View& control) const {
        out += control.id + static_cast<std::uint64_t>(control.type) + control.flags +
               number(control.minimum) + number(control.maximum) + number(control.step) +
               number(control.default_value) + number(control.value) + text(control.name);
    }
    void operator()(const gen::Ping::View& ping) const { out += ping.nonce + ping.sent_at; }
    void operator()(const gen::Announcement::View& message) const {
        out += message.protocol_version + message.site_id + message.tcp_port +
               static_cast<std::uint64_t>(message.function_flags) + text(message.name) +
               message.boot_nonce;
    }
};

template <typename T>
Bytes encoded(const T& value) {
    Bytes out(value.encoded_size());
    wire::Writer writer(out);
    value.encode(writer);
    return out;
}

template <typename Samples>
auto all_filled(const Samples& samples) {
    std::vector<decltype(filled(samples[0]))> out;
    for (const auto& sample : samples) out.push_back(filled(sample));
    return out;
}

template <typename Samples>
std::vector<Bytes> all_encoded(const Samples& samples) {
    std::vector<Bytes> out;
    for (const auto& sample : samples) out.push_back(encoded(filled(sample)));
    return out;
}

template <typename Samples>
void add_encode_and_owned(Bench& bench, const char* name, const Samples& samples) {
    const auto values = all_filled(samples);
    using Value = std::remove_cvref_t<decltype(values[0])>;
    const auto bytes = all_encoded(samples);
    bench.add_encode("weir", name, values, bytes[0].size(),
                     [](const Value& value, std::span<std::byte> to)
                         __attribute__((always_inline)) {
                             wire::Writer out(to);
                             value.encode(out);
                         });
    bench.add_owned("weir", name, bytes, [](std::span<const std::byte> from) {
        const auto owned = Value::decode(from);
        keep(owned);
    });
}

}  // namespace weir::bench
