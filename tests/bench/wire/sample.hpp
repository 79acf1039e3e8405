#pragma once
// What every system sends in ./dev bench wire: the same values, in plain structs that belong to
// none.

#include <cstdint>
#include <string>
#include <vector>

namespace weir::bench {

struct Event {
    std::uint16_t stream_id = 3;
    std::uint8_t code = 2;
    std::uint32_t age = 250;
    std::string detail = "resumed";
};

struct MenuItem {
    std::uint32_t index;
    std::int64_t value;
    std::string name;
};

struct Control {
    std::uint32_t id = 0;
    std::uint16_t type = 1;
    std::uint32_t flags = 0;
    std::int64_t minimum = -64;
    std::int64_t maximum = 64;
    std::int64_t step = 1;
    std::int64_t default_value = 0;
    std::int64_t value = 0;
    std::string name;
    std::vector<MenuItem> menu;
};

struct Ping {
    std::uint32_t nonce = 77;
    std::uint64_t sent_at = 1'700'000'000'000'000;
};

struct Announcement {
    std::uint8_t protocol_version = 2;
    std::uint16_t site_id = 1;
    std::uint16_t tcp_port = 9000;
    std::uint16_t function_flags = 3;
    std::string name = "relay:main";
    std::uint64_t boot_nonce = 0x0123456789abcdef;
};

// All different, and of one size however a system writes them.
inline std::vector<Event> events() {
    static constexpr const char* details[] = {"resumed", "stopped", "no disk", "too hot"};
    std::vector<Event> out(16);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].stream_id = static_cast<std::uint16_t>(3 + i);
        out[i].code = static_cast<std::uint8_t>(2 - i % 2);
        out[i].age = static_cast<std::uint32_t>(250 * (i + 1));
        out[i].detail = details[i % 4];
    }
    return out;
}

// Twenty settings of a camera; every fifth is a menu of three.
inline std::vector<Control> twenty_controls(std::uint32_t first_value = 1) {
    static constexpr const char* names[] = {"Brightness", "Contrast", "Saturation", "Hue",
                                            "White Balance, Automatic"};
    std::vector<Control> out(20);
    for (std::uint32_t i = 0; i < out.size(); ++i) {
        const bool menu = i % 5 == 4;
        out[i].id = 0x00980900 + i;
        out[i].type = menu ? 3 : 1;
        out[i].value = first_value + i;
        out[i].name = names[i % 5];
        if (menu) out[i].menu = {{0, 0, "Disabled"}, {1, 1, "50 Hz"}, {2, 2, "60 Hz"}};
    }
    return out;
}

// All different, and of one size however a system writes them.
inline std::vector<std::vector<Control>> control_lists() {
    std::vector<std::vector<Control>> out;
    for (std::uint32_t i = 0; i < 4; ++i) out.push_back(twenty_controls(1 + 10 * i));
    return out;
}

// The last of a group has a menu.
inline std::vector<Control> five_controls() {
    auto out = twenty_controls();
    out.resize(5);
    return out;
}

// The kinds of message in the mix; `controls` is a list of five.
enum class Kind : std::uint8_t { ping, event, announcement, controls };

// Most messages are small; no pattern that a branch predictor could learn.
inline std::vector<Kind> mix(std::size_t count) {
    std::vector<Kind> out(count);
    std::uint64_t state = 0x9e3779b97f4a7c15;
    for (Kind& kind : out) {
        state = state * 6364136223846793005 + 1442695040888963407;
        const auto dice = state >> 60;
        kind = dice < 5    ? Kind::ping
               : dice < 10 ? Kind::event
               : dice < 15 ? Kind::announcement
                           : Kind::controls;
    }
    return out;
}

}  // namespace weir::bench
