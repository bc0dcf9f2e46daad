// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/turns.h"

#include <algorithm>
#include <utility>

#include "audit/faces/exif.h"
#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

// EXIF's names for a picture stored a quarter, a half and three quarters of a
// turn anticlockwise.
enum class Turn { quarter = 6, half = 3, three_quarters = 8 };

// The box in a picture of that size, before the turn.
Detection turned_back(const Detection& found, Turn turn,
                      const Bitmap& picture) {
  const double right = found.x + found.w;
  const double bottom = found.y + found.h;
  switch (turn) {
    case Turn::quarter:
      return {found.y, picture.height - right, found.h, found.w, found.score};
    case Turn::half:
      return {picture.width - right, picture.height - bottom, found.w, found.h,
              found.score};
    case Turn::three_quarters:
      return {picture.width - bottom, found.x, found.h, found.w, found.score};
  }
  return found;
}

class Turning final : public Detector {
 public:
  Turning(std::unique_ptr<Detector> detector, double enough)
      : detector_(std::move(detector)),
        enough_(enough),
        info_(detector_->info()) {
    info_.known_limits +=
        " Where no face was found upright, the picture was turned too.";
  }

  const DetectorInfo& info() const override { return info_; }
  int working_side(int longest) const override {
    return detector_->working_side(longest);
  }

  Result<std::vector<Detection>> detect(const Bitmap& picture,
                                        double least) override {
    auto found = detector_->detect(picture, least);
    if (!found) return found;
    const bool any = std::ranges::any_of(
        *found, [&](const Detection& d) { return d.score >= enough_; });
    if (any) return found;
    if (auto added = add_turned(picture, least, *found); !added) {
      return pass(added);
    }
    return keep_best(*std::move(found));
  }

 private:
  Status add_turned(const Bitmap& picture, double least,
                    std::vector<Detection>& all) {
    Status status;
    const auto look = [&](const Bitmap& view) -> std::vector<Detection> {
      auto seen = detector_->detect(view, least);
      if (seen) return *std::move(seen);
      status = std::unexpected(seen.error());
      return {};
    };
    const Bitmap whole = fit(picture, kTurnedSide);
    const double scale = double(picture.longest_side()) / whole.longest_side();
    for (const Detection& d : look_turned(whole, look)) {
      all.push_back(
          {d.x * scale, d.y * scale, d.w * scale, d.h * scale, d.score});
    }
    return status;
  }

  std::unique_ptr<Detector> detector_;
  double enough_;
  DetectorInfo info_;
};

}  // namespace

std::vector<Detection> look_turned(const Bitmap& picture, const Look& look) {
  std::vector<Detection> all;
  for (const Turn turn : {Turn::quarter, Turn::half, Turn::three_quarters}) {
    for (const Detection& found : look(upright(picture, int(turn)))) {
      all.push_back(turned_back(found, turn, picture));
    }
  }
  return all;
}

std::unique_ptr<Detector> with_turns(std::unique_ptr<Detector> detector,
                                     double enough) {
  return std::make_unique<Turning>(std::move(detector), enough);
}

}  // namespace veto::faces
