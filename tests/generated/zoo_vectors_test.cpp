#include "vectors.hpp"
#include "zoo/records.hpp"

TEST_CASE("generated: C++ agrees with the golden vectors of the whole schema language",
          "[generated]") {
    weir::test::check_vectors(WEIR_GENERATED "/zoo/vectors",
                              [](auto f) { weir::zoo::for_each_record(f); });
}
