// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode_apng.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "audit/faces/animation.h"
#include "audit/faces/png_chunks.h"
#include "audit/faces/png_rows.h"
#include "base/crc32.h"

namespace veto::faces {
namespace {

constexpr std::size_t kControlSize = 26;  // of an fcTL
constexpr std::size_t kSequenceSize = 4;  // before an fdAT's pixels
constexpr std::size_t kHeaderSize = 13;   // of an IHDR

struct ApngFrame {
  FramePlan plan;
  bool over = false;
  std::vector<std::string_view> data;  // of IDAT or fdAT, in pieces
};

struct Apng {
  PngChunk header;
  std::vector<std::string_view> shared;  // chunks that every frame needs
  std::vector<ApngFrame> frames;
};

// The description in an fcTL; false when it is damaged.
bool read_control(const PngChunk& chunk, int width, int height,
                  ApngFrame& frame) {
  if (chunk.cut || chunk.body.size() != kControlSize) return false;
  const auto number = [&](std::size_t at) {
    return std::uint64_t{png_number(chunk.body.substr(at))};
  };
  const std::uint64_t w = number(4), h = number(8), x = number(12),
                      y = number(16);
  const auto dispose = std::uint8_t(chunk.body[24]);
  const auto blend = std::uint8_t(chunk.body[25]);
  if (w == 0 || h == 0 || x + w > std::uint64_t(width) ||
      y + h > std::uint64_t(height) || dispose > 2 || blend > 1) {
    return false;
  }
  frame.plan = {{int(x), int(y), int(w), int(h)}, Disposal(dispose)};
  frame.over = blend == 1;
  return true;
}

// Frames up to the first damaged one. An IDAT before the first fcTL is a
// picture for viewers that know no animations, and not among them.
Apng read_apng(std::string_view png) {
  Apng apng;
  PngChunkReader chunks(png);
  bool animated = false, pixels = false;
  const auto header = chunks.next();
  if (!header || header->type != "IHDR" || header->body.size() != kHeaderSize) {
    return apng;
  }
  apng.header = *header;
  const int width = int(png_number(header->body));
  const int height = int(png_number(header->body.substr(4)));
  while (const auto chunk = chunks.next()) {
    const bool data = chunk->type == "IDAT" || chunk->type == "fdAT";
    pixels = pixels || data;
    if (chunk->type == "acTL" && !pixels) animated = true;
    if (chunk->type == "fcTL") {
      ApngFrame frame;
      if (!read_control(*chunk, width, height, frame)) break;
      if (int(apng.frames.size()) == kMaxAnimationFrames) break;
      apng.frames.push_back(std::move(frame));
    } else if (data) {
      if (!animated) break;  // a still, whose pixels may be many chunks
      if (!apng.frames.empty()) {
        apng.frames.back().data.push_back(chunk->body.substr(std::min(
            chunk->body.size(), chunk->type == "fdAT" ? kSequenceSize : 0)));
      }
    } else if (!pixels && !chunk->cut && pixels_need(chunk->type)) {
      apng.shared.push_back(chunk->all);
    }
  }
  if (!animated) apng.frames.clear();
  if (!apng.frames.empty() && apng.frames.back().data.empty()) {
    apng.frames.pop_back();
  }
  return apng;
}

std::string big_endian(std::uint32_t value) {
  return {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
}

std::string make_chunk(std::string_view type,
                       const std::vector<std::string_view>& body) {
  std::string chunk(4, '\0');
  chunk += type;
  for (const std::string_view part : body) chunk += part;
  chunk.replace(0, 4, big_endian(std::uint32_t(chunk.size() - 8)));
  return chunk + big_endian(crc32_of(std::string_view(chunk).substr(4)));
}

class ApngSource : public FrameSource {
 public:
  explicit ApngSource(Apng apng) : apng_(std::move(apng)) {}

  std::optional<FramePlan> next() override {
    if (next_ == apng_.frames.size()) return std::nullopt;
    return apng_.frames[next_++].plan;
  }

  bool draw(Canvas& canvas) override {
    const ApngFrame& frame = apng_.frames[next_ - 1];
    const std::string header =
        make_chunk("IHDR", {big_endian(std::uint32_t(frame.plan.area.w)),
                            big_endian(std::uint32_t(frame.plan.area.h)),
                            apng_.header.body.substr(8)});
    const std::string data = make_chunk("IDAT", frame.data);
    std::vector<std::string_view> file = {kPngSignature, header};
    file.insert(file.end(), apng_.shared.begin(), apng_.shared.end());
    file.push_back(data);
    PngRows rows(std::move(file), PngForm::bgra);
    const bool whole =
        rows.open() && rows.read([&](int y, const std::uint8_t* row) {
          canvas.draw_row(y, row, frame.over);
        });
    if (!whole) fault_ = rows.message();
    return whole;
  }

  std::string fault() const override { return fault_; }

 private:
  Apng apng_;
  std::size_t next_ = 0;
  std::string fault_ = "a frame is missing";
};

}  // namespace

int count_apng_frames(std::string_view png) {
  return int(read_apng(png).frames.size());
}

Status decode_apng(DecodeTask& task) {
  Apng apng = read_apng(task.bytes);
  const int width = int(png_number(apng.header.body));
  const int height = int(png_number(apng.header.body.substr(4)));
  ApngSource source(std::move(apng));
  return compose(source, width, height, task);
}

}  // namespace veto::faces
