// SPDX-License-Identifier: GPL-3.0-or-later
//
// HEIC made by libheif, which has an encoder wherever x265 is installed.
#include "audit/faces/decode.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

#if VETO_HEIC
#include <libheif/heif.h>

#include <memory>

namespace {

struct HeicForm {
  bool gray = false;
  bool half_clear = false;  // the right half is wholly transparent
  int orientation = 1;      // in EXIF's terms, as the container's transforms
};

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

std::string make_heic(const Bitmap& picture, const HeicForm& form = {}) {
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

}  // namespace

TEST_CASE("heic: every kind becomes eight-bit BGR over white") {
  const std::pair<HeicForm, const char*> table[] = {
      {{}, "RGBW"},
      {{.gray = true}, "KWKW"},
      {{.half_clear = true}, "RWBW"},
  };
  for (const auto& [form, expected] : table) {
    CAPTURE(form.gray);
    CAPTURE(form.half_clear);
    const auto image =
        decode_image(make_heic(test::quarters(96, 64), form), 640);
    REQUIRE(image.has_value());
    CHECK(image->header.format == "heic");
    CHECK(image->pixels.width == 96);
    CHECK(image->pixels.height == 64);
    CHECK(test::corners(image->pixels) == expected);
  }
}

TEST_CASE("heic: reduced by a whole factor, at odd sizes too") {
  const std::string heic = make_heic(test::quarters(401, 203));
  for (const auto& [min_side, width] : {std::pair{640, 401}, {200, 201}}) {
    const auto image = decode_image(heic, min_side);
    REQUIRE(image.has_value());
    CHECK(image->header.width == 401);
    CHECK(image->header.height == 203);
    CHECK(image->pixels.width == width);
    CHECK(test::corners(image->pixels) == "RGBW");
  }
}

TEST_CASE("heic: the container says which way up it is") {
  const std::pair<int, const char*> table[] = {
      {1, "RGBW"}, {2, "GRWB"}, {3, "WBGR"}, {4, "BWRG"},
      {5, "RBGW"}, {6, "BRWG"}, {7, "WGBR"}, {8, "GWRB"},
  };
  for (const auto& [orientation, expected] : table) {
    CAPTURE(orientation);
    const auto image = decode_image(
        make_heic(test::quarters(96, 64), {.orientation = orientation}), 640);
    REQUIRE(image.has_value());
    CHECK(image->header.width == (orientation >= 5 ? 64 : 96));
    CHECK(image->pixels.width == image->header.width);
    CHECK(test::corners(image->pixels) == expected);
  }
}

TEST_CASE("heic: cut at every length it is an image or a reason") {
  const std::string whole = make_heic(test::quarters(64, 64));
  int reasons = 0;
  for (std::size_t size = 12; size < whole.size(); ++size) {
    const auto image = decode_image(whole.substr(0, size), 640);
    if (image) continue;
    ++reasons;
    CHECK(image.error().what != "");
  }
  CHECK(reasons > 100);
}

TEST_CASE("heic: sizes are judged by the header") {
  const std::string heic = make_heic(test::quarters(64, 64));
  const std::size_t at = heic.find("ispe");
  REQUIRE(at != std::string::npos);
  const std::pair<unsigned, const char*> table[] = {
      {12000, "more than 100 megapixels"},
      {100'000, "larger than a HEIC picture may be"}};
  for (const auto& [side, reason] : table) {
    std::string bomb = heic;
    bomb.replace(at + 8, 8,
                 test::big_endian(side, 4) + test::big_endian(side, 4));
    const auto image = decode_image(bomb, 640);
    REQUIRE_FALSE(image.has_value());
    CHECK(image.error().kind == ErrorKind::too_large);
    CHECK(image.error().what == reason);
  }
}

#else

TEST_CASE("heic: a build without libheif says so") {
  const auto image = decode_image(std::string("\0\0\0\x18"
                                              "ftypheic",
                                              12),
                                  640);
  REQUIRE_FALSE(image.has_value());
  CHECK(image.error().kind == ErrorKind::unsupported);
  CHECK(image.error().what == "heic is not decoded (built without libheif)");
}

#endif
