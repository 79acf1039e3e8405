# weir_module(<name> SOURCES <files...> DEPENDS <modules...> [PRIVATE <libraries...>])
#
# One folder, one static library. DEPENDS is the layering table of docs/architecture.md: a folder
# that is not listed cannot be linked, and tests/tidy/layers.py rejects its headers as well.
function(weir_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;PRIVATE")
  add_library(weir_${name} STATIC ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND weir_)
  target_link_libraries(weir_${name} PUBLIC ${arg_DEPENDS} PRIVATE weir_warnings ${arg_PRIVATE})
  target_include_directories(weir_${name} PUBLIC ${PROJECT_SOURCE_DIR}/core)
  target_compile_features(weir_${name} PUBLIC cxx_std_23)
endfunction()

# weir_test(<name> SOURCES <files...> DEPENDS <modules...> [LIBRARIES <libraries...>])
#
# One test program per core folder, so that editing one folder relinks one program. Registered with
# ctest under the label "unit"; the runner reads its JUnit report.
function(weir_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LIBRARIES")
  add_executable(test_${name} ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND weir_)
  target_link_libraries(test_${name} PRIVATE weir_test_main weir_warnings ${arg_DEPENDS} ${arg_LIBRARIES})
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 120)
endfunction()
