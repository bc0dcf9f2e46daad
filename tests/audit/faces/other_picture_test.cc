// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/other_picture.h"

#include <fmt/format.h>

#include "audit/faces/sniff.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

// Made anew each time: before main() the codecs' checks cannot report.
std::string bare_jpeg() { return test::make_jpeg(test::noise(64, 64, 1)); }
std::string bare_png() {
  return test::make_png(test::noise(64, 64, 2), test::PngKind::rgb);
}
std::string bare_webp() {
  return test::make_webp(test::noise(64, 64, 3), test::WebpKind::lossy);
}

std::string jpeg_with(const std::string& mark, const std::string& body) {
  std::string file = bare_jpeg();
  return file.insert(
      2, mark + test::big_endian(unsigned(body.size() + 2), 2) + body);
}

std::string png_with(const std::string& type, const std::string& body) {
  std::string file = bare_png();
  return file.insert(file.size() - 12, test::png_chunk(type, body));
}

// One entry, and after it where the next directory is.
std::string tiff_with_next(unsigned next) {
  std::string tiff = test::tiff_with_orientation(6, false);
  tiff.resize(22);
  return tiff + test::big_endian(next, 4);
}

std::string svg_with(const std::string& raster) {
  std::string url = "data:image/jpeg,";
  for (const unsigned char byte : raster) url += fmt::format("%{:02x}", byte);
  return "<svg xmlns='http://www.w3.org/2000/svg'><image href='" + url +
         "'/></svg>";
}

bool carries(const std::string& bytes) {
  return may_carry_another_picture(bytes, sniff(bytes));
}

}  // namespace

TEST_CASE("other picture: plain files have none") {
  const std::string orientation = test::tiff_with_orientation(6, true);
  for (const std::string& bytes :
       {bare_jpeg(), bare_jpeg() + std::string(3, '\0'), bare_png(),
        bare_webp(), jpeg_with("\xFF\xFE", "made by hand"),
        png_with("tEXt", "Author\0Ada"),
        test::with_exif_jpeg(bare_jpeg(), orientation),
        test::with_exif_png(bare_png(), orientation), svg_with(bare_jpeg()),
        test::with_exif_jpeg(bare_jpeg(), tiff_with_next(0)),
        std::string("<svg><path d='M0 0'/></svg>")}) {
    CAPTURE(sniff(bytes));
    CHECK_FALSE(carries(bytes));
  }
}

TEST_CASE("other picture: wherever a file has one") {
  using std::string_literals::operator""s;
  const std::string thumbnail = tiff_with_next(8);
  const std::pair<const char*, std::string> files[] = {
      {"a second directory", test::with_exif_jpeg(bare_jpeg(), thumbnail)},
      {"the same in PNG", test::with_exif_png(bare_png(), thumbnail)},
      {"the same in WebP", test::with_exif_webp(bare_webp(), thumbnail)},
      {"JFIF", jpeg_with("\xFF\xE0",
                         "JFIF\0\1\2\0\0\1\0\1\2\2"s + std::string(12, 'x'))},
      {"JFIF extension", jpeg_with("\xFF\xE0", "JFXX\0\x13..."s)},
      {"Photoshop", jpeg_with("\xFF\xED",
                              "Photoshop 3.0\0"
                              "8BIM\x04\x0C\0\0"s)},
      {"XMP", jpeg_with("\xFF\xE1", "<xmpGImg:image>/9j/4AAQ")},
      {"a JPEG in a maker's note",
       jpeg_with("\xFF\xE1", "Exif" + bare_jpeg().substr(0, 200))},
      {"behind a JPEG", bare_jpeg() + bare_jpeg()},
      {"a film behind a JPEG", bare_jpeg() + "....ftypmp42"},
      {"behind a PNG", bare_png() + "PK"},
      {"a long text in PNG", png_with("tEXt", std::string(2000, 'a'))},
      {"behind a WebP", bare_webp() + "..ftyp"},
      {"a format that is not known", "II*\0...."s},
      {"an SVG's picture", svg_with(bare_jpeg() + bare_jpeg())},
  };
  for (const auto& [name, bytes] : files) {
    CAPTURE(name);
    CHECK(carries(bytes));
  }
}
