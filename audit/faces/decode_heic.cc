// SPDX-License-Identifier: GPL-3.0-or-later
//
// libheif gives the primary picture, put together from its tiles and turned as
// the container says (EXIF is not consulted), in the codec's own colours;
// those become BGR here, a row at a time.
#include <libheif/heif.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/faces/blend.h"
#include "audit/faces/codecs.h"
#include "audit/faces/hevc_plugin.h"
#include "audit/faces/reduce.h"

namespace veto::faces {
namespace {

std::unexpected<Error> heic_failed(const heif_error& error) {
  if (error.subcode == heif_suberror_Security_limit_exceeded) {
    return fail(ErrorKind::too_large, "larger than a HEIC picture may be");
  }
  return fail(ErrorKind::damaged, error.message);
}

class HeicFile {
 public:
  explicit HeicFile(std::string_view bytes) : context_(heif_context_alloc()) {
    use_hevc_without_threads();
    heif_context_set_max_decoding_threads(context_.get(), 0);
    error_ = heif_context_read_from_memory_without_copy(
        context_.get(), bytes.data(), bytes.size(), nullptr);
    heif_image_handle* handle = nullptr;
    if (ok()) {
      error_ = heif_context_get_primary_image_handle(context_.get(), &handle);
    }
    handle_.reset(handle);
  }

  bool ok() const { return error_.code == heif_error_Ok; }
  std::unexpected<Error> failed() const { return heic_failed(error_); }
  int width() const { return heif_image_handle_get_width(handle_.get()); }
  int height() const { return heif_image_handle_get_height(handle_.get()); }

  using Image = std::unique_ptr<heif_image, decltype(&heif_image_release)>;
  // Null when it fails.
  Image decode() {
    // A grid has a size of its own, which must not be larger; tiles and what
    // is cut off may be, a little.
    constexpr int kMargin = 1024;
    heif_context_set_maximum_image_size_limit(
        context_.get(), std::max(width(), height()) + kMargin);
    heif_image* image = nullptr;
    // Nearly all files hold 4:2:0; asking for it saves a copy of the picture.
    for (const heif_chroma chroma : {heif_chroma_420, heif_chroma_undefined}) {
      error_ = heif_decode_image(handle_.get(), &image, heif_colorspace_YCbCr,
                                 chroma, nullptr);
      if (error_.subcode != heif_suberror_Unsupported_color_conversion) break;
    }
    return {image, heif_image_release};
  }

 private:
  struct Free {
    void operator()(heif_context* it) const { heif_context_free(it); }
    void operator()(heif_image_handle* it) const {
      heif_image_handle_release(it);
    }
  };
  std::unique_ptr<heif_context, Free> context_;
  std::unique_ptr<heif_image_handle, Free> handle_;
  heif_error error_{};
};

// One channel; samples brought to eight bits. Where a picture has no such
// channel, or has fewer samples than it should, the nearest stands in.
class Plane {
 public:
  Plane(const heif_image* image, heif_channel channel, int width, int height)
      : picture_width_(width), picture_height_(height) {
    if (heif_image_has_channel(image, channel) == 0) return;
    bytes_ = heif_image_get_plane_readonly(image, channel, &stride_);
    width_ = heif_image_get_width(image, channel);
    height_ = heif_image_get_height(image, channel);
    shift_ = heif_image_get_bits_per_pixel_range(image, channel) - 8;
    wide_ = heif_image_get_bits_per_pixel(image, channel) > 8;
    if (width_ < 1 || height_ < 1 || shift_ < 0) bytes_ = nullptr;
  }

  bool exists() const { return bytes_ != nullptr; }
  void select_row(int y) {
    const int place = halved(y, height_, picture_height_);
    row_ = bytes_ + std::ptrdiff_t(place) * stride_;
  }
  int at(int x) const {
    const int place = halved(x, width_, picture_width_);
    if (!wide_) return row_[place];
    std::uint16_t value = 0;
    std::memcpy(&value, row_ + 2 * std::ptrdiff_t(place), 2);
    return std::min(value >> shift_, 255);
  }

 private:
  static int halved(int at, int size, int picture_size) {
    return std::min(size < picture_size ? at / 2 : at, size - 1);
  }

