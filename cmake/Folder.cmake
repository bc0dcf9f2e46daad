# SPDX-License-Identifier: GPL-3.0-or-later
#
# veto_folder(NAME SOURCES ... PUBLIC ... PRIVATE ...)
#   One static library a folder, with the alias veto::NAME.
# veto_test(NAME SOURCES ... LINK ...)
#   One doctest program, run by ctest under the same name.

option(VETO_WERROR "Warnings are errors" OFF)
set(VETO_SANITIZE "" CACHE STRING "address;undefined or thread")

# The headers that nearly every file reaches, parsed once a tree. Of clang's
# time that saves a third, of g++'s a tenth, so only clang's presets ask for it.
# A file with options of its own cannot share them and says
# SKIP_PRECOMPILE_HEADERS.
option(VETO_PCH "Precompile the libraries' headers" OFF)

function(veto_options target)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  # -Wrestrict of g++ 12 is wrong about "text" + std::string (GCC bug 105651);
  # with little inlining it takes a coroutine's frame for a mismatched delete;
  # -Wsubobject-linkage takes a source compiled with others for a header.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>
    $<$<BOOL:${VETO_WERROR}>:-Werror>)
  if(VETO_SANITIZE)
    list(JOIN VETO_SANITIZE "," sanitizers)
    set(not_instrumented ${CMAKE_SOURCE_DIR}/cmake/not_instrumented.txt)
    # vptr needs type information that SOCI's library keeps to itself.
    target_compile_options(${target} PRIVATE -fsanitize=${sanitizers}
      -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer -g1
      $<$<CXX_COMPILER_ID:Clang>:-fsanitize-ignorelist=${not_instrumented}>)
    target_link_options(${target} PUBLIC -fsanitize=${sanitizers})
  endif()
  if(VETO_PCH AND NOT target STREQUAL veto_pch)
    target_precompile_headers(${target} REUSE_FROM veto_pch)
  endif()
endfunction()

if(VETO_PCH)
  add_library(veto_pch OBJECT ${CMAKE_SOURCE_DIR}/cmake/pch.cc)
  target_link_libraries(veto_pch PRIVATE fmt::fmt soci)
  veto_options(veto_pch)
  # Or no cached object would ever fit: the time stamp is part of the header.
  target_compile_options(veto_pch PRIVATE
    "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
  target_precompile_headers(veto_pch PRIVATE <algorithm> <chrono> <expected>
    <filesystem> <functional> <map> <memory> <optional> <string> <string_view>
    <unordered_map> <vector> <fmt/format.h> <nlohmann/json.hpp>
    <soci/soci.h>)
endif()

function(veto_folder name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(veto_${name} STATIC ${ARG_SOURCES})
  add_library(veto::${name} ALIAS veto_${name})
  veto_options(veto_${name})
  target_link_libraries(veto_${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

function(veto_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(test_${name} ${ARG_SOURCES})
  veto_options(test_${name})
  target_link_libraries(test_${name} PRIVATE veto::test_main ${ARG_LINK})
  add_test(NAME ${name} COMMAND test_${name})
endfunction()
