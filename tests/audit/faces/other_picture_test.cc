// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/other_picture.h"

#include <fmt/format.h>

#include <vector>

#include "audit/faces/sniff.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"
#include "tests/audit/faces/samples_avif.h"
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

const std::string kLong(2000, 'a');

std::string little_endian(std::size_t value) {
  const std::string big = test::big_endian(unsigned(value), 4);
  return {big.rbegin(), big.rend()};
}

std::string webp_chunk(const std::string& type, const std::string& body) {
  return type + little_endian(body.size()) + body +
         std::string(body.size() % 2, '\0');
}

std::string webp_of(const std::string& chunks) {
  return "RIFF" + little_endian(chunks.size() + 4) + "WEBP" + chunks;
}

std::string webp_with(const std::string& type, const std::string& body) {
  return webp_of(bare_webp().substr(12) + webp_chunk(type, body));
}

const test::AnimationStep kWhole{{0, 0, 64, 64}, 'Q'};
const test::AnimationStep kPart{{8, 8, 16, 16}, 'K'};

std::string bare_gif() { return test::make_gif({kWhole}); }

std::string gif_with(const std::string& mark, const std::string& body) {
  std::string extension = "!" + mark;
  for (std::size_t at = 0; at < body.size(); at += 255) {
    const std::string block = body.substr(at, 255);
    extension += char(block.size()) + block;
  }
  std::string file = bare_gif();
  return file.insert(file.size() - 1, extension + '\0');
}

std::string apng_without(const std::string& type) {
  std::string file = test::make_apng({kWhole, kPart});
  const std::size_t at = file.find(type) - 4;
  return file.erase(at, 20);
}

// Stuffed bytes, restarts and fill bytes within the data of a scan.
std::string scan_jpeg(const std::string& behind) {
  using std::string_literals::operator""s;
  return "\xFF\xD8\xFF\xDA\0\2a\xFF\0b\xFF\xD0 c\xFF\xFF\xD9"s + behind;
}

std::string avif_box(const std::string& type, const std::string& body) {
  return test::big_endian(unsigned(body.size() + 8), 4) + type + body;
}

// Items numbered from 1, of these types, and the bodies of references.
std::string avif_of(const std::vector<std::string>& items,
                    const std::string& references,
                    const std::string& boxes = {}) {
  using std::string_literals::operator""s;
  const std::string version(4, '\0');
  std::string entries = version + test::big_endian(unsigned(items.size()), 2);
  for (unsigned id = 1; id <= items.size(); ++id)
    entries += avif_box("infe", "\2\0\0\0"s + test::big_endian(id, 2) +
                                    "\0\0"s + items[id - 1] + '\0');
  return avif_box("ftyp", "avif\0\0\0\0avif"s) +
         avif_box("meta", version + avif_box("iinf", entries) +
                              avif_box("iref", version + references) + boxes) +
         avif_box("mdat", "pixels");
}

std::string refer(const std::string& type, unsigned from,
                  const std::vector<unsigned>& to) {
  std::string body =
      test::big_endian(from, 2) + test::big_endian(unsigned(to.size()), 2);
  for (const unsigned id : to) body += test::big_endian(id, 2);
  return avif_box(type, body);
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
  using std::string_literals::operator""s;
  const std::string orientation = test::tiff_with_orientation(6, true);
  const std::pair<std::string, std::string> files[] = {
      {"JPEG", bare_jpeg()},
      {"JPEG, filled up", bare_jpeg() + std::string(3, '\0')},
      {"JPEG of many scans",
       test::make_jpeg(test::noise(64, 64, 1), test::JpegKind::progressive)},
      {"JPEG, restarts", scan_jpeg("\r\n")},
      {"JPEG, a comment", jpeg_with("\xFF\xFE", "made by hand")},
      {"JPEG, a profile", jpeg_with("\xFF\xE2", "ICC_PROFILE\0\1\1"s + kLong)},
      {"JPEG, notes of a camera",
       jpeg_with("\xFF\xE1", "Exif\0\0II*\0"s + std::string(2000, '\0'))},
      {"JPEG, XMP",
       jpeg_with("\xFF\xE1", "http://ns.adobe.com/xap/1.0/\0"s + kLong)},
      {"JPEG, EXIF", test::with_exif_jpeg(bare_jpeg(), orientation)},
      {"JPEG, one directory",
       test::with_exif_jpeg(bare_jpeg(), tiff_with_next(0))},
      {"PNG", bare_png()},
      {"PNG, filled up", bare_png() + "\n"},
      {"PNG, a text", png_with("tEXt", "Author\0Ada"s)},
      {"PNG, a profile", png_with("iCCP", kLong)},
      {"PNG, EXIF", test::with_exif_png(bare_png(), orientation)},
      {"PNG that moves", test::make_apng({kWhole, kPart})},
      {"GIF", bare_gif()},
      {"GIF, filled up", bare_gif() + std::string(3, '\0')},
      {"GIF that moves", test::make_gif({kWhole, kPart})},
      {"GIF, a comment", gif_with("\xFE", "made by hand")},
      {"GIF, loops", gif_with("\xFF\x0BNETSCAPE2.0", "\1\0\0"s)},
      {"GIF, a profile", gif_with("\xFF\x0BICCRGBG1012", kLong)},
      {"WebP", bare_webp()},
      {"WebP, without loss",
       test::make_webp(test::noise(64, 64, 3), test::WebpKind::lossless)},
      {"WebP, half clear",
       test::make_webp(test::noise(64, 64, 3), test::WebpKind::rgba)},
      {"WebP, a profile", webp_with("ICCP", kLong)},
      {"WebP, something short", webp_with("ABCD", "abc")},
      {"WebP that moves", test::make_webp_animation({kWhole, kPart})},
      {"AVIF", test::make_avif(test::noise(64, 64, 4))},
      {"AVIF, half clear",
       test::make_avif(test::noise(64, 64, 4), {.half_clear = true})},
      {"AVIF, tiles with alpha and EXIF",
       avif_of({"grid", "av01", "av01", "av01", "Exif"},
               refer("dimg", 1, {2, 3}) + refer("auxl", 4, {1}))},
      {"SVG", "<svg><path d='M0 0'/></svg>"},
      {"SVG with a picture", svg_with(bare_jpeg())},
  };
  for (const auto& [name, bytes] : files) {
    CAPTURE(name);
    CHECK_FALSE(carries(bytes));
  }
}

