# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every library, found once. Debian's package names: scripts/packages.txt.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(BZip2 REQUIRED)
find_package(LibLZMA REQUIRED)
find_package(GIF REQUIRED)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(archive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(psl REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(cares REQUIRED IMPORTED_TARGET libcares)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(brotlienc REQUIRED IMPORTED_TARGET libbrotlienc)
pkg_check_modules(isal REQUIRED IMPORTED_TARGET libisal)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc)
pkg_check_modules(avif REQUIRED IMPORTED_TARGET libavif)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(turbojpeg REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux)
pkg_check_modules(webpmux REQUIRED IMPORTED_TARGET libwebpmux libwebp)
pkg_check_modules(heif IMPORTED_TARGET libheif libde265)
option(VETO_HEIC "HEIC pictures, through libheif and libde265" ${heif_FOUND})

# SOCI and OpenCV: Debian's development packages come without the parts their
# own CMake files ask for, so the libraries are named here.
function(veto_find_library target header)
  find_path(${target}_INCLUDE ${header} PATH_SUFFIXES opencv4 REQUIRED)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE})
  foreach(name IN LISTS ARGN)
    find_library(${target}_${name} ${name} REQUIRED)
    target_link_libraries(${target} INTERFACE ${${target}_${name}})
  endforeach()
endfunction()
veto_find_library(soci soci/soci.h soci_core soci_sqlite3)
veto_find_library(opencv_dnn opencv2/dnn.hpp opencv_core opencv_dnn)

# dlib: the fallback face detector. Of the static library a few objects are
# taken; the shared one would bring BLAS, LAPACK and Fortran's run time.
find_path(VETO_DLIB_INCLUDE dlib/image_processing/frontal_face_detector.h)
find_library(VETO_DLIB NAMES libdlib.a dlib)
set(VETO_DLIB_FOUND OFF)
if(VETO_DLIB_INCLUDE AND VETO_DLIB)
  set(VETO_DLIB_FOUND ON)
endif()
option(VETO_HOG "dlib's detector where weights are missing" ${VETO_DLIB_FOUND})

# Test material that lives beside the project; tests that need it skip where
# it is absent.
set(VETO_SHARED_DIR "${CMAKE_SOURCE_DIR}/../shared" CACHE PATH
  "Labelled photographs, scrapers' logs and detector weights for tests")
