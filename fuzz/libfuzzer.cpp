// The targets of one schema file in one program: each process is one of them, the one that the
// environment's WEIR_FUZZ_TARGET names. Without it the names are printed. ./dev fuzz runs it.
#include <cstdio>
#include <cstdlib>

#include "fuzz/targets.hpp"

namespace weir::WEIR_FUZZ_PACKAGE {
void WEIR_FUZZ_TARGETS(fuzz::Targets& out);
}

namespace {
const weir::fuzz::Target* chosen = nullptr;

void print_names(const weir::fuzz::Targets& targets) {
    for (const auto& target : targets)
        std::printf("%.*s\n", static_cast<int>(target.name.size()), target.name.data());
}
}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    static weir::fuzz::Targets targets;
    weir::WEIR_FUZZ_PACKAGE::WEIR_FUZZ_TARGETS(targets);
    const char* name = std::getenv("WEIR_FUZZ_TARGET");
    if (name == nullptr) {
        print_names(targets);
        std::exit(0);
    }
    chosen = weir::fuzz::find_target(targets, name);
    if (chosen == nullptr) {
        std::fprintf(stderr,
                     "WEIR_FUZZ_TARGET=%s: no such target; without it the names are shown\n", name);
        std::exit(2);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    chosen->check(std::as_bytes(std::span(data, size)));
    return 0;
}