TEST_CASE("other picture: wherever a file has one") {
  using std::string_literals::operator""s;
  const std::string thumbnail = tiff_with_next(8);
  const std::pair<std::string, std::string> files[] = {
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
      {"the rest of a longer JPEG", bare_jpeg() + bare_jpeg().substr(700)},
      {"a WebP behind a JPEG", bare_jpeg() + bare_webp() + "\xFF\xD9"},
      {"behind a scan with restarts", scan_jpeg("a\xFF\xD9")},
      {"a JPEG without an end", "\xFF\xD8\xFF\xDA\0\2a\xFF\0b"s},
      {"a second frame in JPEG",
       bare_jpeg().insert(bare_jpeg().size() - 2, "\xFF\xC0\0\3x"s)},
      {"a long segment that is not known", jpeg_with("\xFF\xEB", kLong)},
      {"the same behind the scans",
       bare_jpeg().insert(bare_jpeg().size() - 2,
                          "\xFF\xEB" + test::big_endian(2002, 2) + kLong)},
      {"a long comment in JPEG", jpeg_with("\xFF\xFE", kLong)},
      {"long notes that are not EXIF", jpeg_with("\xFF\xE1", kLong)},
      {"a WebP in EXIF",
       jpeg_with("\xFF\xE1", "Exif\0\0"s + bare_webp().substr(0, 200))},
      {"an AVIF in EXIF", jpeg_with("\xFF\xE1", "Exif\0\0....ftypavif"s)},
      {"a WebP as base64", jpeg_with("\xFF\xE1", "<image>UklGRiQAAABXRUJQ")},
      {"a GIF as base64", jpeg_with("\xFF\xE1", "<image>R0lGODlh")},
      {"an AVIF as base64", jpeg_with("\xFF\xE1", "<image>AAAAIGZ0eXBhdmlm")},
      {"a JPEG XL", jpeg_with("\xFF\xE1", "\0\0\0\x0CJXL \r\n\x87\n"s)},
      {"behind a PNG", bare_png() + "PK"},
      {"a PNG without an end", bare_png().substr(0, bare_png().size() - 12)},
      {"a long text in PNG", png_with("tEXt", kLong)},
      {"a long chunk that should be short", png_with("gAMA", kLong)},
      {"before a PNG's animation", test::make_apng({kWhole}, true)},
      {"frames that a PNG does not announce", apng_without("acTL")},
      {"a frame whose description is damaged",
       test::make_apng({kWhole, {{8, 8, 80, 16}, 'K'}})},
      {"behind a GIF", bare_gif() + bare_webp() + ";"},
      {"the rest of a longer GIF", bare_gif() + bare_gif().substr(100)},
      {"a GIF without an end", bare_gif().substr(0, bare_gif().size() - 1)},
      {"a frame higher than a GIF's screen",
       test::make_gif({kWhole}, false, 64, 32)},
      {"a frame wider than it", test::make_gif({kWhole}, false, 32, 64)},
      {"a long comment in GIF", gif_with("\xFE", kLong)},
      {"a long extension in GIF", gif_with("\xFF\x0B"
                                           "ABCDEFGH1.0",
                                           kLong)},
      {"a WebP in a GIF's profile",
       gif_with("\xFF\x0BICCRGBG1012", bare_webp().substr(0, 200))},
      {"behind a WebP", bare_webp() + "..ftyp"},
      {"a long chunk in WebP", webp_with("ABCD", kLong)},
      {"a second picture in WebP", webp_with("VP8L", "....")},
      {"frames that a WebP does not show",
       webp_of(
           bare_webp().substr(12) +
           webp_chunk("ANMF", std::string(16, '\0') + bare_webp().substr(12)))},
      {"a long chunk in a frame of WebP",
       webp_of(webp_chunk("ANMF", std::string(16, '\0') +
                                      bare_webp().substr(12) +
                                      webp_chunk("ABCD", kLong)))},
      {"behind an AVIF", test::make_avif(test::noise(64, 64, 4)) + "PK"},
      {"a long box in AVIF", avif_of({"av01"}, "") + avif_box("free", kLong)},
      {"a long box within the description of an AVIF",
       avif_of({"av01"}, "", avif_box("free", kLong))},
      {"a second picture in AVIF", avif_of({"av01", "av01"}, "")},
      {"a thumbnail in AVIF", avif_of({"av01", "av01"}, refer("thmb", 2, {1}))},
      {"a grid beside an AVIF's picture",
       avif_of({"av01", "grid", "av01"}, refer("dimg", 2, {3}))},
      {"an AVIF that moves",
       test::make_avif_sequence(
           {test::noise(64, 64, 4), test::noise(64, 64, 5)})},
      {"a format that is not known", "II*\0...."s},
      {"an SVG's picture", svg_with(bare_jpeg() + bare_jpeg())},
  };
  for (const auto& [name, bytes] : files) {
    CAPTURE(name);
    CHECK(carries(bytes));
  }
}
