// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/hostile_set.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"

namespace veto::test {
namespace {

const std::string kZip = std::string("PK\3\4") + std::string(26, '\0') +
                         "PK\5\6" + std::string(18, '\0');

// What sniff() knows, and a little more.
const std::string kBeginnings[] = {
    "\xFF\xD8\xFF",
    "\xFF\xD8\xFF\xE0",
    "\x89PNG\r\n\x1A\n",
    "GIF87a",
    "GIF89a",
    std::string("RIFF\xFF\xFF\xFF\xFFWEBPVP8 ", 16),
    std::string("RIFF\0\0\0\0WEBPVP8X", 16),
    std::string("RIFF\4\0\0\0WEBP", 12),
    std::string("\0\0\0\x1C"
                "ftypavif\0\0\0\0avifmif1miaf",
                28),
    std::string("\0\0\0\x18"
                "ftypheic\0\0\0\0mif1heic",
                24),
    std::string("\xFF\xFF\xFF\xFF"
                "ftypavif",
                12),
    std::string("\0\0\0\0"
                "ftypheic",
                12),
    std::string("\0\0\0\1ftypavif\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 20),
    "BM",
    std::string("\0\0\1\0", 4),
    std::string("II*\0", 4),
    std::string("MM\0*", 4),
    "\xFF\x0A",
    "\x1F\x8B\x08",
    "<svg",
    "<?xml",
    "%PDF-1.7\n",
    "MZ",
    "\x7F"
    "ELF",
    "#!/bin/sh\n",
    "<?php ",
    "<html><body>",
    "{\"error\": 404}",
    "\xEF\xBB\xBF",
    "\xFE\xFF",
};

void add_beginnings(HostileFiles& files) {
  const faces::Bitmap random = noise(40, 40, 9);
  const std::string rubbish(random.bgr.begin(), random.bgr.end());
  int number = 0;
  for (const std::string& beginning : kBeginnings) {
    const std::string name = "beginning " + std::to_string(number++);
    files.push_back({name, beginning});
    files.push_back({name + " and rubbish", beginning + rubbish});
  }
  files.push_back({"empty", ""});
  files.push_back({"one byte", "x"});
  files.push_back({"a zero byte", std::string(1, '\0')});
  files.push_back({"zeros", std::string(100'000, '\0')});
  files.push_back({"rubbish", rubbish});
}

void add_polyglots(HostileFiles& files) {
  const faces::Bitmap picture = noise(96, 96, 10);
  const std::string jpeg = make_jpeg(picture);
  const std::string png = make_png(picture, PngKind::rgb);
  const std::string gif = make_gif({{{0, 0, 64, 64}, 'Q'}});
  const std::string html = "<script>alert(1)</script>";
  files.push_back({"gif and script", "GIF89a/*" + html});
  files.push_back({"gif, then html", gif + html});
  files.push_back({"pdf, then jpeg", "%PDF-1.4\n" + jpeg});
  files.push_back({"html, then png", html + png});
  files.push_back({"zip, then jpeg", kZip + jpeg});
  files.push_back({"jpeg, then jpeg", jpeg + jpeg});
  files.push_back({"jpeg of which png is a comment",
                   "\xFF\xD8\xFF\xFE" + big_endian(2 + 200, 2) +
                       png.substr(0, 200) + jpeg.substr(2)});
  files.push_back({"png, then 1 MB of it", png + std::string(1u << 20, 'P')});
  for (const auto& [name, whole] :
       {std::pair{"jpeg", jpeg}, {"png", png}, {"gif", gif}})
    files.push_back({std::string(name) + ", then zip", whole + kZip});
}

std::string entry(unsigned tag, unsigned type, unsigned count, unsigned value) {
  return big_endian(tag, 2) + big_endian(type, 2) + big_endian(count, 4) +
         big_endian(value, 4);
}

void add_exif(HostileFiles& files) {
  const std::string head = std::string("MM\0*", 4) + big_endian(8, 4);
  const std::string loop = head + big_endian(1, 2) +
                           entry(0x0112, 3, 1, 6u << 16) + big_endian(8, 4);
  const std::string within = head + big_endian(2, 2) + entry(0x8769, 4, 1, 8) +
                             entry(0x8825, 4, 1, 8) + big_endian(8, 4);
  std::string tiffs[] = {
      loop,
      within,
      head + big_endian(0xFFFF, 2) + entry(0x0112, 3, 1, 6u << 16),
      head + big_endian(1, 2) + entry(0x0112, 3, 0xFFFFFFFF, 6u << 16),
      head + big_endian(1, 2) + entry(0x010F, 2, 0xFFFFFFFF, 8),
      head + big_endian(1, 2) + entry(0x010F, 2, 100, 0xFFFFFFF0),
      head + big_endian(1, 2) + entry(0x8825, 4, 1, 0xFFFFFFFF),
      head + big_endian(1, 2) + entry(0x0112, 3, 1, 999u << 16),
      std::string("MM\0*", 4) + big_endian(0xFFFFFFFF, 4),
      std::string("II*\0", 4) + big_endian(8, 4),
      "MM",
      "",
  };
  const faces::Bitmap picture = noise(96, 96, 11);
  const std::string jpeg = make_jpeg(picture);
  const std::string png = make_png(picture, PngKind::rgb);
  const std::string webp = make_webp(picture, WebpKind::lossy);
  int number = 0;
  for (const std::string& tiff : tiffs) {
    const std::string name = "exif " + std::to_string(number++) + " in ";
    files.push_back({name + "jpeg", with_exif_jpeg(jpeg, tiff)});
    files.push_back({name + "png", with_exif_png(png, tiff)});
    if (!tiff.empty())
      files.push_back({name + "webp", with_exif_webp(webp, tiff)});
  }
}

}  // namespace

void add_disguised(HostileFiles& files) {
  add_beginnings(files);
  add_polyglots(files);
  add_exif(files);
}

}  // namespace veto::test
