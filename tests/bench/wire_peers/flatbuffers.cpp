// FlatBuffers. The builder is cleared and used again, as its manual advises; bytes from a peer are
// verified before they are read. Its verifier does not look at whether text is UTF-8; ours does.
#include "messages_generated.h"

#include "wire/bench.hpp"

namespace weir::bench {
namespace {
using flatbuffers::FlatBufferBuilder;

std::string_view view(const flatbuffers::String* text) {
    return text == nullptr ? std::string_view() : text->string_view();
}

auto build(FlatBufferBuilder& out, const Event& event) {
    const auto detail = out.CreateString(event.detail);
    return flat::CreateEvent(out, event.stream_id, event.code, event.age, detail);
}

auto build(FlatBufferBuilder& out, const MenuItem& item) {
    const auto name = out.CreateString(item.name);
    return flat::CreateMenuItem(out, item.index, item.value, name);
}

auto build(FlatBufferBuilder& out, const Control& control) {
    flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<flat::MenuItem>>> menu;
    if (!control.menu.empty())
        menu = out.CreateVector<flatbuffers::Offset<flat::MenuItem>>(
            control.menu.size(), [&](std::size_t i) { return build(out, control.menu[i]); });
    const auto name = out.CreateString(control.name);
    return flat::CreateControl(out, control.id, control.type, control.flags, control.minimum,
                               control.maximum, control.step, control.default_value, control.value,
                               name, menu);
}

auto build(FlatBufferBuilder& out, const std::vector<Control>& controls) {
    const auto all = out.CreateVector<flatbuffers::Offset<flat::Control>>(
        controls.size(), [&](std::size_t i) { return build(out, controls[i]); });
    return flat::CreateControls(out, all);
}

auto build(FlatBufferBuilder& out, const Ping& ping) {
    return flat::CreatePing(out, ping.nonce, ping.sent_at);
}

auto build(FlatBufferBuilder& out, const Announcement& message) {
    const auto name = out.CreateString(message.name);
    return flat::CreateAnnouncement(out, message.protocol_version, message.site_id,
                                    message.tcp_port, message.function_flags, name,
                                    message.boot_nonce);
}

std::uint64_t sum(const flat::Event& event) {
    return event.stream_id() + event.code() + event.age() + text(view(event.detail()));
}

std::uint64_t sum(const flat::Controls& message) {
    std::uint64_t out = 0;
    if (message.controls() == nullptr) return 0;
    for (const auto* control : *message.controls()) {
        out += control->id() + control->type() + control->flags() + number(control->minimum()) +
               number(control->maximum()) + number(control->step()) +
               number(control->default_value()) + number(control->value()) +
               text(view(control->name()));
        if (control->menu() == nullptr) continue;
        for (const auto* item : *control->menu())
            out += item->index() + number(item->value()) + text(view(item->name()));
    }
    return out;
}

std::uint64_t sum(const flat::Ping& ping) {
    return ping.nonce() + ping.sent_at();
}

std::uint64_t sum(const flat::Announcement& message) {
    return message.protocol_version() + message.site_id() + message.tcp_port() +
           message.function_flags() + text(view(message.name())) + message.boot_nonce();
}

template <typename Sample>
Bytes encoded(const Sample& sample) {
    FlatBufferBuilder builder;
    builder.Finish(build(builder, sample));
    const auto* begin = reinterpret_cast<const std::byte*>(builder.GetBufferPointer());
    return {begin, begin + builder.GetSize()};
}

template <typename T>
const T* verified(std::span<const std::byte> bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    flatbuffers::Verifier verifier(data, bytes.size());
    return verifier.VerifyBuffer<T>(nullptr) ? flatbuffers::GetRoot<T>(data) : nullptr;
}

template <typename T>
std::uint64_t read(std::span<const std::byte> bytes) {
    const T* message = verified<T>(bytes);
    return message == nullptr ? 0 : sum(*message);
}

template <typename T, typename Sample>
void add(Bench& bench, const char* name, const std::vector<Sample>& samples) {
    bench.add_encode("flatbuffers", name, samples, 0,
                     [builder = std::make_shared<FlatBufferBuilder>(4096)](const Sample& sample,
                                                                           std::span<std::byte>) {
                         builder->Clear();
                         builder->Finish(build(*builder, sample));
                         keep(*builder->GetBufferPointer());
                     });
    std::vector<Bytes> bytes;
    for (const Sample& sample : samples) bytes.push_back(encoded(sample));
    if constexpr (std::is_same_v<Sample, Event>)
        bench.add_read("flatbuffers", name, samples, bytes, Inlined<read<T>>());
    else
        bench.add_read("flatbuffers", name, samples, bytes, read<T>);
    bench.add_owned("flatbuffers", name, bytes, [](std::span<const std::byte> from) {
        if (const T* message = verified<T>(from)) {
            typename T::NativeTableType owned;
            message->UnPackTo(&owned);
            keep(owned);
        }
    });
}

std::uint64_t receive(Kind kind, std::span<const std::byte> bytes) {
    switch (kind) {
        case Kind::ping:
            return read<flat::Ping>(bytes);
        case Kind::event:
            return read<flat::Event>(bytes);
        case Kind::announcement:
            return read<flat::Announcement>(bytes);
        case Kind::controls:
            return read<flat::Controls>(bytes);
    }
    return 0;
}
}  // namespace

void add_flatbuffers(Bench& bench) {
    add<flat::Event>(bench, "stream_event", events());
    add<flat::Controls>(bench, "controls", control_lists());
    bench.add_mix(
        "flatbuffers",
        {encoded(Ping()), encoded(Event()), encoded(Announcement()), encoded(five_controls())},
        receive);
}

}  // namespace weir::bench