  int picture_width_, picture_height_;
  const std::uint8_t* bytes_ = nullptr;
  const std::uint8_t* row_ = nullptr;
  int width_ = 0, height_ = 0, stride_ = 0, shift_ = 0;
  bool wide_ = false;
};

// YCbCr to RGB (ITU-T H.273, section 8.3) in 16.16 fixed point.
class Colours {
 public:
  explicit Colours(const heif_image* image) {
    heif_color_profile_nclx* profile = nullptr;
    const heif_error found = heif_image_get_nclx_color_profile(image, &profile);
    const bool known = found.code == heif_error_Ok && profile != nullptr;
    const int matrix = known ? int(profile->matrix_coefficients) : 2;
    const bool full = !known || profile->full_range_flag != 0;
    if (profile != nullptr) heif_nclx_color_profile_free(profile);
    identity_ = matrix == 0;
    double red = 0.299, blue = 0.114;  // BT.601, also where nothing is said
    if (matrix == 1) red = 0.2126, blue = 0.0722;
    if (matrix == 9 || matrix == 10) red = 0.2627, blue = 0.0593;
    const double green = 1 - red - blue;
    const double chroma = full ? 1 : 255.0 / 224;
    black_ = full ? 0 : 16;
    luma_ = fixed(full ? 1 : 255.0 / 219);
    cr_red_ = fixed(2 * (1 - red) * chroma);
    cb_blue_ = fixed(2 * (1 - blue) * chroma);
    cr_green_ = fixed(2 * (1 - red) * red / green * chroma);
    cb_green_ = fixed(2 * (1 - blue) * blue / green * chroma);
  }

  void convert(int y, int cb, int cr, std::uint8_t* bgr) const {
    if (identity_) {
      bgr[0] = std::uint8_t(cb);
      bgr[1] = std::uint8_t(y);
      bgr[2] = std::uint8_t(cr);
      return;
    }
    const int luma = (y - black_) * luma_ + (1 << 15);
    bgr[0] = clamped(luma + cb_blue_ * (cb - 128));
    bgr[1] = clamped(luma - cb_green_ * (cb - 128) - cr_green_ * (cr - 128));
    bgr[2] = clamped(luma + cr_red_ * (cr - 128));
  }

 private:
  static int fixed(double value) { return int(value * 65536 + 0.5); }
  static std::uint8_t clamped(int value) {
    return std::uint8_t(std::clamp(value >> 16, 0, 255));
  }

  bool identity_ = false;
  int black_ = 0, luma_ = 0;
  int cr_red_ = 0, cb_blue_ = 0, cr_green_ = 0, cb_green_ = 0;
};

// Empty when there is no luma.
Bitmap reduced_heic(const heif_image* image, int width, int height,
                    int min_side) {
  Plane luma(image, heif_channel_Y, width, height);
  Plane cb(image, heif_channel_Cb, width, height);
  Plane cr(image, heif_channel_Cr, width, height);
  Plane alpha(image, heif_channel_Alpha, width, height);
  if (!luma.exists()) return {};
  const bool coloured = cb.exists() && cr.exists();
  const Colours colours(image);
  RowReducer reducer(width, height, min_side);
  std::vector<std::uint8_t> row(std::size_t(width) * 3);
  for (int y = 0; y < height; ++y) {
    for (Plane* plane : {&luma, &cb, &cr, &alpha}) {
      if (plane->exists()) plane->select_row(y);
    }
    std::uint8_t* bgr = row.data();
    for (int x = 0; x < width; ++x, bgr += 3) {
      std::array<std::uint8_t, 4> pixel{};
      colours.convert(luma.at(x), coloured ? cb.at(x) : 128,
                      coloured ? cr.at(x) : 128, pixel.data());
      pixel[3] = std::uint8_t(alpha.exists() ? alpha.at(x) : 255);
      blend_pixel_over_white(pixel.data(), bgr);
    }
    reducer.add_row(row.data());
  }
  return reducer.finish();
}

}  // namespace

Result<ImageHeader> read_heic_header(std::string_view bytes) {
  const HeicFile file(bytes);
  if (!file.ok()) return file.failed();
  if (file.width() < 1 || file.height() < 1) {
    return fail(ErrorKind::damaged, "no size");
  }
  return ImageHeader{"heic", file.width(), file.height()};
}

Status decode_heic(DecodeTask& task) {
  std::optional<HeicFile> file(std::in_place, task.bytes);
  if (!file->ok()) return file->failed();
  if (task.frames.empty() || task.frames.front() != 0) return {};
  auto image = file->decode();
  if (!image) return file->failed();
  const int width = heif_image_get_width(image.get(), heif_channel_Y);
  const int height = heif_image_get_height(image.get(), heif_channel_Y);
  if (width < 1 || height < 1) return fail(ErrorKind::damaged, "no pixels");
  Bitmap picture = reduced_heic(image.get(), width, height, task.min_side);
  // Looking for faces needs memory too.
  image.reset();
  file.reset();
  return task.sink({0, width, height, std::move(picture)});
}

}  // namespace veto::faces
