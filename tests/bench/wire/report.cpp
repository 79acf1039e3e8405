#include "wire/report.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iomanip>
#include <tuple>

namespace weir::bench {
namespace {

auto group(const Row& row) {
    return std::tie(row.lang, row.message, row.op);
}

bool ours(const Row& row) {
    return row.system.starts_with("weir");
}

double our_best(std::vector<Row>::const_iterator begin, std::vector<Row>::const_iterator end) {
    double best = 0;
    for (auto row = begin; row != end; ++row)
        if (ours(*row) && (best == 0 || row->ns < best)) best = row->ns;
    return best;
}

void print_row(const Row& row, double best) {
    std::printf("  %-12s %10.2f ns", row.system.c_str(), row.ns);
    const bool peer = !ours(row) && row.system != yardstick;
    if (!ours(row) && best > 0) std::printf("   %6.1f x", row.ns / best);
    std::puts(peer && row.ns < best ? "   ahead of us" : "");
}
}  // namespace

void print(std::vector<Row> rows) {
    std::ranges::stable_sort(rows, [](const Row& a, const Row& b) {
        return std::tie(a.lang, a.message, a.op, a.ns) < std::tie(b.lang, b.message, b.op, b.ns);
    });
    for (auto begin = rows.cbegin(); begin != rows.cend();) {
        const auto end = std::find_if(begin, rows.cend(),
                                      [&](const Row& row) { return group(row) != group(*begin); });
        std::printf("\n%s, %s, %s\n", begin->lang.c_str(), begin->message.c_str(),
                    begin->op.c_str());
        const double best = our_best(begin, end);
        for (; begin != end; ++begin) print_row(*begin, best);
    }
}

bool write_json(std::vector<Row> rows, const char* path) {
    std::erase_if(rows, [](const Row& row) { return row.system == yardstick; });
    std::ofstream out(path);
    out << std::setprecision(5) << "{\"rows\": [\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        out << "  {\"lang\": \"" << row.lang << "\", \"system\": \"" << row.system
            << "\", \"message\": \"" << row.message << "\", \"op\": \"" << row.op
            << "\", \"ns\": " << row.ns << "}" << (i + 1 < rows.size() ? ",\n" : "\n");
    }
    out << "]}\n";
    return static_cast<bool>(out.flush());
}

}  // namespace weir::bench
