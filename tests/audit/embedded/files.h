// SPDX-License-Identifier: GPL-3.0-or-later
//
// Image files of a few bytes, put together by hand: their structure is right,
// their pixels are hardly there.

#ifndef VETO_TESTS_AUDIT_EMBEDDED_FILES_H_
#define VETO_TESTS_AUDIT_EMBEDDED_FILES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace veto::test {

std::string big(std::uint64_t value, int width);
std::string little(std::uint64_t value, int width);

// A packet with these properties: attributes of rdf:Description, and elements
// within it. Declares rdf, plus, tdm and Iptc4xmpExt.
std::string packet(std::string_view attributes, std::string_view elements = "");
// One with plus:DataMining and that word of the vocabulary.
std::string packet_of_word(std::string_view word);
extern const std::string kProhibited;  // with "DMI-PROHIBITED"

// A segment with its length; a file of such segments, a frame and a scan.
std::string jpeg_segment(int marker, std::string_view body);
std::string jpeg(std::string_view segments = "");
std::string jpeg_packet(std::string_view packet);
std::string jpeg_extension(std::string_view guid, std::uint32_t length,
                           std::uint32_t offset, std::string_view part);
// APP11 with a part of a box, whose head is in `part`.
std::string jpeg_box(int instance, std::uint32_t turn, std::string_view part);

std::string png_piece(std::string_view type, std::string_view body);
std::string png(std::string_view chunks = "");
std::string itxt(std::string_view text, bool compressed = false);

std::string riff_piece(std::string_view type, std::string_view body);
std::string webp(std::string_view chunks = "");

std::string gif(std::string_view extensions = "");
std::string gif_packet(std::string_view packet);
std::string gif_extension(std::string_view name, std::string_view body);

// One directory; the packet in tag 700, or none where it is empty.
std::string tiff(std::string_view packet, bool little_endian);

std::string iso_box(std::string_view type, std::string_view body);
std::string full_box(std::string_view type, int version, std::string_view body);
// ftyp with that brand, the boxes given in a meta box, then those behind it.
std::string heif(std::string_view brand, std::string_view in_meta = "",
                 std::string_view behind = "");

// An object with a packet as its stream; a PDF of such objects, with a catalog
// that names one of them ("12 0"; "" for none).
std::string pdf_packet(int number, std::string_view packet);
std::string pdf(std::string_view objects, std::string_view named = "");

struct ZipFile {
  std::string name;
  std::string bytes;
  bool deflated = false;
};
std::string zip(const std::vector<ZipFile>& files);
// With that package document.
std::string epub(std::string_view package, bool deflated = false);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_EMBEDDED_FILES_H_
