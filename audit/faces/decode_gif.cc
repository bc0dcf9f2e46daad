// SPDX-License-Identifier: GPL-3.0-or-later
//
// giflib's sequential interface: one row is held, nothing is kept of frames
// that are past. Numbers of sections are GIF89a's.
#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "audit/faces/animation.h"
#include "audit/faces/codecs.h"

namespace veto::faces {
namespace {

constexpr int kGraphicControlSize = 4;  // section 23

class GifSource : public FrameSource {
 public:
  explicit GifSource(std::string_view bytes) : left_(bytes) {
    gif_ = DGifOpen(this, read, &error_);
  }
  ~GifSource() override {
    if (gif_ != nullptr) DGifCloseFile(gif_, nullptr);
  }
  GifSource(const GifSource&) = delete;
  GifSource& operator=(const GifSource&) = delete;

  bool is_open() const { return gif_ != nullptr; }
  // Of the canvas; 0 where the file leaves it to the first frame.
  int width() const { return gif_->SWidth; }
  int height() const { return gif_->SHeight; }

  std::optional<FramePlan> next() override;
  bool draw(Canvas& canvas) override;

  std::string fault() const override {
    const int error = gif_ != nullptr ? gif_->Error : error_;
    const char* text = GifErrorString(error);
    return text != nullptr ? text : "a frame is missing";
  }

 private:
  static int read(GifFileType* gif, GifByteType* to, int size) {
    auto& left = static_cast<GifSource*>(gif->UserData)->left_;
    const std::size_t taken = std::min(std::size_t(size), left.size());
    std::memcpy(to, left.data(), taken);
    left.remove_prefix(taken);
    return int(taken);
  }

  bool skip_pixels();
  bool read_extension();
  void set_colours();
  bool draw_line(Canvas& canvas, int y);

  std::string_view left_;
  GifFileType* gif_ = nullptr;
  int error_ = 0;
  bool pixels_wait_ = false;  // those of the current frame were not read
  GraphicsControlBlock control_{};
  std::array<std::array<std::uint8_t, 4>, 256> colours_{};
  std::vector<GifPixelType> line_;
  std::vector<std::uint8_t> bgra_;
};

bool GifSource::skip_pixels() {
  int code_size = 0;
  GifByteType* block = nullptr;
  if (DGifGetCode(gif_, &code_size, &block) == GIF_ERROR) return false;
  while (block != nullptr) {
    if (DGifGetCodeNext(gif_, &block) == GIF_ERROR) return false;
  }
  return true;
}

bool GifSource::read_extension() {
  int kind = 0;
  GifByteType* block = nullptr;  // its first byte is its size
  if (DGifGetExtension(gif_, &kind, &block) == GIF_ERROR) return false;
  while (block != nullptr) {
    if (kind == GRAPHICS_EXT_FUNC_CODE && block[0] == kGraphicControlSize) {
      DGifExtensionToGCB(block[0], block + 1, &control_);
    }
    if (DGifGetExtensionNext(gif_, &block) == GIF_ERROR) return false;
  }
  return true;
}

std::optional<FramePlan> GifSource::next() {
  if (std::exchange(pixels_wait_, false) && !skip_pixels()) return std::nullopt;
  control_ = {0, false, 0, NO_TRANSPARENT_COLOR};
  for (;;) {
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(gif_, &record) == GIF_ERROR) return std::nullopt;
    if (record == IMAGE_DESC_RECORD_TYPE) break;
    const bool extension = record == EXTENSION_RECORD_TYPE;
    if (!extension || !read_extension()) return std::nullopt;
  }
  if (DGifGetImageHeader(gif_) == GIF_ERROR) return std::nullopt;
  pixels_wait_ = true;
  FramePlan plan;
  plan.area = {gif_->Image.Left, gif_->Image.Top, gif_->Image.Width,
               gif_->Image.Height};
  if (control_.DisposalMode == DISPOSE_BACKGROUND) {
    plan.disposal = Disposal::clear;
  } else if (control_.DisposalMode == DISPOSE_PREVIOUS) {
    plan.disposal = Disposal::restore;
  }
  return plan;
}

// Colours that the table does not have are taken for transparent.
void GifSource::set_colours() {
  colours_ = {};
  const ColorMapObject* table =
      gif_->Image.ColorMap != nullptr ? gif_->Image.ColorMap : gif_->SColorMap;
  const int count = table != nullptr ? std::min(table->ColorCount, 256) : 0;
  for (int i = 0; i < count; ++i) {
    const GifColorType& colour = table->Colors[i];
    if (i == control_.TransparentColor) continue;
    colours_[std::size_t(i)] = {colour.Blue, colour.Green, colour.Red, 255};
  }
}

bool GifSource::draw_line(Canvas& canvas, int y) {
  if (DGifGetLine(gif_, line_.data(), int(line_.size())) == GIF_ERROR) {
    return false;
  }
  std::uint8_t* out = bgra_.data();
  for (const GifPixelType index : line_) {
    std::memcpy(out, colours_[index].data(), 4);
    out += 4;
  }
  canvas.draw_row(y, bgra_.data(), true);
  return true;
}

bool GifSource::draw(Canvas& canvas) {
  pixels_wait_ = false;
  set_colours();
  const GifImageDesc& image = gif_->Image;
  line_.resize(std::size_t(image.Width));
  bgra_.resize(std::size_t(image.Width) * 4);
  // First row and distance of each pass (appendix E).
  constexpr std::array<std::pair<int, int>, 4> kInterlaced = {
      {{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
  constexpr std::array<std::pair<int, int>, 1> kPlain = {{{0, 1}}};
  const auto draw_passes = [&](const auto& passes) {
    for (const auto& [first, step] : passes) {
      for (int y = first; y < image.Height; y += step) {
        if (!draw_line(canvas, y)) return false;
      }
    }
    return true;
  };
  return image.Interlace ? draw_passes(kInterlaced) : draw_passes(kPlain);
}

}  // namespace

Result<ImageHeader> read_gif_header(std::string_view bytes) {
  GifSource gif(bytes);
  if (!gif.is_open()) return fail(ErrorKind::damaged, gif.fault());
  ImageHeader header{"gif", gif.width(), gif.height(), 1, 0};
  while (header.frames < kMaxAnimationFrames) {
    const auto plan = gif.next();
    if (!plan) break;
    if (header.frames++ > 0) continue;
    if (header.width == 0) header.width = plan->area.x + plan->area.w;
    if (header.height == 0) header.height = plan->area.y + plan->area.h;
  }
  if (header.frames == 0) return fail(ErrorKind::damaged, gif.fault());
  if (header.width == 0 || header.height == 0) {
    return fail(ErrorKind::damaged, "no size");
  }
  return header;
}

Status decode_gif(DecodeTask& task) {
  const auto header = read_gif_header(task.bytes);
  if (!header) return std::unexpected(header.error());
  GifSource gif(task.bytes);
  return compose(gif, header->width, header->height, task);
}

}  // namespace veto::faces
