// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/exif_block.h"

#include "audit/embedded/jpeg_segments.h"
#include "audit/embedded/png_chunks.h"
#include "audit/embedded/riff_chunks.h"

namespace veto::faces {
namespace {

using std::string_view_literals::operator""sv;

constexpr auto kMark = "Exif\0\0"sv;
constexpr std::uint8_t kApp1 = 0xE1;

// Some writers leave JPEG's mark in place elsewhere too.
std::string_view without_mark(std::string_view body) {
  if (body.starts_with(kMark)) body.remove_prefix(kMark.size());
  return body;
}

std::string_view exif_of_jpeg(std::string_view jpeg) {
  embedded::JpegSegmentReader segments(jpeg);
  while (const auto segment = segments.next()) {
    if (segment->marker == kApp1 && segment->body.starts_with(kMark))
      return without_mark(segment->body);
  }
  return {};
}

std::string_view exif_of_png(std::string_view png) {
  embedded::PngChunkReader chunks(png);
  while (const auto chunk = chunks.next()) {
    if (chunk->type == "eXIf" && !chunk->cut) return chunk->body;
  }
  return {};
}

std::string_view exif_of_webp(std::string_view webp) {
  embedded::RiffChunkReader chunks(webp);
  while (const auto chunk = chunks.next()) {
    if (chunk->type == "EXIF") return without_mark(chunk->body);
  }
  return {};
}

}  // namespace

std::string_view exif_block(std::string_view bytes, std::string_view format) {
  if (format == "jpeg") return exif_of_jpeg(bytes);
  if (format == "png") return exif_of_png(bytes);
  if (format == "webp") return exif_of_webp(bytes);
  return {};
}

}  // namespace veto::faces
