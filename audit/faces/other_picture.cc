// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/other_picture.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "audit/embedded/jpeg_segments.h"
#include "audit/embedded/png_chunks.h"
#include "audit/embedded/tiff.h"
#include "audit/faces/data_url.h"
#include "audit/faces/exif_block.h"
#include "audit/faces/sniff.h"
#include "audit/faces/svg_images.h"

namespace veto::faces {
namespace {

using std::string_view_literals::operator""sv;

// Longer than the texts people write, shorter than the smallest thumbnail.
constexpr std::size_t kMaxPngText = 1024;

// Anywhere but at the file's own beginning.
constexpr std::array kBeginnings = {
    "\xFF\xD8\xFF"sv, embedded::kPngSignature, "GIF89a"sv, "GIF87a"sv,
    "/9j/"sv,         "iVBORw0KGgo"sv,
};

bool holds_a_beginning(std::string_view bytes) {
  return std::ranges::any_of(kBeginnings, [&](std::string_view beginning) {
    return bytes.find(beginning, 1) != std::string_view::npos;
  });
}

bool exif_has_thumbnail(std::string_view bytes, std::string_view format) {
  const auto tiff = embedded::Tiff::open(exif_block(bytes, format));
  return tiff && tiff->next_directory(tiff->first_directory()) != 0;
}

bool segment_has_thumbnail(std::string_view body) {
  if (body.starts_with("JFXX\0"sv)) return true;
  // JFIF 1.02: width and height of its thumbnail.
  if (body.starts_with("JFIF\0"sv) && body.size() >= 14)
    return body[12] != 0 || body[13] != 0;
  return body.contains("8BIM\x04\x09"sv) || body.contains("8BIM\x04\x0C"sv);
}

bool jpeg_carries(std::string_view bytes) {
  // Some servers and editors fill up with zeros or a line feed.
  const auto end = bytes.find_last_not_of("\0\r\n "sv);
  if (!bytes.substr(0, end + 1).ends_with("\xFF\xD9"sv)) return true;
  embedded::JpegSegmentReader segments(bytes);
  while (const auto segment = segments.next())
    if (segment_has_thumbnail(segment->body)) return true;
  return false;
}

bool png_carries(std::string_view bytes) {
  constexpr std::array kWithoutPicture = {
      "IHDR"sv, "PLTE"sv, "IDAT"sv, "IEND"sv, "tRNS"sv, "gAMA"sv, "cHRM"sv,
      "sRGB"sv, "sBIT"sv, "bKGD"sv, "pHYs"sv, "tIME"sv, "hIST"sv, "iCCP"sv,
      "cICP"sv, "acTL"sv, "fcTL"sv, "fdAT"sv, "eXIf"sv};
  embedded::PngChunkReader chunks(bytes);
  std::size_t size = embedded::kPngSignature.size();
  while (const auto chunk = chunks.next()) {
    size += chunk->all.size();
    if (chunk->cut) return true;
    if (std::ranges::find(kWithoutPicture, chunk->type) ==
            kWithoutPicture.end() &&
        chunk->body.size() > kMaxPngText)
      return true;
    if (chunk->type == "IEND") break;
  }
  return size != bytes.size();
}

bool webp_carries(std::string_view bytes) {
  if (bytes.size() < 12) return true;
  std::uint64_t size = 0;
  for (int i = 7; i >= 4; --i) size = size << 8 | std::uint8_t(bytes[i]);
  return bytes.size() > size + 8 + 1;
}

bool svg_carries(std::string_view bytes) {
  const SvgImages images = find_svg_images(bytes);
  return images.more ||
         std::ranges::any_of(images.urls, [](std::string_view url) {
           const auto raster = decode_data_url(attribute_text(url));
           return !raster || sniff(*raster).starts_with("svg") ||
                  may_carry_another_picture(*raster, sniff(*raster));
         });
}

}  // namespace

bool may_carry_another_picture(std::string_view bytes,
                               std::string_view format) {
  if (format == "svg") return svg_carries(bytes);
  if (holds_a_beginning(bytes) || exif_has_thumbnail(bytes, format))
    return true;
  if (format == "jpeg") return jpeg_carries(bytes);
  if (format == "png") return png_carries(bytes);
  if (format == "webp") return webp_carries(bytes);
  if (format == "gif") return !bytes.ends_with(';');
  if (format == "avif") return bytes.contains("thmb"sv);
  return true;
}

}  // namespace veto::faces
