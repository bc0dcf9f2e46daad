// SPDX-License-Identifier: GPL-3.0-or-later
//
// Animations: frames that each change a part of what was there before (GIF89a,
// section 23; PNG, third edition, section 11.3.6; WebP Container
// Specification, "Animation"). A format says what its frames are; putting them
// together, choosing and bounding them is the same for all.

#ifndef VETO_AUDIT_FACES_ANIMATION_H_
#define VETO_AUDIT_FACES_ANIMATION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "audit/faces/bitmap.h"
#include "audit/faces/codecs.h"
#include "audit/faces/faces.h"

namespace veto::faces {

// More frames than this are not looked at.
constexpr int kMaxAnimationFrames = 10'000;
// Nor more pixels than this over all frames that must be decoded for those
// asked for; it bounds the time.
constexpr std::uint64_t kMaxAnimationPixels = 1'000'000'000;

// What becomes of a frame's area when its time is over.
enum class Disposal { keep, clear, restore };

// What is on show, over white.
class Canvas {
 public:
  Canvas(int width, int height) : pixels_(width, height, kWhite) {}

  // Disposes of the frame before and begins one; its area may reach outside.
  void begin(const Box& area, Disposal disposal);
  // Row y of the area, four bytes a pixel, as far as it lies within: drawn over
  // what is there, or in its place.
  void draw_row(int y, const std::uint8_t* bgra, bool over);

  // Whether the current frame has any rows yet.
  bool touched() const { return touched_; }
  Bitmap reduced(int min_side) const;

 private:
  static constexpr std::uint8_t kWhite = 255;
  void dispose();

  Bitmap pixels_;
  Box area_;                 // within the canvas
  int skipped_columns_ = 0;  // of the frame, to the left of the canvas
  int top_ = 0;              // of the frame; may be negative
  Disposal disposal_ = Disposal::keep;
  bool touched_ = false;
  Bitmap before_;  // what restore brings back
};

struct FramePlan {
  Box area;  // in the canvas; may reach outside
  Disposal disposal = Disposal::keep;
};

class FrameSource {
 public:
  virtual ~FrameSource() = default;
  // The next frame, whether or not the one before was drawn; nothing when there
  // is none or it is damaged.
  virtual std::optional<FramePlan> next() = 0;
  // False when part of its pixels is missing.
  virtual bool draw(Canvas& canvas) = 0;
  // What was wrong.
  virtual std::string fault() const = 0;
};

// Gives the frames asked for to the task's sink, each as it is on show. The
// first that is damaged ends it; what there is of it is still shown.
Status compose(FrameSource& source, int width, int height, DecodeTask& task);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_ANIMATION_H_
