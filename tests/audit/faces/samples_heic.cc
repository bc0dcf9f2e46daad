// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/samples_heic.h"

#if VETO_HEIC
#include <libheif/heif.h>

#include "tests/support.h"

// x265, which encodes these samples and nothing else of ours, keeps what it
// allocated until its library is cleaned up, which libheif leaves undone.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265"; }

namespace veto::test {
namespace {

using faces::Bitmap;

std::string heic_pixels(const Bitmap& picture, const HeicForm& form) {
  std::string rgba;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const std::uint8_t* bgr = picture.at(x, y);
      rgba += {char(bgr[2]), char(bgr[1]), char(bgr[0])};
      rgba += char(form.half_clear && x >= picture.width / 2 ? 0 : 255);
    }
  }
  return rgba;
}

heif_image* heic_image(const Bitmap& picture, const HeicForm& form) {
  heif_image* image = nullptr;
  const int width = picture.width, height = picture.height;
  if (form.gray) {
    heif_image_create(width, height, heif_colorspace_monochrome,
                      heif_chroma_monochrome, &image);
    heif_image_add_plane(image, heif_channel_Y, width, height, 8);
    int stride = 0;
    std::uint8_t* luma = heif_image_get_plane(image, heif_channel_Y, &stride);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        luma[y * stride + x] = picture.at(x, y)[1];
      }
    }
    return image;
  }
  heif_image_create(width, height, heif_colorspace_RGB,
                    heif_chroma_interleaved_RGBA, &image);
  heif_image_add_plane(image, heif_channel_interleaved, width, height, 8);
  int stride = 0;
  std::uint8_t* to =
      heif_image_get_plane(image, heif_channel_interleaved, &stride);
  const std::string rgba = heic_pixels(picture, form);
  const std::size_t row = std::size_t(width) * 4;
  for (int y = 0; y < height; ++y) {
    rgba.copy(reinterpret_cast<char*>(to) + y * stride, row,
              std::size_t(y) * row);
  }
  return image;
}

heif_error append_heic(heif_context*, const void* data, std::size_t size,
                       void* to) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(data), size);
  return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

}  // namespace

std::string make_heic(const Bitmap& picture, const HeicForm& form) {
  heif_context* context = heif_context_alloc();
  heif_encoder* encoder = nullptr;
  const heif_error found = heif_context_get_encoder_for_format(
      context, heif_compression_HEVC, &encoder);
  REQUIRE(found.code == heif_error_Ok);
  heif_encoder_set_lossy_quality(encoder, 95);
  heif_encoding_options* options = heif_encoding_options_alloc();
  options->image_orientation = heif_orientation(form.orientation);
  heif_image* image = heic_image(picture, form);
  const heif_error encoded =
      heif_context_encode_image(context, image, encoder, options, nullptr);
  REQUIRE(encoded.code == heif_error_Ok);
  std::string file;
  heif_writer writer{1, append_heic};
  heif_context_write(context, &writer, &file);
  heif_image_release(image);
  heif_encoding_options_free(options);
  heif_encoder_release(encoder);
  heif_context_free(context);
  return file;
}

}  // namespace veto::test

#endif  // VETO_HEIC
