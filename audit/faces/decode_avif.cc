// SPDX-License-Identifier: GPL-3.0-or-later
//
// libavif with one thread. Pixels stay in the decoder's own form and become
// BGR a strip of rows at a time. How a picture is turned is the container's to
// say; EXIF is not consulted (HEIF, ISO/IEC 23008-12, section 6.5.10 on).
#include <avif/avif.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/faces/animation.h"
#include "audit/faces/blend.h"
#include "audit/faces/codecs.h"
#include "audit/faces/reduce.h"

namespace veto::faces {
namespace {

constexpr std::uint32_t kStrip = 64;  // rows; even, for halved chroma

class AvifFile {
 public:
  explicit AvifFile(std::string_view bytes) : decoder_(avifDecoderCreate()) {
    if (!decoder_) return;
    decoder_->maxThreads = 1;
    decoder_->ignoreExif = AVIF_TRUE;
    decoder_->ignoreXMP = AVIF_TRUE;
    decoder_->imageCountLimit = kMaxAnimationFrames * 10;
    decoder_->imageSizeLimit = kMaxImagePixels;
    decoder_->imageDimensionLimit = 0;  // pixels are what counts
    // Of what viewers show much keeps to the standard only nearly.
    decoder_->strictFlags = AVIF_STRICT_DISABLED;
    avifDecoderSetIOMemory(decoder_.get(),
                           reinterpret_cast<const std::uint8_t*>(bytes.data()),
                           bytes.size());
    result_ = avifDecoderParse(decoder_.get());
  }

  // Its planes are given back; nothing can be asked of it any more.
  void close() { decoder_.reset(); }

  bool parsed() const { return result_ == AVIF_RESULT_OK; }
  bool read_frame(int index) {
    result_ = avifDecoderNthImage(decoder_.get(), std::uint32_t(index));
    return result_ == AVIF_RESULT_OK;
  }
  int frames() const {
    return std::clamp(decoder_->imageCount, 1, kMaxAnimationFrames);
  }
  const avifImage& image() const { return *decoder_->image; }

  // Frames to decode for that one, when `at` is the one decoded last.
  int cost(int index, int at) const {
    const int key =
        int(avifDecoderNearestKeyframe(decoder_.get(), std::uint32_t(index)));
    return index - (at >= key && at < index ? at + 1 : key) + 1;
  }

  std::unexpected<Error> failed() const {
    const std::string_view detail = decoder_ ? decoder_->diag.error : "";
    if (!decoder_ || result_ == AVIF_RESULT_OUT_OF_MEMORY) {
      return fail(ErrorKind::too_large, "more memory needed than there is");
    }
    if (detail.contains("too large")) {
      return fail(ErrorKind::too_large, "more than 100 megapixels");
    }
    std::string what = avifResultToString(result_);
    if (!detail.empty()) what += ": " + std::string(detail);
    return fail(ErrorKind::damaged, what);
  }

 private:
  struct Destroy {
    void operator()(avifDecoder* decoder) const { avifDecoderDestroy(decoder); }
  };
  std::unique_ptr<avifDecoder, Destroy> decoder_;
  avifResult result_ = AVIF_RESULT_UNKNOWN_ERROR;
};

// Rotation (anticlockwise, in quarters) and then mirroring, in EXIF's terms.
int avif_orientation(const avifImage& image) {
  // No mirror, top with bottom, left with right.
  constexpr std::array<std::array<int, 3>, 4> kOrientations = {
      {{1, 4, 2}, {8, 5, 7}, {3, 2, 4}, {6, 7, 5}}};
  const bool turned = (image.transformFlags & AVIF_TRANSFORM_IROT) != 0;
  const bool mirrored = (image.transformFlags & AVIF_TRANSFORM_IMIR) != 0;
  const std::size_t quarters = turned ? image.irot.angle & 3u : 0u;
  const std::size_t mirror = mirrored ? 1u + (image.imir.mode & 1u) : 0u;
  return kOrientations[quarters][mirror];
}

// Empty when the pixels cannot be converted.
Bitmap reduced_avif(const avifImage& image, int min_side) {
  RowReducer reducer(int(image.width), int(image.height), min_side);
  const std::size_t stride = std::size_t(image.width) * 4;
  std::vector<std::uint8_t> bgra(stride * kStrip);
  std::vector<std::uint8_t> row(std::size_t(image.width) * 3);
  const std::unique_ptr<avifImage, decltype(&avifImageDestroy)> strip(
      avifImageCreateEmpty(), avifImageDestroy);
  for (std::uint32_t y = 0; y < image.height; y += kStrip) {
    const std::uint32_t rows = std::min(kStrip, image.height - y);
    const avifCropRect part{0, y, image.width, rows};
    if (avifImageSetViewRect(strip.get(), &image, &part) != AVIF_RESULT_OK) {
      return {};
    }
    avifRGBImage rgb;
    avifRGBImageSetDefaults(&rgb, strip.get());
    rgb.format = AVIF_RGB_FORMAT_BGRA;
    rgb.depth = 8;
    rgb.chromaUpsampling = AVIF_CHROMA_UPSAMPLING_FASTEST;
    rgb.pixels = bgra.data();
    rgb.rowBytes = std::uint32_t(stride);
    if (avifImageYUVToRGB(strip.get(), &rgb) != AVIF_RESULT_OK) return {};
    for (std::uint32_t i = 0; i < rows; ++i) {
      blend_row_over_white(bgra.data() + i * stride, int(image.width),
                           row.data());
      reducer.add_row(row.data());
    }
  }
  return reducer.finish();
}

std::uint64_t pixel_count(const avifImage& image) {
  return std::uint64_t(image.width) * std::uint64_t(image.height);
}

}  // namespace

Result<ImageHeader> read_avif_header(std::string_view bytes) {
  const AvifFile file(bytes);
  if (!file.parsed()) return file.failed();
  const avifImage& image = file.image();
  if (image.width == 0 || image.height == 0 || image.width > 0x7FFFFFFF ||
      image.height > 0x7FFFFFFF) {
    return fail(ErrorKind::damaged, "no size");
  }
  return ImageHeader{"avif", int(image.width), int(image.height),
                     avif_orientation(image), file.frames()};
}

Status decode_avif(DecodeTask& task) {
  AvifFile file(task.bytes);
  if (!file.parsed()) return file.failed();
  std::uint64_t pixels_left = kMaxAnimationPixels;
  const std::uint64_t announced = pixel_count(file.image());
  int at = -1;
  bool any = false;
  for (const int index : task.frames) {
    if (index >= file.frames()) break;
    const auto pixels = announced * std::uint64_t(file.cost(index, at));
    task.truncated = pixels > pixels_left || !file.read_frame(index) ||
                     pixel_count(file.image()) > kMaxImagePixels;
    if (task.truncated) break;
    pixels_left -= pixels;
    at = index;
    const int width = int(file.image().width),
              height = int(file.image().height);
    Bitmap picture = reduced_avif(file.image(), task.min_side);
    if (picture.width == 0) {
      return fail(ErrorKind::damaged, "colours that cannot be converted");
    }
    any = true;
    // Looking for faces needs memory too.
    const bool last = index == task.frames.back();
    if (last) file.close();
    auto taken = task.sink({index, width, height, std::move(picture)});
    if (!taken || last) return taken;
  }
  if (!any && task.truncated) return file.failed();
  return {};
}

}  // namespace veto::faces
