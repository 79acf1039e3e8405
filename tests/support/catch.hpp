#pragma once
// Catch2 v3 where the system has it, else v2: tests include this and nothing of Catch's own.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
