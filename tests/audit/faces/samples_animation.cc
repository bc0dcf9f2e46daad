// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/samples_animation.h"

#include <gif_lib.h>
#include <webp/encode.h>
#include <webp/mux.h>
#include <zlib.h>

#include <array>

#include "tests/audit/faces/samples.h"
#include "tests/support.h"

namespace veto::test {
namespace {

using faces::Bitmap;
using faces::Disposal;

constexpr int kCanvas = 64;
constexpr int kTransparentIndex = 3;

int append_gif(GifFileType* gif, const GifByteType* bytes, int size) {
  static_cast<std::string*>(gif->UserData)
      ->append(reinterpret_cast<const char*>(bytes), std::size_t(size));
  return size;
}

// Bit 0 of an index for red, 1 for green, 2 for blue.
GifPixelType gif_index(std::string_view bgra) {
  if (bgra[3] == 0) return kTransparentIndex;
  return GifPixelType((bgra[2] != 0 ? 1 : 0) | (bgra[1] != 0 ? 2 : 0) |
                      (bgra[0] != 0 ? 4 : 0));
}

void put_gif_control(GifFileType* gif, const AnimationStep& step) {
  const int mode = step.disposal == Disposal::clear     ? DISPOSE_BACKGROUND
                   : step.disposal == Disposal::restore ? DISPOSE_PREVIOUS
                                                        : DISPOSE_DO_NOT;
  const GraphicsControlBlock control{
      mode, false, 10,
      step.fill == 'T' ? kTransparentIndex : NO_TRANSPARENT_COLOR};
  std::array<GifByteType, 4> block{};
  EGifGCBToExtension(&control, block.data());
  EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, int(block.size()),
                   block.data());
}

void put_gif_rows(GifFileType* gif, const AnimationStep& step, int first,
                  int distance) {
  const std::string pixels = animation_pixels(step);
  for (int y = first; y < step.area.h; y += distance) {
    std::vector<GifPixelType> row;
    for (int x = 0; x < step.area.w; ++x) {
      row.push_back(gif_index(std::string_view(pixels).substr(
          std::size_t(y * step.area.w + x) * 4)));
    }
    REQUIRE(EGifPutLine(gif, row.data(), step.area.w) == GIF_OK);
  }
}

std::string png_rows(const AnimationStep& step) {
  const std::string pixels = animation_pixels(step);
  std::string rows;
  for (std::size_t i = 0; i < pixels.size(); i += 4) {
    if (i % (std::size_t(step.area.w) * 4) == 0) rows += '\0';  // no filter
    rows += {pixels[i + 2], pixels[i + 1], pixels[i], pixels[i + 3]};
  }
  uLongf size = compressBound(rows.size());
  std::string packed(size, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &size,
           reinterpret_cast<const Bytef*>(rows.data()), rows.size());
  packed.resize(size);
  return packed;
}

std::string frame_control(unsigned sequence, const AnimationStep& step) {
  std::string body = big_endian(sequence, 4);
  for (const int value : {step.area.w, step.area.h, step.area.x, step.area.y}) {
    body += big_endian(unsigned(value), 4);
  }
  body += big_endian(1, 2) + big_endian(10, 2);
  body += char(step.disposal);
  body += char(step.over ? 1 : 0);
  return png_chunk("fcTL", body);
}

std::string encode_webp(const std::string& bgra, int width, int height,
                        bool lossless) {
  std::uint8_t* bytes = nullptr;
  const auto* pixels = reinterpret_cast<const std::uint8_t*>(bgra.data());
  const std::size_t size =
      lossless
          ? WebPEncodeLosslessBGRA(pixels, width, height, width * 4, &bytes)
          : WebPEncodeBGRA(pixels, width, height, width * 4, 90, &bytes);
  REQUIRE(size > 0);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  WebPFree(bytes);
  return file;
}

WebPData webp_data(std::string_view bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

std::string assembled(WebPMux* mux) {
  WebPData file;
  WebPDataInit(&file);
  REQUIRE(WebPMuxAssemble(mux, &file) == WEBP_MUX_OK);
  std::string bytes(reinterpret_cast<const char*>(file.bytes), file.size);
  WebPDataClear(&file);
  WebPMuxDelete(mux);
  return bytes;
}

}  // namespace

std::string animation_pixels(const AnimationStep& step) {
  const Bitmap picture = step.fill == 'Q' ? quarters(step.area.w, step.area.h)
                                          : Bitmap(step.area.w, step.area.h);
  std::string pixels;
  for (std::size_t i = 0; i < picture.bgr.size(); i += 3) {
    pixels.append(reinterpret_cast<const char*>(&picture.bgr[i]), 3);
    pixels += char(step.fill == 'T' ? 0 : 255);
  }
  return pixels;
}

std::string make_gif(const Animation& steps, bool interlaced, int width,
                     int height) {
  std::string file;
  GifFileType* gif = EGifOpen(&file, append_gif, nullptr);
  REQUIRE(gif != nullptr);
  EGifSetGifVersion(gif, true);
  std::array<GifColorType, 8> colours;
  for (unsigned i = 0; i < colours.size(); ++i) {
    colours[i] = {GifByteType(i & 1 ? 255 : 0), GifByteType(i & 2 ? 255 : 0),
                  GifByteType(i & 4 ? 255 : 0)};
  }
  ColorMapObject* map = GifMakeMapObject(8, colours.data());
  EGifPutScreenDesc(gif, width, height, 8, 0, map);
  for (const AnimationStep& step : steps) {
    put_gif_control(gif, step);
    EGifPutImageDesc(gif, step.area.x, step.area.y, step.area.w, step.area.h,
                     interlaced, nullptr);
    if (!interlaced) {
      put_gif_rows(gif, step, 0, 1);
      continue;
    }
    for (const auto& [first, distance] :
         {std::pair{0, 8}, {4, 8}, {2, 4}, {1, 2}}) {
      put_gif_rows(gif, step, first, distance);
    }
  }
  GifFreeMapObject(map);
  EGifCloseFile(gif, nullptr);
  return file;
}

std::string make_apng(const Animation& steps, bool hidden) {
  std::string file = "\x89PNG\r\n\x1A\n";
  file += png_chunk("IHDR", big_endian(kCanvas, 4) + big_endian(kCanvas, 4) +
                                std::string("\x08\x06\0\0\0", 5));
  file += png_chunk("acTL",
                    big_endian(unsigned(steps.size()), 4) + big_endian(0, 4));
  if (hidden) {
    file += png_chunk("IDAT", png_rows({{0, 0, kCanvas, kCanvas}, 'K'}));
  }
  unsigned sequence = 0;
  for (const AnimationStep& step : steps) {
    const bool first = sequence == 0;
    file += frame_control(sequence++, step);
    if (first && !hidden) {
      file += png_chunk("IDAT", png_rows(step));
    } else {
      file += png_chunk("fdAT", big_endian(sequence++, 4) + png_rows(step));
    }
  }
  return file + png_chunk("IEND", "");
}

std::string make_webp_animation(const Animation& steps) {
  WebPMux* mux = WebPMuxNew();
  WebPMuxSetCanvasSize(mux, kCanvas, kCanvas);
  const WebPMuxAnimParams params{0xFFFFFFFF, 0};
  for (const AnimationStep& step : steps) {
    const std::string bitstream =
        encode_webp(animation_pixels(step), step.area.w, step.area.h, true);
    WebPMuxFrameInfo frame{};
    frame.bitstream = webp_data(bitstream);
    frame.x_offset = step.area.x;
    frame.y_offset = step.area.y;
    frame.duration = 100;
    frame.id = WEBP_CHUNK_ANMF;
    frame.dispose_method = step.disposal == Disposal::clear
                               ? WEBP_MUX_DISPOSE_BACKGROUND
                               : WEBP_MUX_DISPOSE_NONE;
    frame.blend_method = step.over ? WEBP_MUX_BLEND : WEBP_MUX_NO_BLEND;
    REQUIRE(WebPMuxPushFrame(mux, &frame, 1) == WEBP_MUX_OK);
  }
  REQUIRE(WebPMuxSetAnimationParams(mux, &params) == WEBP_MUX_OK);
  return assembled(mux);
}

std::string make_webp(const Bitmap& picture, WebpKind kind) {
  std::string bgra;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      bgra.append(reinterpret_cast<const char*>(picture.at(x, y)), 3);
      const bool clear = kind == WebpKind::rgba && x >= picture.width / 2;
      bgra += char(clear ? 0 : 255);
    }
  }
  return encode_webp(bgra, picture.width, picture.height,
                     kind == WebpKind::lossless);
}

std::string with_exif_webp(std::string_view webp, std::string_view tiff) {
  const WebPData file = webp_data(webp);
  const WebPData chunk = webp_data(tiff);
  WebPMux* mux = WebPMuxCreate(&file, 1);
  REQUIRE(WebPMuxSetChunk(mux, "EXIF", &chunk, 1) == WEBP_MUX_OK);
  return assembled(mux);
}

}  // namespace veto::test
