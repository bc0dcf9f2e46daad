# SPDX-License-Identifier: GPL-3.0-or-later
#
# veto_embed(TARGET NAME FILE): the bytes of FILE become
#   std::string_view veto::embedded::NAME();
# declared in "embedded/NAME.h".

function(veto_embed target name file)
  get_filename_component(path ${file} ABSOLUTE)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${dir}/embedded/${name}.h CONTENT [[
#pragma once
#include <string_view>
namespace veto::embedded {
std::string_view @name@();
}
]] @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${name}.cc CONTENT [[
#include "embedded/@name@.h"
__asm__(
    ".section .rodata\n"
    ".global veto_embedded_@name@_begin\n"
    ".global veto_embedded_@name@_end\n"
    "veto_embedded_@name@_begin:\n"
    ".incbin \"@path@\"\n"
    "veto_embedded_@name@_end:\n"
    ".byte 0\n"
    ".previous\n");
extern "C" const char veto_embedded_@name@_begin[];
extern "C" const char veto_embedded_@name@_end[];
namespace veto::embedded {
std::string_view @name@() {
  return {veto_embedded_@name@_begin, veto_embedded_@name@_end};
}
}
]] @ONLY)
  # By itself: compiled with others it would not be made anew when FILE is.
  set_source_files_properties(${dir}/${name}.cc PROPERTIES
    OBJECT_DEPENDS ${path} SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${dir}/${name}.cc)
  target_include_directories(${target} PRIVATE ${dir})
endfunction()
