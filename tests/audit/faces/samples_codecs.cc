// SPDX-License-Identifier: GPL-3.0-or-later
//
// The makers among the samples: libjpeg and libpng as an author would use
// them. Their default error handlers end the test program.
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>
#include <png.h>

#include "tests/audit/faces/samples.h"

namespace veto::test {
namespace {

using faces::Bitmap;

bool has_inks(JpegKind kind) {
  return kind == JpegKind::cmyk || kind == JpegKind::plain_cmyk ||
         kind == JpegKind::ycck;
}

void set_colours(jpeg_compress_struct& info, JpegKind kind) {
  info.input_components = has_inks(kind) ? 4 : 3;
  info.in_color_space = has_inks(kind) ? JCS_CMYK : JCS_EXT_BGR;
  jpeg_set_defaults(&info);
  if (kind == JpegKind::gray) jpeg_set_colorspace(&info, JCS_GRAYSCALE);
  if (has_inks(kind)) {
    jpeg_set_colorspace(&info, kind == JpegKind::ycck ? JCS_YCCK : JCS_CMYK);
  }
  if (kind == JpegKind::plain_cmyk) info.write_Adobe_marker = FALSE;
  if (kind == JpegKind::progressive) jpeg_simple_progression(&info);
  jpeg_set_quality(&info, 95, TRUE);
}

// All colour in three inks, none in black; Adobe's way round is inverted.
std::string jpeg_row(const Bitmap& picture, int y, JpegKind kind) {
  std::string row;
  const char flip = kind == JpegKind::plain_cmyk ? char(0xFF) : char(0);
  for (int x = 0; x < picture.width; ++x) {
    const std::uint8_t* bgr = picture.at(x, y);
    if (!has_inks(kind)) {
      row.append(reinterpret_cast<const char*>(bgr), 3);
      continue;
    }
    for (const int value : {int(bgr[2]), int(bgr[1]), int(bgr[0]), 255}) {
      row += char(char(value) ^ flip);
    }
  }
  return row;
}

struct PngForm {
  int depth = 8;
  int colour = PNG_COLOR_TYPE_RGB;
  int interlace = PNG_INTERLACE_NONE;
};

PngForm form_of(PngKind kind) {
  switch (kind) {
    case PngKind::rgb:
      return {};
    case PngKind::rgb16:
      return {16, PNG_COLOR_TYPE_RGB, 0};
    case PngKind::rgba:
      return {8, PNG_COLOR_TYPE_RGBA, 0};
    case PngKind::gray16:
      return {16, PNG_COLOR_TYPE_GRAY, 0};
    case PngKind::palette:
      return {8, PNG_COLOR_TYPE_PALETTE, 0};
    case PngKind::palette1:
      return {1, PNG_COLOR_TYPE_PALETTE, 0};
    case PngKind::interlaced:
      return {8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_ADAM7};
  }
  std::abort();
}

// The palette: a colour's index has bit 0 for red, 1 for green, 2 for blue.
void set_palette(png_structp png, png_infop info, PngKind kind) {
  png_color colours[8];
  for (int i = 0; i < 8; ++i) {
    colours[i] = {png_byte(i & 1 ? 255 : 0), png_byte(i & 2 ? 255 : 0),
                  png_byte(i & 4 ? 255 : 0)};
  }
  if (kind == PngKind::palette1) colours[1] = {255, 255, 255};
  png_set_PLTE(png, info, colours, kind == PngKind::palette1 ? 2 : 8);
}

int palette_index(const std::uint8_t* bgr) {
  return (bgr[2] > 127 ? 1 : 0) | (bgr[1] > 127 ? 2 : 0) |
         (bgr[0] > 127 ? 4 : 0);
}

std::string png_pixel(const Bitmap& picture, int x, int y, PngKind kind) {
  const std::uint8_t* p = picture.at(x, y);
  const char b = char(p[0]), g = char(p[1]), r = char(p[2]);
  switch (kind) {
    case PngKind::rgb16:
      return {r, r, g, g, b, b};
    case PngKind::gray16:
      return {g, g};
    case PngKind::palette:
      return {char(palette_index(p))};
    case PngKind::rgba:
      return {r, g, b, char(x < picture.width / 2 ? 255 : 0)};
    default:
      return {r, g, b};
  }
}

std::string png_row(const Bitmap& picture, int y, PngKind kind) {
  std::string row;
  if (kind == PngKind::palette1) {
    row.assign(std::size_t(picture.width + 7) / 8, '\0');
    for (int x = 0; x < picture.width; ++x) {
      if (palette_index(picture.at(x, y)) == 7) {
        row[std::size_t(x) / 8] |= char(0x80 >> (x % 8));
      }
    }
    return row;
  }
  for (int x = 0; x < picture.width; ++x) row += png_pixel(picture, x, y, kind);
  return row;
}

void append(png_structp png, png_bytep bytes, png_size_t size) {
  static_cast<std::string*>(png_get_io_ptr(png))
      ->append(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace

std::string make_jpeg(const Bitmap& picture, JpegKind kind) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &bytes, &size);
  info.image_width = JDIMENSION(picture.width);
  info.image_height = JDIMENSION(picture.height);
  set_colours(info, kind);
  jpeg_start_compress(&info, TRUE);
  for (int y = 0; y < picture.height; ++y) {
    std::string row = jpeg_row(picture, y, kind);
    auto* samples = reinterpret_cast<JSAMPROW>(row.data());
    jpeg_write_scanlines(&info, &samples, 1);
  }
  jpeg_finish_compress(&info);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  jpeg_destroy_compress(&info);
  std::free(bytes);
  return file;
}

std::string make_png(const Bitmap& picture, PngKind kind) {
  std::string file;
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &file, append, [](png_structp) {});
  const PngForm form = form_of(kind);
  png_set_IHDR(png, info, png_uint_32(picture.width),
               png_uint_32(picture.height), form.depth, form.colour,
               form.interlace, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  if (form.colour == PNG_COLOR_TYPE_PALETTE) set_palette(png, info, kind);
  png_write_info(png, info);
  const int passes = png_set_interlace_handling(png);
  for (int pass = 0; pass < passes; ++pass) {
    for (int y = 0; y < picture.height; ++y) {
      const std::string row = png_row(picture, y, kind);
      png_write_row(png, reinterpret_cast<png_const_bytep>(row.data()));
    }
  }
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return file;
}

}  // namespace veto::test
