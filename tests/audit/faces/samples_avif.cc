// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/samples_avif.h"

#include <avif/avif.h>

#include <memory>

#include "tests/support.h"

namespace veto::test {
namespace {

using faces::Bitmap;
using Image = std::unique_ptr<avifImage, decltype(&avifImageDestroy)>;
using Encoder = std::unique_ptr<avifEncoder, decltype(&avifEncoderDestroy)>;

Image avif_image(const Bitmap& picture, const AvifForm& form) {
  const auto layout = form.gray     ? AVIF_PIXEL_FORMAT_YUV400
                      : form.chroma ? AVIF_PIXEL_FORMAT_YUV444
                                    : AVIF_PIXEL_FORMAT_YUV420;
  Image image(avifImageCreate(std::uint32_t(picture.width),
                              std::uint32_t(picture.height),
                              std::uint32_t(form.depth), layout),
              avifImageDestroy);
  std::string bgra;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      bgra.append(reinterpret_cast<const char*>(picture.at(x, y)), 3);
      const bool clear = form.half_clear && x >= picture.width / 2;
      bgra += char(clear ? 0 : 255);
    }
  }
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, image.get());
  rgb.format = AVIF_RGB_FORMAT_BGRA;
  rgb.depth = 8;
  rgb.ignoreAlpha = form.half_clear ? AVIF_FALSE : AVIF_TRUE;
  rgb.pixels = reinterpret_cast<std::uint8_t*>(bgra.data());
  rgb.rowBytes = std::uint32_t(picture.width) * 4;
  REQUIRE(avifImageRGBToYUV(image.get(), &rgb) == AVIF_RESULT_OK);
  if (form.rotation >= 0) {
    image->transformFlags |= AVIF_TRANSFORM_IROT;
    image->irot.angle = std::uint8_t(form.rotation);
  }
  if (form.mirror >= 0) {
    image->transformFlags |= AVIF_TRANSFORM_IMIR;
    image->imir.mode = std::uint8_t(form.mirror);
  }
  return image;
}

Encoder fast_encoder() {
  Encoder encoder(avifEncoderCreate(), avifEncoderDestroy);
  encoder->speed = AVIF_SPEED_FASTEST;
  encoder->maxThreads = 1;
  encoder->minQuantizer = 0;
  encoder->maxQuantizer = 10;
  return encoder;
}

std::string taken(avifRWData& file) {
  std::string bytes(reinterpret_cast<const char*>(file.data), file.size);
  avifRWDataFree(&file);
  return bytes;
}

}  // namespace

std::string make_avif(const Bitmap& picture, const AvifForm& form) {
  const Image image = avif_image(picture, form);
  const Encoder encoder = fast_encoder();
  avifRWData file = AVIF_DATA_EMPTY;
  REQUIRE(avifEncoderWrite(encoder.get(), image.get(), &file) ==
          AVIF_RESULT_OK);
  return taken(file);
}

std::string make_avif_sequence(const std::vector<Bitmap>& pictures) {
  const Encoder encoder = fast_encoder();
  encoder->timescale = 10;
  for (const Bitmap& picture : pictures) {
    const Image image = avif_image(picture, {});
    REQUIRE(avifEncoderAddImage(encoder.get(), image.get(), 1,
                                AVIF_ADD_IMAGE_FLAG_NONE) == AVIF_RESULT_OK);
  }
  avifRWData file = AVIF_DATA_EMPTY;
  REQUIRE(avifEncoderFinish(encoder.get(), &file) == AVIF_RESULT_OK);
  return taken(file);
}

}  // namespace veto::test
