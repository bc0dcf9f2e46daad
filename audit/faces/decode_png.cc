// SPDX-License-Identifier: GPL-3.0-or-later
//
// libpng is shown only the chunks that pixels depend on. The others (profiles,
// texts, EXIF) are where it allocates what a chunk claims to hold, up to 2 GB
// for a file of a hundred bytes, and its simplified interface takes no limits.
#include <png.h>

#include <algorithm>
#include <array>
#include <string>

#include "audit/faces/codecs.h"
#include "audit/faces/exif.h"

namespace veto::faces {
namespace {

constexpr std::uint8_t kWhite = 255;
constexpr std::size_t kSignature = 8;
constexpr std::size_t kChunkFrame = 12;  // length, type, checksum

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(at, 4)) value = value << 8 | std::uint8_t(c);
  return value;
}

bool is_needed(std::string_view type) {
  constexpr std::array<std::string_view, 3> kAncillary = {"tRNS", "gAMA",
                                                          "sRGB"};
  const bool critical = (std::uint8_t(type[0]) & 0x20) == 0;
  return critical || std::ranges::count(kAncillary, type) > 0;
}

struct PngReader {
  png_image image{};

  PngReader() { image.version = PNG_IMAGE_VERSION; }
  ~PngReader() { png_image_free(&image); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  bool open(std::string_view bytes) {
    return png_image_begin_read_from_memory(&image, bytes.data(),
                                            bytes.size()) != 0;
  }
  std::unexpected<Error> failed() const {
    return fail(ErrorKind::damaged, image.message);
  }
};

}  // namespace

std::string needed_png_chunks(std::string_view png) {
  std::string kept(png.substr(0, kSignature));
  for (std::size_t at = kSignature; at + kChunkFrame <= png.size();) {
    const std::uint64_t size = std::uint64_t{number_at(png, at)} + kChunkFrame;
    const std::string_view type = png.substr(at + 4, 4);
    const bool whole = size <= png.size() - at;
    if (!whole && type != "IDAT") break;
    if (is_needed(type)) kept += png.substr(at, std::size_t(size));
    if (!whole) break;
    at += std::size_t(size);
  }
  return kept;
}

// IHDR comes first (PNG, section 5.6); its other fields are libpng's to check.
Result<ImageHeader> read_png_header(std::string_view bytes) {
  constexpr std::uint32_t kMaxSide = 0x7FFFFFFF;
  if (bytes.size() < kSignature + 16 || bytes.substr(12, 4) != "IHDR") {
    return fail(ErrorKind::damaged, "no header");
  }
  const std::uint32_t width = number_at(bytes, kSignature + 8);
  const std::uint32_t height = number_at(bytes, kSignature + 12);
  if (width == 0 || height == 0 || width > kMaxSide || height > kMaxSide) {
    return fail(ErrorKind::damaged, "no size");
  }
  return ImageHeader{"png", int(width), int(height), png_orientation(bytes)};
}

Status decode_png(DecodeTask& task) {
  const std::string chunks = needed_png_chunks(task.bytes);
  PngReader reader;
  if (!reader.open(chunks)) return reader.failed();
  reader.image.format = PNG_FORMAT_BGR;
  // Without this, 16 bits without a gamma are taken for linear light.
  reader.image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  const int width = int(reader.image.width);
  const int height = int(reader.image.height);
  Frame frame{0, width, height, Bitmap(width, height, kWhite)};
  const png_color white{kWhite, kWhite, kWhite};
  if (png_image_finish_read(&reader.image, &white, frame.pixels.bgr.data(), 0,
                            nullptr) == 0) {
    // Rows that came before the damage are in place; the rest is still white.
    if (std::ranges::all_of(frame.pixels.bgr,
                            [](std::uint8_t v) { return v == kWhite; })) {
      return reader.failed();
    }
    task.truncated = true;
  }
  return task.sink(std::move(frame));
}

}  // namespace veto::faces
