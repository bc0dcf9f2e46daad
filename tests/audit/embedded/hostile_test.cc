// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"
#include "audit/embedded/read.h"
#include "tests/audit/embedded/files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::test;
using std::string_literals::operator""s;

namespace {

std::string repeated(const std::string& piece, int times) {
  std::string all;
  all.reserve(piece.size() * std::size_t(times));
  for (int i = 0; i < times; ++i) all += piece;
  return all;
}

}  // namespace

TEST_CASE("Hostile files: cut anywhere, no byte outside is read") {
  const std::string mime = full_box(
      "infe", 2, big(1, 2) + big(0, 2) + "mime\0application/rdf+xml\0"s);
  for (const std::string& file :
       {jpeg(jpeg_packet(kProhibited) + jpeg_box(1, 1, big(9, 4) + "jumb1")),
        png(itxt(kProhibited, true)), webp(riff_piece("XMP ", kProhibited)),
        gif(gif_packet(kProhibited)), tiff(kProhibited, true),
        tiff(kProhibited, false),
        heif("avif",
             full_box("iinf", 0, big(1, 2) + mime) +
                 full_box("iloc", 0,
                          big(0x4400, 2) + big(1, 2) + big(1, 2) + big(0, 2) +
                              big(1, 2) + big(0, 4) + big(0, 4)))}) {
    CHECK(!find_blocks(file).empty());
    for (std::size_t size = 0; size < file.size(); ++size) {
      // In memory of its own, so that a sanitizer sees the end.
      const std::vector<char> cut(file.data(), file.data() + size);
      for (const Block& block : find_blocks({cut.data(), cut.size()}))
        CHECK(block.offset <= size);
    }
  }
}

TEST_CASE("Hostile files: a million pieces take linear time and memory") {
  constexpr int kMany = 1'000'000;
  const std::string guid(32, 'A');
  const std::string named = jpeg_packet(
      packet("xmlns:n=\"http://ns.adobe.com/xmp/note/\" n:HasExtendedXMP=\"" +
             guid + "\""));
  CHECK(find_blocks(jpeg(repeated(jpeg_segment(0xE1, ""), kMany))).empty());
  CHECK(find_blocks(jpeg(repeated("\xFF", kMany))).empty());
  CHECK(find_blocks(
            jpeg(named + repeated(jpeg_extension(guid, 9, 0, "a"), kMany / 10)))
            .size() == 2);
  CHECK(find_blocks(jpeg(repeated(jpeg_packet(kProhibited), 10'000))).size() ==
        kMaxBlocks);
  std::string boxes;
  for (int i = 0; i < kMany / 10; ++i)
    boxes += jpeg_box(i & 0xFFFF, 1, big(9, 4) + "jumb1");
  CHECK(find_blocks(jpeg(boxes)).size() == kMaxBlocks);
  CHECK(find_blocks(png(repeated(png_piece("iTXt", ""), kMany))).empty());
  CHECK(find_blocks(webp(repeated(riff_piece("XMP ", ""), kMany))).empty());
  CHECK(find_blocks(gif(repeated("\x21\xFE\0"s, kMany))).empty());
  CHECK(find_blocks(heif("avif", repeated(big(8, 4) + "free", kMany))).empty());
  CHECK(find_blocks(heif("avif", "", repeated(big(8, 4) + "uuid", kMany)))
            .empty());
}

TEST_CASE("Hostile files: what inflates beyond the bound is left out") {
  const std::string bomb(kMaxPacketBytes + 1, ' ');
  CHECK(find_blocks(png(itxt(bomb, true))).empty());
  // Nor is it tried again and again.
  CHECK(find_blocks(png(repeated(itxt(bomb, true), 2000))).empty());
  CHECK(find_blocks(png(itxt("\x01garbage"))).size() == 1);
}

TEST_CASE("Hostile files: directories in a circle") {
  std::string circle = tiff(kProhibited, true);
  const std::string first = circle.substr(4, 4);
  circle.replace(circle.size() - 4, 4, first);
  CHECK(find_blocks(circle).size() == 1);
}

TEST_CASE("Hostile packets: depth, declarations, names, values") {
  const auto said = [](const std::string& elements) {
    return read_embedded(jpeg(jpeg_packet(packet("", elements)))).signals;
  };
  // JPEG holds 64 kB; PNG what one likes.
  const auto said_in_png = [](const std::string& packet) {
    return read_embedded(png(itxt(packet))).signals;
  };
  CHECK(said(repeated("<plus:x>", 100) + repeated("</plus:x>", 100)).size() ==
        1);  // mentions PLUS, cannot be read
  std::string declarations;
  for (int i = 0; i < 50'000; ++i)
    declarations += " xmlns:n" + std::to_string(i) + "=\"urn:x\"";
  CHECK(said_in_png(packet(declarations + " tdm:reservation=\"1\"")).size() ==
        1);
  CHECK(said_in_png(packet("", repeated("<plus:DataMining>x</plus:DataMining>",
                                        200'000)))
            .size() == 1);
  CHECK(said_in_png(packet("", "<plus:DataMining>" +
                                   repeated("x<plus:y/>", 200'000) +
                                   "</plus:DataMining>"))
            .empty());
}
