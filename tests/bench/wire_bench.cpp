// ./dev bench wire: nanoseconds per message of the generated code and of its peers, in C++ and in
// JavaScript, in one run. tests/bench/README.md says what is measured and how it stays fair.
#include <cstdio>
#include <cstring>

#include "wire/bench.hpp"
#include "wire/report.hpp"

namespace {
using namespace weir::bench;

void add_peers(Bench& bench) {
#ifdef WEIR_BENCH_PROTOBUF
    add_protobuf(bench);
#else
    bench.left_out("protobuf", "no libprotobuf-dev and protobuf-compiler when this was configured");
#endif
#ifdef WEIR_BENCH_FLATBUFFERS
    add_flatbuffers(bench);
#else
    bench.left_out("flatbuffers",
                   "no libflatbuffers-dev and flatbuffers-compiler when this was configured");
#endif
#ifdef WEIR_BENCH_CAPNPROTO
    add_capnproto(bench);
#else
    bench.left_out("capnproto", "no libcapnp-dev and capnproto when this was configured");
#endif
}

// The other half prints "row system message op ns" or "left_out system reason" a line.
void javascript(std::vector<Row>& rows,
                std::vector<std::pair<std::string, std::string>>& left_out) {
    FILE* out = popen("node " WEIR_SOURCE "/tests/bench/wire_peers/bench.mjs", "r");
    if (out == nullptr) {
        left_out.emplace_back("JavaScript", "no node here");
        return;
    }
    char system[32], message[32], op[32], line[512];
    double ns = 0;
    while (std::fgets(line, sizeof line, out) != nullptr) {
        if (std::sscanf(line, "row %31s %31s %31s %lf", system, message, op, &ns) == 4)
            rows.push_back({"js", system, message, op, ns});
        else if (std::strncmp(line, "left_out ", 9) == 0 &&
                 std::sscanf(line + 9, "%31s %511[^\n]", system, line) == 2)
            left_out.emplace_back(std::string("JavaScript ") + system, line);
    }
    if (pclose(out) != 0)
        left_out.emplace_back("JavaScript", "its half ended with an error, see above");
}
}  // namespace

int main(int count, char** words) {
    const bool json = count == 3 && std::strcmp(words[1], "--json") == 0;
    if (count != 1 && !json) {
        std::fputs("usage: wire_bench [--json FILE]\n", stderr);
        return 2;
    }
    Bench bench;
    add_weir(bench);
    add_by_hand(bench);
    add_peers(bench);
    auto rows = bench.run();
    auto left_out = bench.left_out();
    javascript(rows, left_out);
    print(rows);
    for (const auto& [system, reason] : left_out)
        std::printf("\n%s was left out: %s\n", system.c_str(), reason.c_str());
    if (json && !write_json(rows, words[2])) {
        std::fprintf(stderr, "%s: could not be written\n", words[2]);
        return 1;
    }
}
