// SPDX-License-Identifier: GPL-3.0-or-later
//
// A still is decoded at the scale wanted, as far as the file goes; of an
// animation the frames are put together here, because libwebp's own player
// takes no file that was cut and holds two canvases.
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "audit/faces/animation.h"
#include "audit/faces/blend.h"
#include "audit/faces/codecs.h"
#include "audit/faces/exif.h"

namespace veto::faces {
namespace {

const std::uint8_t* webp_bytes(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

std::unexpected<Error> webp_failed(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY:
      return fail(ErrorKind::too_large, "more memory needed than there is");
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      return fail(ErrorKind::damaged, "a feature that WebP does not have");
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA:
      return fail(ErrorKind::damaged, "the file ends early");
    default:
      return fail(ErrorKind::damaged, "not a sound WebP bitstream");
  }
}

// A WebP bitstream decoded into pixels that are ours, four bytes each, zero
// (transparent) where the data ends early.
class WebpPixels {
 public:
  // At that size, which is at most the picture's own.
  VP8StatusCode decode(std::string_view bytes, int width, int height) {
    width_ = width;
    bgra_.assign(std::size_t(width) * std::size_t(height) * 4, 0);
    WebPDecoderConfig config;
    WebPInitDecoderConfig(&config);
    config.options.use_scaling = 1;
    config.options.scaled_width = width;
    config.options.scaled_height = height;
    config.output.colorspace = MODE_BGRA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {bgra_.data(), width * 4, bgra_.size()};
    const std::unique_ptr<WebPIDecoder, decltype(&WebPIDelete)> decoder(
        WebPIDecode(nullptr, 0, &config), WebPIDelete);
    if (!decoder) return VP8_STATUS_OUT_OF_MEMORY;
    const auto status =
        WebPIUpdate(decoder.get(), webp_bytes(bytes), bytes.size());
    int last_row = 0;
    WebPIDecGetRGB(decoder.get(), &last_row, nullptr, nullptr, nullptr);
    any_ = status == VP8_STATUS_OK || last_row > 0;
    return status;
  }

  bool any() const { return any_; }
  const std::uint8_t* row(int y) const {
    return bgra_.data() + std::size_t(y) * std::size_t(width_) * 4;
  }

 private:
  int width_ = 0;
  bool any_ = false;
  std::vector<std::uint8_t> bgra_;
};

Status decode_webp_still(DecodeTask& task, int width, int height) {
  const int longest = std::max(width, height);
  const int side = std::clamp(task.min_side, 1, longest);
  const auto scaled = [&](int size) {
    return int(std::max<std::int64_t>(
        1, (std::int64_t(size) * side + longest / 2) / longest));
  };
  Frame frame{0, width, height, Bitmap(scaled(width), scaled(height))};
  WebpPixels pixels;
  const auto status =
      pixels.decode(task.bytes, frame.pixels.width, frame.pixels.height);
  if (!pixels.any()) return webp_failed(status);
  task.truncated = status != VP8_STATUS_OK;
  for (int y = 0; y < frame.pixels.height; ++y) {
    blend_row_over_white(pixels.row(y), frame.pixels.width,
                         frame.pixels.at(0, y));
  }
  return task.sink(std::move(frame));
}

class WebpSource : public FrameSource {
 public:
  explicit WebpSource(std::string_view bytes) {
    const WebPData data{webp_bytes(bytes), bytes.size()};
    WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
    demuxer_ = WebPDemuxPartial(&data, &state);
  }
  ~WebpSource() override {
    WebPDemuxReleaseIterator(&frame_);
    WebPDemuxDelete(demuxer_);
  }
  WebpSource(const WebpSource&) = delete;
  WebpSource& operator=(const WebpSource&) = delete;

  int frames() const {
    if (demuxer_ == nullptr) return 0;
    return int(std::min<std::uint32_t>(
        WebPDemuxGetI(demuxer_, WEBP_FF_FRAME_COUNT), kMaxAnimationFrames));
  }

  std::optional<FramePlan> next() override {
    const bool more = frame_.frame_num == 0
                          ? WebPDemuxGetFrame(demuxer_, 1, &frame_) != 0
                          : WebPDemuxNextFrame(&frame_) != 0;
    if (!more) return std::nullopt;
    return FramePlan{
        {frame_.x_offset, frame_.y_offset, frame_.width, frame_.height},
        frame_.dispose_method == WEBP_MUX_DISPOSE_BACKGROUND ? Disposal::clear
                                                             : Disposal::keep};
  }

  bool draw(Canvas& canvas) override {
    WebpPixels pixels;
    const std::string_view bytes(
        reinterpret_cast<const char*>(frame_.fragment.bytes),
        frame_.fragment.size);
    const auto status = pixels.decode(bytes, frame_.width, frame_.height);
    for (int y = 0; pixels.any() && y < frame_.height; ++y) {
      canvas.draw_row(y, pixels.row(y), frame_.blend_method == WEBP_MUX_BLEND);
    }
    if (status != VP8_STATUS_OK) fault_ = webp_failed(status).error().what;
    return status == VP8_STATUS_OK;
  }

  std::string fault() const override { return fault_; }

 private:
  WebPDemuxer* demuxer_ = nullptr;
  WebPIterator frame_{};
  std::string fault_ = "a frame is missing";
};

}  // namespace

Result<ImageHeader> read_webp_header(std::string_view bytes) {
  WebPBitstreamFeatures features;
  const auto status =
      WebPGetFeatures(webp_bytes(bytes), bytes.size(), &features);
  if (status != VP8_STATUS_OK) return webp_failed(status);
  ImageHeader header{"webp", features.width, features.height,
                     exif_orientation(bytes, "webp")};
  if (features.has_animation != 0) {
    header.frames = WebpSource(bytes).frames();
    if (header.frames == 0) return fail(ErrorKind::damaged, "no frame in it");
  }
  return header;
}

Status decode_webp(DecodeTask& task) {
  WebPBitstreamFeatures features;
  const auto status =
      WebPGetFeatures(webp_bytes(task.bytes), task.bytes.size(), &features);
  if (status != VP8_STATUS_OK) return webp_failed(status);
  if (features.has_animation == 0) {
    return decode_webp_still(task, features.width, features.height);
  }
  WebpSource source(task.bytes);
  if (source.frames() == 0) return fail(ErrorKind::damaged, "no frame in it");
  return compose(source, features.width, features.height, task);
}

}  // namespace veto::faces
