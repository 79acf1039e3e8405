// A message that is a list of structs with lists.
#include "wire/weir_sample.hpp"

namespace weir::bench {

std::uint64_t view_controls(std::span<const std::byte> bytes) {
    std::uint64_t out = 0;
    const auto view = gen::EnumControlsReply::view(bytes);
    if (!view) return 0;
    for (const auto& control : view->controls) {
        Sum{out}(control);
        for (const auto& item : control.menu) Sum{out}(item);
    }
    return out;
}

std::uint64_t visit_controls(std::span<const std::byte> bytes) {
    std::uint64_t out = 0;
    const auto done = gen::visit<gen::EnumControlsReply>(bytes, Sum{out});
    return done ? out : 0;
}

void add_weir_lists(Bench& bench) {
    const auto samples = control_lists();
    const auto bytes = all_encoded(samples);
    add_encode_and_owned(bench, "controls", samples);
    bench.add_read("weir-visit", "controls", samples, bytes, visit_controls);
    bench.add_read("weir-view", "controls", samples, bytes, view_controls);
}

}  // namespace weir::bench
