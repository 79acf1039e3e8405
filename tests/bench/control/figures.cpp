#include "bench/control/figures.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace weir::bench {
namespace {

struct Figure {
    std::string name;
    std::string unit;
    double value;
    std::string note;
};

std::vector<Figure>& figures() {
    static std::vector<Figure> all;
    return all;
}

}  // namespace

void tell(std::string name, std::string unit, double value, std::string note) {
    std::fprintf(stderr, "%-52s %10.3f %s  %s\n", name.c_str(), value, unit.c_str(), note.c_str());
    figures().push_back({std::move(name), std::move(unit), value, std::move(note)});
}

void write_figures(const char* path) {
    std::ofstream file(path);
    file << "{\n  \"api_version\": 1,\n  \"cores\": " << sysconf(_SC_NPROCESSORS_ONLN)
         << ",\n  \"figures\": [";
    const char* between = "\n";
    for (const Figure& one : figures()) {
        file << between << "    {\"name\": \"" << one.name << "\", \"unit\": \"" << one.unit
             << "\", \"value\": " << one.value << ", \"note\": \"" << one.note << "\"}";
        between = ",\n";
    }
    file << "\n  ]\n}\n";
    if (!file.flush()) give_up(std::string(path) + ": cannot be written");
}

void give_up(const std::string& why) {
    std::fprintf(stderr, "control_bench: %s\n", why.c_str());
    std::exit(1);
}

double milliseconds_since(SteadyClock::time_point begun) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count();
}

double milliseconds_of(const std::function<void()>& work) {
    const auto begun = SteadyClock::now();
    work();
    return milliseconds_since(begun);
}

double share(std::vector<double> values, double part) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(static_cast<double>(values.size() - 1) * part)];
}

}  // namespace weir::bench
