// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/examine.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

#include "audit/faces/decode.h"
#include "audit/faces/diff.h"
#include "audit/faces/look.h"
#include "audit/faces/metadata.h"
#include "audit/faces/other_picture.h"
#include "audit/faces/resize.h"
#include "audit/faces/sniff.h"
#include "base/text.h"

namespace veto::faces {
namespace {

std::string reason_of(const Error& error) {
  const std::string what = printable(error.what, 200);
  return error.kind == ErrorKind::damaged ? "damaged: " + what : what;
}

// A detection in full-size pixels, cut to the picture.
Box full_size(const Detection& found, double scale, const Frame& frame) {
  const auto place = [scale](double at, int end) {
    return int(std::lround(std::clamp<double>(at * scale, 0, end)));
  };
  Box box;
  box.x = place(found.x, frame.width);
  box.y = place(found.y, frame.height);
  box.w = place(found.x + found.w, frame.width) - box.x;
  box.h = place(found.y + found.h, frame.height) - box.y;
  return box;
}

Status find_faces(Frame frame, Detector& detector, const Bands& bands,
                  std::vector<Face>& faces) {
  const int longest = std::max(frame.width, frame.height);
  const Bitmap picture =
      fit(std::move(frame.pixels), detector.working_side(longest));
  const auto detections = detector.detect(picture, bands.possible);
  if (!detections) return std::unexpected(detections.error());
  const double scale = double(longest) / picture.longest_side();
  for (const Detection& found : *detections) {
    const Box box = full_size(found, scale, frame);
    if (box.w < 1 || box.h < 1) continue;
    const Band band = found.score >= bands.face ? Band::face : Band::possible;
    faces.push_back({box, found.score, band, frame.index});
  }
  return {};
}

// What stays in its place from frame to frame of an animation is one exposure:
// of boxes that share more than half of their union the best is kept.
std::vector<Face> across_frames(std::vector<Face> faces) {
  std::ranges::sort(faces, std::greater{}, [](const Face& face) {
    return std::tuple(face.score, -face.frame, -face.box.x, -face.box.y);
  });
  std::vector<Face> kept;
  for (const Face& face : faces) {
    const bool seen = std::ranges::any_of(kept, [&](const Face& better) {
      return better.frame != face.frame && overlap(better.box, face.box);
    });
    if (!seen) kept.push_back(face);
  }
  return kept;
}

}  // namespace

Bands bands_of(const config::Settings& settings) {
  return {*settings.face_score, *settings.possible_face_score};
}

std::string unsuited(int width, int height) {
  const auto [small, large] = std::minmax(width, height);
  if (small < kMinSide) return "too small";
  if (large > kMaxAspect * small) return "too long and narrow";
  return {};
}

Result<ImageExamination> examine_image(std::string_view bytes,
                                       Detector& detector, const Bands& bands) {
  ImageExamination result;
  result.format = sniff(bytes);
  result.carries = may_carry_another_picture(bytes, result.format);
  result.embedded = embedded::read_embedded(bytes);
  const auto header = read_image_header(bytes);
  if (!header) {
    result.skipped = reason_of(header.error());
    return result;
  }
  result.width = header->width;
  result.height = header->height;
  result.skipped = unsuited(header->width, header->height);
  if (!result.skipped.empty()) return result;
  result.orientation = header->orientation;
  result.metadata = read_metadata(bytes, result.format);
  result.frames = header->frames;
  const int longest = std::max(header->width, header->height);
  std::optional<Error> broken;  // the detector's failure, not the image's
  const auto decoded = decode_frames(
      bytes, detector.working_side(longest), [&](Frame frame) -> Status {
        if (frame.index == 0) result.look = look_of(frame.pixels);
        auto found =
            find_faces(std::move(frame), detector, bands, result.faces);
        if (!found) broken = found.error();
        return found;
      });
  if (broken) return std::unexpected(*broken);
  if (!decoded) {
    result.skipped = reason_of(decoded.error());
    result.faces.clear();
    return result;
  }
  result.truncated = decoded->truncated;
  // The pictures within an SVG have nothing to do with one another.
  if (result.format != "svg")
    result.faces = across_frames(std::move(result.faces));
  return result;
}

}  // namespace veto::faces
