// ./dev bench wire: nanoseconds per message in C++ and JavaScript, every way the generated code
// offers.
//
// The least of many short rounds is shown: on a shared machine everything else is someone else's
// time.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "gen/messages.hpp"

namespace {
using namespace weir;
using Clock = std::chrono::steady_clock;

struct Row {
    std::string lang, system, message, op;
    double ns;
};

template <typename T>
void keep(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

template <typename F>
double nanoseconds(F&& once) {
    double least = 1e30;
    std::size_t calls = 64;
    for (int rounds = 0; rounds < 300;) {
        const auto start = Clock::now();
        for (std::size_t i = 0; i < calls; ++i) once();
        const std::chrono::duration<double, std::nano> took = Clock::now() - start;
        if (took.count() < 2e5) {
            calls *= 2;  // too short for the clock
            continue;
        }
        least = std::min(least, took.count() / static_cast<double>(calls));
        ++rounds;
    }
    return least;
}

gen::EnumControlsReply twenty_controls() {
    static constexpr const char* names[] = {"Brightness", "Contrast", "Saturation", "Hue",
                                            "White Balance, Automatic"};
    gen::EnumControlsReply out;
    for (std::uint32_t i = 0; i < 20; ++i) {
        const bool menu = i % 5 == 4;
        gen::Control control;
        control.id = 0x00980900 + i;
        control.type = menu ? gen::ControlType::menu : gen::ControlType::integer;
        control.minimum = -64;
        control.maximum = 64;
        control.step = 1;
        control.value = i;
        control.name = names[i % 5];
        if (menu)
            control.menu = {{.index = 0, .value = 0, .name = "Disabled"},
                            {.index = 1, .value = 1, .name = "50 Hz"},
                            {.index = 2, .value = 2, .name = "60 Hz"}};
        out.controls.push_back(std::move(control));
    }
    return out;
}

template <typename T>
std::vector<std::byte> encoded(const T& value) {
    std::vector<std::byte> bytes(value.encoded_size());
    wire::Writer out(bytes);
    value.encode(out);
    return bytes;
}

template <typename T>
double encode_ns(const T& value) {
    auto bytes = encoded(value);
    return nanoseconds([&] {
        keep(value);
        wire::Writer out(bytes);
        value.encode(out);
        keep(bytes[0]);
    });
}

void stream_event(std::vector<Row>& rows) {
    const gen::StreamEvent event{
        .stream_id = 3, .code = gen::EventCode::resumed, .age = 250, .detail = "resumed"};
    const auto bytes = encoded(event);
    rows.push_back({"cpp", "weir", "stream_event", "encode", encode_ns(event)});
    rows.push_back({"cpp", "weir-view", "stream_event", "read", nanoseconds([&] {
                        keep(bytes[0]);
                        const auto view = gen::StreamEvent::view(bytes);
                        std::uint64_t sum = 0;
                        if (view)
                            sum = view->stream_id + view->age + static_cast<unsigned>(view->code) +
                                  view->detail.size();
                        asm volatile("" : : "r"(sum));
                    })});
}

// Every field of an element on its own, and of what is shown by a walk.
struct Sum {
    std::uint64_t& sum;

    void operator()(const gen::MenuItem::View& item) const {
        sum += item.index + static_cast<std::uint64_t>(item.value) + item.name.size();
    }
    void operator()(const gen::Control::View& control) const {
        sum += control.id + static_cast<std::uint64_t>(control.type) + control.flags +
               static_cast<std::uint64_t>(control.minimum + control.maximum + control.step +
                                          control.default_value + control.value) +
               control.name.size();
    }
};

std::uint64_t sum_of(const gen::Control::View& control) {
    std::uint64_t sum = 0;
    Sum{sum}(control);
    for (const auto& item : control.menu) Sum{sum}(item);
    return sum;
}

void controls(std::vector<Row>& rows) {
    const auto reply = twenty_controls();
    const auto bytes = encoded(reply);
    rows.push_back({"cpp", "weir", "controls", "encode", encode_ns(reply)});
    rows.push_back({"cpp", "weir-view", "controls", "read", nanoseconds([&] {
                        keep(bytes[0]);
                        const auto view = gen::EnumControlsReply::view(bytes);
                        std::uint64_t sum = 0;
                        if (view)
                            for (const auto& control : view->controls) sum += sum_of(control);
                        asm volatile("" : : "r"(sum));
                    })});
    rows.push_back({"cpp", "weir-visit", "controls", "read", nanoseconds([&] {
                        keep(bytes[0]);
                        std::uint64_t sum = 0;
                        const auto done = gen::visit<gen::EnumControlsReply>(bytes, Sum{sum});
                        if (!done) sum = 0;
                        asm volatile("" : : "r"(sum));
                    })});
    rows.push_back({"cpp", "weir", "controls", "owned", nanoseconds([&] {
                        keep(bytes[0]);
                        const auto owned = gen::EnumControlsReply::decode(bytes);
                        keep(owned);
                    })});
}

// The JavaScript half prints "system message op ns" a line; nothing when there is no node.
void javascript(std::vector<Row>& rows) {
    FILE* out = popen("node " WEIR_SOURCE "/tests/bench/wire_bench.mjs", "r");
    if (out == nullptr) return;
    char system[32], message[32], op[32];
    double ns = 0;
    while (std::fscanf(out, "%31s %31s %31s %lf", system, message, op, &ns) == 4)
        rows.push_back({"js", system, message, op, ns});
    pclose(out);
}

void write_json(const std::vector<Row>& rows, const char* path) {
    std::ofstream out(path);
    out << "{\"rows\": [\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        out << "  {\"lang\": \"" << row.lang << "\", \"system\": \"" << row.system
            << "\", \"message\": \"" << row.message << "\", \"op\": \"" << row.op
            << "\", \"ns\": " << row.ns << "}" << (i + 1 < rows.size() ? ",\n" : "\n");
    }
    out << "]}\n";
}
}  // namespace

int main(int count, char** words) {
    const bool json = count == 3 && std::strcmp(words[1], "--json") == 0;
    if (count != 1 && !json) {
        std::fputs("usage: wire_bench [--json FILE]\n", stderr);
        return 2;
    }
    std::vector<Row> rows;
    stream_event(rows);
    controls(rows);
    javascript(rows);
    std::puts("lang  system      message       op            ns");
    for (const Row& row : rows)
        std::printf("%-5s %-11s %-13s %-7s %9.2f\n", row.lang.c_str(), row.system.c_str(),
                    row.message.c_str(), row.op.c_str(), row.ns);
    if (json) write_json(rows, words[2]);
}
