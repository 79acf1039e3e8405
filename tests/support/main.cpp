// Catch2 v2 wants one file that builds its main; v3 brings its own library for that.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
