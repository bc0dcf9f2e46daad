// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/trial.h"

#include <fmt/format.h>

#include <cstdlib>

#include "audit/faces/encode_jpeg.h"
#include "audit/faces/exif.h"

namespace veto::bench {
namespace {

using faces::Bitmap;

void check(bool good, const Error* error) {
  if (good) return;
  fmt::print(stderr, "bench_faces: {}\n", error->message());
  std::exit(2);
}

template <typename T>
T taken(Result<T> result) {
  check(result.has_value(), result ? nullptr : &result.error());
  return *std::move(result);
}

// Of all orientations these two alone do not undo themselves.
int undoing(int orientation) {
  return orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
}

// An APP1 segment behind the start of the image: one IFD with one entry.
std::string with_orientation(const std::string& jpeg, int orientation) {
  using std::string_literals::operator""s;
  const std::string tiff = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s +
                           char(orientation) + "\0\0\0\0\0\0"s;
  const std::string body = "Exif\0\0"s + tiff;
  return jpeg.substr(0, 2) + "\xFF\xE1\0"s + char(body.size() + 2) + body +
         jpeg.substr(2);
}

Bitmap grey(Bitmap picture) {
  for (std::size_t i = 0; i + 2 < picture.bgr.size(); i += 3) {
    std::uint8_t* pixel = &picture.bgr[i];
    const double light = 0.114 * pixel[0] + 0.587 * pixel[1] + 0.299 * pixel[2];
    std::fill_n(pixel, 3, std::uint8_t(light + 0.5));
  }
  return picture;
}

}  // namespace

std::unique_ptr<faces::Detector> open_mode(const Mode& mode) {
  config::Settings settings;
  settings.faces_thorough.value = mode.thorough;
  settings.faces_turns.value = mode.turns;
  const auto weights =
      taken(faces::find_weights(faces::weights_dirs(settings, {})));
  return taken(faces::open_detector(weights, faces::looking_of(settings)));
}

std::string file_of(const Bitmap& picture, const FileKind& kind) {
  Bitmap stored = kind.grey ? grey(picture) : picture;
  if (kind.orientation != 1) {
    stored = faces::upright(std::move(stored), undoing(kind.orientation));
  }
  std::string file = taken(faces::encode_jpeg(stored, kind.quality));
  return kind.orientation == 1 ? file
                               : with_orientation(file, kind.orientation);
}

std::vector<faces::Face> faces_in(std::string_view file,
                                  faces::Detector& detector) {
  return taken(faces::examine_image(file, detector, faces::Bands{})).faces;
}

Tally try_scenes(const std::vector<Scene>& scenes, faces::Detector& detector,
                 const FileKind& kind) {
  Tally all;
  for (const Scene& scene : scenes) {
    const auto found = faces_in(file_of(scene.picture, kind), detector);
    Tally one = tally(scene.faces, scene.pasted, found);
    if (one.wrong > 0) one.wrong_by_ground[scene.ground] = one.wrong;
    all += one;
  }
  return all;
}

}  // namespace veto::bench
