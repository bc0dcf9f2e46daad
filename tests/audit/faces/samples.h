// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures made by the codec libraries, so that every form of file a decoder
// must read has a known content.

#ifndef VETO_TESTS_AUDIT_FACES_SAMPLES_H_
#define VETO_TESTS_AUDIT_FACES_SAMPLES_H_

#include <string>
#include <string_view>

#include "audit/faces/bitmap.h"

namespace veto::test {

// Four quarters: red and green above, blue and white below.
faces::Bitmap quarters(int width, int height);
// Random pixels, the same for the same seed.
faces::Bitmap noise(int width, int height, unsigned seed);

// One letter a corner, top left, top right, bottom left, bottom right: R, G,
// B, W, K (black), or ? for anything else.
std::string corners(const faces::Bitmap& picture);

enum class JpegKind { colour, gray, cmyk, plain_cmyk, ycck, progressive };
std::string make_jpeg(const faces::Bitmap& picture,
                      JpegKind kind = JpegKind::colour);

enum class WebpKind { lossy, lossless, rgba };  // rgba: as of PNG below
std::string make_webp(const faces::Bitmap& picture, WebpKind kind);

enum class PngKind { rgb, rgb16, rgba, gray16, palette, palette1, interlaced };
// rgba: the right half is wholly transparent; palette1: black and white at one
// bit a pixel, white where the picture is white.
std::string make_png(const faces::Bitmap& picture, PngKind kind);

// An EXIF block's TIFF part that holds the orientation alone.
std::string tiff_with_orientation(int orientation, bool little_endian);
// The file with that block put in where it belongs.
std::string with_exif_jpeg(std::string_view jpeg, std::string_view tiff);
std::string with_exif_png(std::string_view png, std::string_view tiff);
std::string with_exif_webp(std::string_view webp, std::string_view tiff);

std::string big_endian(unsigned value, int width);
// With length and checksum.
std::string png_chunk(const std::string& type, std::string_view body);

// The same file whose header claims another size; a PNG's checksum is right.
std::string claim_jpeg_size(std::string jpeg, int width, int height);
std::string claim_png_size(std::string png, unsigned width, unsigned height);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_SAMPLES_H_
