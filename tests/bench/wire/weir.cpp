// A message without lists, and the mix. weir-view validates once and then reads, weir-visit reads
// while it validates; without a list there is nothing to show, and they are the same.
#include "wire/weir_sample.hpp"

namespace weir::bench {

namespace {

[[gnu::always_inline]] inline std::uint64_t read_event(std::span<const std::byte> bytes) {
    std::uint64_t out = 0;
    if (const auto view = gen::StreamEvent::view(bytes)) Sum{out}(*view);
    return out;
}

[[gnu::always_inline]] inline std::uint64_t visit_event(std::span<const std::byte> bytes) {
    std::uint64_t out = 0;
    if (const auto view = gen::visit<gen::StreamEvent>(bytes, wire::Unseen())) Sum{out}(*view);
    return out;
}

// As a node would: by the message's type.
struct Handler {
    std::uint64_t& out;
    void operator()(const auto&) const {}
    void operator()(const gen::Ping::View& ping) const { Sum{out}(ping); }
    void operator()(const gen::StreamEvent::View& event) const { Sum{out}(event); }
    void operator()(const gen::Announcement::View& message) const { Sum{out}(message); }
};

template <std::uint64_t (*controls)(std::span<const std::byte>)>
std::uint64_t receive(Kind kind, std::span<const std::byte> bytes) {
    static constexpr std::uint16_t types[] = {gen::Ping::type, gen::StreamEvent::type,
                                              gen::Announcement::type};
    if (kind == Kind::controls) return controls(bytes);
    std::uint64_t out = 0;
    const auto done = gen::dispatch(types[static_cast<std::size_t>(kind)], bytes, Handler{out});
    return done ? out : 0;
}
}  // namespace

void add_weir(Bench& bench) {
    const auto samples = events();
    const auto bytes = all_encoded(samples);
    add_encode_and_owned(bench, "stream_event", samples);
    bench.add_read("weir-view", "stream_event", samples, bytes, Inlined<read_event>());
    bench.add_read("weir-visit", "stream_event", samples, bytes, Inlined<visit_event>());
    add_weir_lists(bench);
    const std::vector<Bytes> messages = {encoded(filled(Ping())), encoded(filled(Event())),
                                         encoded(filled(Announcement())),
                                         encoded(filled(five_controls()))};
    bench.add_mix("weir-visit", messages, receive<visit_controls>);
    bench.add_mix("weir-view", messages, receive<view_controls>);
}

}  // namespace weir::bench
