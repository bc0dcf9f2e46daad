// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/samples.h"

#include <zlib.h>

#include <random>

#include "tests/support.h"

namespace veto::test {
namespace {

using faces::Bitmap;

char colour_of(const std::uint8_t* bgr) {
  const auto is = [bgr](int b, int g, int r) {
    const int want[] = {b, g, r};
    for (int c = 0; c < 3; ++c) {
      if (std::abs(bgr[c] - want[c]) > 24) return false;
    }
    return true;
  };
  if (is(0, 0, 255)) return 'R';
  if (is(0, 255, 0)) return 'G';
  if (is(255, 0, 0)) return 'B';
  if (is(255, 255, 255)) return 'W';
  return is(0, 0, 0) ? 'K' : '?';
}

}  // namespace

std::string big_endian(unsigned value, int width) {
  std::string bytes;
  for (int i = width - 1; i >= 0; --i) bytes += char(value >> (8 * i) & 0xFF);
  return bytes;
}

std::string png_chunk(const std::string& type, std::string_view body) {
  const std::string checked = type + std::string(body);
  const unsigned crc = unsigned(crc32(
      0, reinterpret_cast<const Bytef*>(checked.data()), uInt(checked.size())));
  return big_endian(unsigned(body.size()), 4) + checked + big_endian(crc, 4);
}

Bitmap quarters(int width, int height) {
  Bitmap picture(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool right = x >= width / 2;
      const bool low = y >= height / 2;
      std::uint8_t* pixel = picture.at(x, y);
      pixel[0] = low ? 255 : 0;
      pixel[1] = right ? 255 : 0;
      pixel[2] = low == right ? 255 : 0;
    }
  }
  return picture;
}

Bitmap noise(int width, int height, unsigned seed) {
  Bitmap picture(width, height);
  std::mt19937 random(seed);
  for (std::uint8_t& value : picture.bgr) value = std::uint8_t(random() >> 8);
  return picture;
}

std::string corners(const Bitmap& picture) {
  // A little inside, where a JPEG's blocks are one colour.
  const int left = 2, top = 2;
  const int right = picture.width - 3, bottom = picture.height - 3;
  return {colour_of(picture.at(left, top)), colour_of(picture.at(right, top)),
          colour_of(picture.at(left, bottom)),
          colour_of(picture.at(right, bottom))};
}

std::string tiff_with_orientation(int orientation, bool little_endian) {
  // Header, one entry of twelve bytes, no next directory.
  const auto number = [&](unsigned value, int width) {
    std::string bytes = big_endian(value, width);
    return little_endian ? std::string(bytes.rbegin(), bytes.rend()) : bytes;
  };
  return (little_endian ? "II" : "MM") + number(42, 2) + number(8, 4) +
         number(1, 2) + number(0x0112, 2) + number(3, 2) + number(1, 4) +
         number(unsigned(orientation), 2) + number(0, 2) + number(0, 4);
}

std::string with_exif_jpeg(std::string_view jpeg, std::string_view tiff) {
  const std::string body = std::string("Exif\0\0", 6) + std::string(tiff);
  return std::string(jpeg.substr(0, 2)) + "\xFF\xE1" +
         big_endian(unsigned(body.size() + 2), 2) + body +
         std::string(jpeg.substr(2));
}

std::string with_exif_png(std::string_view png, std::string_view tiff) {
  constexpr std::size_t kAfterHeader = 8 + 25;
  return std::string(png.substr(0, kAfterHeader)) + png_chunk("eXIf", tiff) +
         std::string(png.substr(kAfterHeader));
}

std::string claim_jpeg_size(std::string jpeg, int width, int height) {
  const std::size_t frame = jpeg.find("\xFF\xC0");
  REQUIRE(frame != std::string::npos);
  jpeg.replace(
      frame + 5, 4,
      big_endian(unsigned(height), 2) + big_endian(unsigned(width), 2));
  return jpeg;
}

std::string claim_png_size(std::string png, unsigned width, unsigned height) {
  const std::string body =
      big_endian(width, 4) + big_endian(height, 4) + png.substr(24, 5);
  return png.replace(8, 25, png_chunk("IHDR", body));
}

}  // namespace veto::test
