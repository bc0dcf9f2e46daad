// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"

#include "audit/embedded/read.h"
#include "tests/audit/embedded/files.h"
#include "tests/audit/embedded/jumbf_writer.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::test;

namespace {

const std::string kGuid = "0123456789ABCDEF0123456789ABCDEF";
const std::string kManifest = big(24, 4) + "jumb" + "0123456789abcdef";

// "xmp:TEXT", "ext:TEXT" or "jumbf:TEXT" for each block; "PACKET" and
// "MANIFEST" stand for those above.
std::string shown(const std::string& file) {
  std::string text;
  for (const Block& block : find_blocks(file)) {
    text += (text.empty() ? "" : " | ");
    text += block.kind == BlockKind::xmp     ? "xmp:"
            : block.kind == BlockKind::jumbf ? "jumbf:"
                                             : "ext:";
    text += block.bytes == kProhibited ? "PACKET"
            : block.bytes == kManifest ? "MANIFEST"
                                       : block.bytes;
  }
  return text;
}

std::string with_guid(const std::string& guid) {
  return packet(
      "xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\" "
      "xmpNote:HasExtendedXMP=\"" +
      guid + "\"");
}

// The extended packet of a file whose first names the GUID.
std::string extended(const std::string& segments) {
  const std::string file = jpeg(jpeg_packet(with_guid(kGuid)) + segments);
  for (const Block& block : find_blocks(file))
    if (block.kind == BlockKind::xmp_extended) return block.bytes;
  return "none";
}

}  // namespace

TEST_CASE("Containers: where each format keeps its packet") {
  struct Row {
    const char* where;
    std::string file;
    const char* blocks;
  };
  const Row rows[] = {
      {"JPEG without any", jpeg(), ""},
      {"JPEG, APP1", jpeg(jpeg_packet(kProhibited)), "xmp:PACKET"},
      {"JPEG, APP1 behind others and fill bytes",
       jpeg(jpeg_segment(0xE0, "JFIF") + jpeg_segment(0xE1, "Exif") +
            "\xFF\xFF\xFF" + jpeg_packet(kProhibited)),
       "xmp:PACKET"},
      {"JPEG, behind the scan", jpeg() + jpeg_packet(kProhibited), ""},
      {"JPEG, APP11", jpeg(jpeg_box(1, 1, kManifest)), "jumbf:MANIFEST"},
      {"PNG without any", png(), ""},
      {"PNG, iTXt", png(itxt(kProhibited)), "xmp:PACKET"},
      {"PNG, iTXt compressed", png(itxt(kProhibited, true)), "xmp:PACKET"},
      {"PNG, iTXt of another keyword", png(png_piece("iTXt", kProhibited)), ""},
      {"PNG, behind the pixels", png() + itxt(kProhibited), "xmp:PACKET"},
      {"PNG, caBX", png(png_piece("caBX", kManifest)), "jumbf:MANIFEST"},
      {"WebP without any", webp(), ""},
      {"WebP", webp(riff_piece("XMP ", kProhibited)), "xmp:PACKET"},
      {"WebP, behind an odd chunk",
       webp(riff_piece("odd ", "123") + riff_piece("XMP ", kProhibited)),
       "xmp:PACKET"},
      {"WebP, C2PA", webp(riff_piece("C2PA", kManifest)), "jumbf:MANIFEST"},
      {"GIF without any", gif(), ""},
      {"GIF, unblocked with its trailer", gif(gif_packet(kProhibited)),
       "xmp:PACKET"},
      {"GIF, in sub-blocks", gif(gif_extension("XMP DataXMP", kProhibited)),
       "xmp:PACKET"},
      {"GIF, behind an animation's extension",
       gif(gif_extension("NETSCAPE2.0", "\x01") + gif_packet(kProhibited)),
       "xmp:PACKET"},
      {"GIF, behind a comment",
       gif(std::string("\x21\xFE\x03") + "abc" + '\0' +
           gif_packet(kProhibited)),
       "xmp:PACKET"},
      {"TIFF, Intel", tiff(kProhibited, true), "xmp:PACKET"},
      {"TIFF, Motorola", tiff(kProhibited, false), "xmp:PACKET"},
      {"TIFF without any", tiff("", true), ""},
      {"PDF, the newest version",
       pdf(pdf_packet(7, "<x:xmpmeta>old</x:xmpmeta>") +
               pdf_packet(7, "<x:xmpmeta>new</x:xmpmeta>"),
           "7 0"),
       "xmp:<x:xmpmeta>new</x:xmpmeta>"},
      {"PDF without any", "%PDF-1.7 %%EOF", ""},
      {"a format without metadata", "BM" + kProhibited, ""},
      {"nothing", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.where);
    CHECK(shown(row.file) == row.blocks);
  }
  const std::string c2pa{"C2PA_GIF\x01\0\0", 11};
  CHECK(shown(gif(gif_extension(c2pa, kManifest))) == "jumbf:MANIFEST");
}

TEST_CASE("Containers: the offset is the packet's place in the file") {
  for (const std::string& file :
       {jpeg(jpeg_packet(kProhibited)), png(itxt(kProhibited)),
        webp(riff_piece("XMP ", kProhibited)), gif(gif_packet(kProhibited)),
        tiff(kProhibited, true)}) {
    const auto blocks = find_blocks(file);
    REQUIRE(blocks.size() == 1);
    CHECK(file.substr(blocks[0].offset, kProhibited.size()) == kProhibited);
  }
}

