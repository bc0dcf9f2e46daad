// SPDX-License-Identifier: GPL-3.0-or-later
//
// Image bytes from a stranger -> upright pixels, within bounds that are
// checked against the header before anything is decoded. What a format needs
// is in its codec (codecs.h); what all of them share is here.

#ifndef VETO_AUDIT_FACES_DECODE_H_
#define VETO_AUDIT_FACES_DECODE_H_

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "audit/faces/bitmap.h"
#include "base/error.h"

namespace veto::faces {

constexpr std::uint64_t kMaxImageBytes = 40u << 20;
constexpr std::uint64_t kMaxImagePixels = 100'000'000;
// Of an animation at most this many frames are decoded.
constexpr int kMaxFrames = 8;
// Nor are more pixels looked at in all the pictures of a file; it bounds the
// time that looking for faces takes. The first is taken in any case.
constexpr std::uint64_t kMaxFilePixels = 200'000'000;

struct ImageHeader {
  std::string_view format;  // as sniff() names it
  int width = 0;            // upright, in full size
  int height = 0;
  int orientation = 1;  // EXIF, 1 to 8
  // Pictures in the file: an animation's frames, the rasters within an SVG; 1
  // for a still.
  int frames = 1;
};

// Errors: unsupported (a format that is not decoded), damaged, too_large.
Result<ImageHeader> read_image_header(std::string_view bytes);

// One picture of a file; of an animation, what is on show at that frame. Those
// of an SVG have sizes of their own.
struct Frame {
  int index = 0;  // from 0
  int width = 0;  // upright, in full size
  int height = 0;
  Bitmap pixels;  // upright; may be smaller than that
};
// A failure ends the decoding and becomes its result.
using FrameSink = std::function<Status(Frame frame)>;

struct Decoded {
  ImageHeader header;
  // The file ends early or part of it is damaged: what there was came out.
  bool truncated = false;
};

// Gives each picture that sampled_frames() chooses, or each of those in an SVG,
// to the sink, in order. They are decoded at a scale whose longest side is at
// least `min_side` pixels, or in full. Errors: as above, and the sink's own.
Result<Decoded> decode_frames(std::string_view bytes, int min_side,
                              const FrameSink& sink);

// The first frame, the middle one and the last, and others evenly between, at
// most so many; ascending.
std::vector<int> sampled_frames(int count, int most = kMaxFrames);

// How many frames of an animation of that size are looked at: kMaxFrames, or
// as few as kMaxFilePixels allows.
int most_frames(int width, int height);

struct DecodedImage : Decoded {
  Bitmap pixels;
};

// The one picture `frame`. Errors: as above; not_found, when there is none.
Result<DecodedImage> decode_image(std::string_view bytes, int min_side,
                                  int frame = 0);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_DECODE_H_
