#include "vectors.hpp"
#include "gen/records.hpp"

TEST_CASE("generated: C++ agrees with the golden vectors of the protocol", "[generated]") {
    weir::test::check_vectors(WEIR_GENERATED "/vectors",
                              [](auto f) { weir::gen::for_each_record(f); });
}
