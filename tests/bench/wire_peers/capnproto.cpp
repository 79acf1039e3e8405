// Cap'n Proto. Messages are built in a first segment that is used again, large enough for all of
// them, so that they are ready to be sent where they are. Its reader checks every pointer as it
// follows it, but not whether text is UTF-8; ours does.
#include <capnp/message.h>
#include <capnp/serialize.h>

#include "messages.capnp.h"
#include "wire/bench.hpp"

namespace weir::bench {
namespace {
constexpr std::size_t segment_words = 1024;

std::string_view view(capnp::Text::Reader text) {
    return {text.begin(), text.size()};
}

void build(capn::Event::Builder out, const Event& event) {
    out.setStreamId(event.stream_id);
    out.setCode(event.code);
    out.setAge(event.age);
    out.setDetail(event.detail.c_str());
}

void build(capn::Control::Builder out, const Control& control) {
    out.setId(control.id);
    out.setType(control.type);
    out.setFlags(control.flags);
    out.setMinimum(control.minimum);
    out.setMaximum(control.maximum);
    out.setStep(control.step);
    out.setDefaultValue(control.default_value);
    out.setValue(control.value);
    out.setName(control.name.c_str());
    if (control.menu.empty()) return;
    auto menu = out.initMenu(static_cast<unsigned>(control.menu.size()));
    for (unsigned i = 0; i < menu.size(); ++i) {
        menu[i].setIndex(control.menu[i].index);
        menu[i].setValue(control.menu[i].value);
        menu[i].setName(control.menu[i].name.c_str());
    }
}

void build(capn::Controls::Builder out, const std::vector<Control>& controls) {
    auto list = out.initControls(static_cast<unsigned>(controls.size()));
    for (unsigned i = 0; i < list.size(); ++i) build(list[i], controls[i]);
}

void build(capn::Ping::Builder out, const Ping& ping) {
    out.setNonce(ping.nonce);
    out.setSentAt(ping.sent_at);
}

void build(capn::Announcement::Builder out, const Announcement& message) {
    out.setProtocolVersion(message.protocol_version);
    out.setSiteId(message.site_id);
    out.setTcpPort(message.tcp_port);
    out.setFunctionFlags(message.function_flags);
    out.setName(message.name.c_str());
    out.setBootNonce(message.boot_nonce);
}

std::uint64_t sum(capn::Event::Reader event) {
    return event.getStreamId() + event.getCode() + event.getAge() + text(view(event.getDetail()));
}

std::uint64_t sum(capn::Controls::Reader message) {
    std::uint64_t out = 0;
    for (const auto control : message.getControls()) {
        out += control.getId() + control.getType() + control.getFlags() +
               number(control.getMinimum()) + number(control.getMaximum()) +
               number(control.getStep()) + number(control.getDefaultValue()) +
               number(control.getValue()) + text(view(control.getName()));
        for (const auto item : control.getMenu())
            out += item.getIndex() + number(item.getValue()) + text(view(item.getName()));
    }
    return out;
}

std::uint64_t sum(capn::Ping::Reader ping) {
    return ping.getNonce() + ping.getSentAt();
}

std::uint64_t sum(capn::Announcement::Reader message) {
    return message.getProtocolVersion() + message.getSiteId() + message.getTcpPort() +
           message.getFunctionFlags() + text(view(message.getName())) + message.getBootNonce();
}

Control owned(capn::Control::Reader control) {
    Control out;
    out.id = control.getId();
    out.type = control.getType();
    out.flags = control.getFlags();
    out.minimum = control.getMinimum();
    out.maximum = control.getMaximum();
    out.step = control.getStep();
    out.default_value = control.getDefaultValue();
    out.value = control.getValue();
    out.name = view(control.getName());
    out.menu.reserve(control.getMenu().size());
    for (const auto item : control.getMenu())
        out.menu.push_back({item.getIndex(), item.getValue(), std::string(view(item.getName()))});
    return out;
}

Event owned(capn::Event::Reader event) {
    return {event.getStreamId(), event.getCode(), event.getAge(),
            std::string(view(event.getDetail()))};
}

std::vector<Control> owned(capn::Controls::Reader message) {
    std::vector<Control> out;
    out.reserve(message.getControls().size());
    for (const auto control : message.getControls()) out.push_back(owned(control));
    return out;
}

template <typename T, typename Sample>
Bytes encoded(const Sample& sample) {
    capnp::MallocMessageBuilder builder;
    build(builder.initRoot<T>(), sample);
    const auto words = capnp::messageToFlatArray(builder);
    const auto bytes = words.asBytes();
    const auto* begin = reinterpret_cast<const std::byte*>(bytes.begin());
    return {begin, begin + bytes.size()};
}

kj::ArrayPtr<const capnp::word> words(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const capnp::word*>(bytes.data()), bytes.size() / sizeof(capnp::word)};
}

template <typename T>
std::uint64_t read(std::span<const std::byte> bytes) {
    capnp::FlatArrayMessageReader message(words(bytes));
    return sum(message.getRoot<T>());
}

template <typename T, typename Sample>
void add(Bench& bench, const char* name, const std::vector<Sample>& samples) {
    bench.add_encode(
        "capnproto", name, samples, 0,
        [room = std::vector<capnp::word>(segment_words)](const Sample& sample,
                                                         std::span<std::byte>) mutable {
            capnp::MallocMessageBuilder builder(kj::arrayPtr(room.data(), room.size()));
            build(builder.template initRoot<T>(), sample);
            keep(builder.getSegmentsForOutput());
        });
    std::vector<Bytes> bytes;
    for (const Sample& sample : samples) bytes.push_back(encoded<T>(sample));
    if constexpr (std::is_same_v<Sample, Event>)
        bench.add_read("capnproto", name, samples, bytes, Inlined<read<T>>());
    else
        bench.add_read("capnproto", name, samples, bytes, read<T>);
    bench.add_owned("capnproto", name, bytes, [](std::span<const std::byte> from) {
        capnp::FlatArrayMessageReader message(words(from));
        const auto value = owned(message.getRoot<T>());
        keep(value);
    });
}

std::uint64_t receive(Kind kind, std::span<const std::byte> bytes) {
    switch (kind) {
        case Kind::ping:
            return read<capn::Ping>(bytes);
        case Kind::event:
            return read<capn::Event>(bytes);
        case Kind::announcement:
            return read<capn::Announcement>(bytes);
        case Kind::controls:
            return read<capn::Controls>(bytes);
    }
    return 0;
}
}  // namespace

void add_capnproto(Bench& bench) {
    add<capn::Event>(bench, "stream_event", events());
    add<capn::Controls>(bench, "controls", control_lists());
    bench.add_mix(
        "capnproto",
        {encoded<capn::Ping>(Ping()), encoded<capn::Event>(Event()),
         encoded<capn::Announcement>(Announcement()), encoded<capn::Controls>(five_controls())},
        receive);
}

}  // namespace weir::bench