TEST_CASE("Extended XMP is put together (XMP Part 3, section 1.1.3.1)") {
  const auto piece = [](std::uint32_t at, std::string_view part,
                        std::uint32_t length = 9) {
    return jpeg_extension(kGuid, length, at, part);
  };
  struct Row {
    const char* how;
    std::string segments;
    const char* packet;
  };
  const Row rows[] = {
      {"in one piece", piece(0, "abcdefghi"), "abcdefghi"},
      {"in order", piece(0, "abc") + piece(3, "def") + piece(6, "ghi"),
       "abcdefghi"},
      {"out of order", piece(6, "ghi") + piece(0, "abc") + piece(3, "def"),
       "abcdefghi"},
      {"the middle missing", piece(0, "abc") + piece(6, "ghi"), "abc"},
      {"the first missing", piece(3, "def") + piece(6, "ghi"), "none"},
      {"overlapping, the earlier counts",
       piece(0, "abcde") + piece(3, "XYfghi"), "abcdefghi"},
      {"twice", piece(0, "abc") + piece(0, "XYZ") + piece(3, "defghi"),
       "abcdefghi"},
      {"within another", piece(0, "abcdefghi") + piece(2, "XY"), "abcdefghi"},
      {"longer than it says", piece(0, "abcdefghijkl"), "abcdefghi"},
      {"shorter than it says", piece(0, "abc", 4'000'000'000u), "abc"},
      {"another GUID",
       jpeg_extension(std::string(32, 'F'), 3, 0, "abc") +
           piece(0, "abcdefghi"),
       "abcdefghi"},
      {"only another GUID", jpeg_extension(std::string(32, 'F'), 3, 0, "abc"),
       "none"},
      {"no part", piece(0, ""), "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.how);
    CHECK(extended(row.segments) == row.packet);
  }
  // Not named by the packet, or without one.
  CHECK(shown(jpeg(jpeg_packet(kProhibited) + piece(0, "abcdefghi"))) ==
        "xmp:PACKET");
  CHECK(shown(jpeg(piece(0, "abcdefghi"))).empty());
}

TEST_CASE("Extended XMP speaks for the file") {
  const std::string full = packet_of_word("DMI-PROHIBITED-AIMLTRAINING");
  const auto found = read_embedded(
      jpeg(jpeg_packet(with_guid(kGuid)) +
           jpeg_extension(kGuid, std::uint32_t(full.size()), 100,
                          std::string_view(full).substr(100)) +
           jpeg_extension(kGuid, std::uint32_t(full.size()), 0,
                          std::string_view(full).substr(0, 100))));
  CHECK(found.has_xmp);
  CHECK_FALSE(found.has_manifest);
  REQUIRE(found.signals.size() == 1);
  CHECK(found.signals[0].value == "DMI-PROHIBITED-AIMLTRAINING");
}

TEST_CASE("JUMBF is put together (ISO 19566-5, annex D)") {
  const std::string head = kManifest.substr(0, 8);
  const std::string long_head = big(1, 4) + "jumb" + big(32, 8);
  struct Row {
    const char* how;
    std::string segments;
    std::string blocks;
  };
  const Row rows[] = {
      {"two turns, the head repeated",
       jpeg_box(1, 1, kManifest.substr(0, 12)) +
           jpeg_box(1, 2, head + kManifest.substr(12)),
       "jumbf:MANIFEST"},
      {"out of order",
       jpeg_box(1, 2, head + kManifest.substr(12)) +
           jpeg_box(1, 1, kManifest.substr(0, 12)),
       "jumbf:MANIFEST"},
      {"two boxes", jpeg_box(1, 1, kManifest) + jpeg_box(2, 1, kManifest),
       "jumbf:MANIFEST | jumbf:MANIFEST"},
      {"long head",
       jpeg_box(1, 1, long_head + "01234567") +
           jpeg_box(1, 2, long_head + "89abcdef"),
       "jumbf:" + long_head + "0123456789abcdef"},
      {"second turn missing",
       jpeg_box(1, 1, kManifest.substr(0, 12)) +
           jpeg_box(1, 3, head + kManifest.substr(12)),
       "jumbf:" + kManifest.substr(0, 12)},
      {"first turn missing", jpeg_box(1, 2, kManifest), ""},
      {"more than it says", jpeg_box(1, 1, kManifest + "more"),
       "jumbf:MANIFEST"},
      {"another box", jpeg_box(1, 1, big(16, 4) + "xml 12345678"), ""},
      {"no box", jpeg_segment(0xEB, "JP"), ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.how);
    CHECK(shown(jpeg(row.segments)) == row.blocks);
  }
}

TEST_CASE("A manifest speaks for the file, a box that is none does not") {
  namespace writer = veto::embedded::testing;
  const std::string store = writer::store(writer::manifest(
      "urn:a",
      writer::mining("cawg.training-mining",
                     {{"cawg.ai_training", writer::cbor_use("notAllowed")}})));
  for (const std::string& file :
       {jpeg(jpeg_box(1, 1, store)), png(png_piece("caBX", store)),
        webp(riff_piece("C2PA", store))}) {
    const Embedded found = read_embedded(file);
    CHECK(found.has_manifest);
    CHECK_FALSE(found.has_xmp);
    REQUIRE(found.signals.size() == 1);
    CHECK(found.signals[0].family == signals::Family::training_mining);
    CHECK(file.substr(found.signals[0].offset)
              .starts_with(writer::mining(
                  "cawg.training-mining",
                  {{"cawg.ai_training", writer::cbor_use("notAllowed")}})));
  }
  CHECK_FALSE(read_embedded(jpeg(jpeg_box(1, 1, kManifest))).has_manifest);
}
