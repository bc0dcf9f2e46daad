// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/sniff.h"

#include <string>

#include "base/gzip.h"
#include "tests/support.h"

using namespace veto;
using std::string_literals::operator""s;

TEST_CASE("sniff: first bytes name the format") {
  const std::pair<std::string, std::string_view> table[] = {
      {"\xFF\xD8\xFF\xE0"s, "jpeg"},
      {"\x89PNG\r\n\x1A\n"s, "png"},
      {"GIF87a"s, "gif"},
      {"GIF89a..."s, "gif"},
      {"RIFF\x10\0\0\0WEBPVP8 "s, "webp"},
      {"RIFF\x10\0\0\0WAVEfmt "s, ""},
      {"\0\0\0\x20"
       "ftypavif\0\0\0\0"s,
       "avif"},
      {"\0\0\0\x20"
       "ftypavis"s,
       "avif"},
      {"\0\0\0\x18"
       "ftypmif1\0\0\0\0miafavif"s,
       "avif"},
      {"\0\0\0\x14"
       "ftypmif1\0\0\0\0miafavif"s,  // past the box
       "heic"},
      {"\0\0\0\x18"
       "ftypheic"s,
       "heic"},
      {"\0\0\0\x18"
       "ftypmif1"s,
       "heic"},
      {"\0\0\0\x18"
       "ftypisom"s,
       ""},
      {"BM\x36\0"s, "bmp"},
      {"\0\0\1\0\1\0"s, "ico"},
      {"II*\0\x08\0\0\0"s, "tiff"},
      {"MM\0*\0\0\0\x08"s, "tiff"},
      {"\xFF\x0A\0"s, "jxl"},
      {"<svg xmlns='http://www.w3.org/2000/svg'>"s, "svg"},
      {"\xEF\xBB\xBF<?xml version='1.0'?>\n<SVG>"s, "svg"},
      {"<!doctype html><p>"s, ""},
      {"plain <svg"s, ""},
      {""s, ""},
      {"\xFF\xD8"s, ""},
      {"\x89PNG"s, ""},
  };
  for (const auto& [bytes, format] : table) {
    CAPTURE(bytes);
    CHECK(faces::sniff(bytes) == format);
  }
}

TEST_CASE("sniff: an SVG within gzip, and what else may be in one") {
  CHECK(faces::sniff(gzip_compress("<svg>" + std::string(5000, ' '))) ==
        "svgz");
  CHECK(faces::sniff(gzip_compress("<html>")) == "");
  CHECK(faces::sniff("\x1F\x8B\x08 no gzip") == "");
  CHECK(faces::sniff("\x1F\x8B") == "");
}

TEST_CASE("sniff: an <svg> past the first kilobyte is not looked for") {
  CHECK(faces::sniff("<!--" + std::string(2000, ' ') + "--><svg>") == "");
}
