// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/turns.h"

#include "audit/faces/exif.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

// Finds red pixels that lie in the upper left quarter of what it is shown.
std::vector<Detection> see_red_corner(const Bitmap& view) {
  int right = 0, bottom = 0;
  for (int y = 0; y < view.height / 2; ++y) {
    for (int x = 0; x < view.width / 2; ++x) {
      if (view.at(x, y)[2] < 128 || view.at(x, y)[1] > 128) continue;
      right = std::max(right, x + 1);
      bottom = std::max(bottom, y + 1);
    }
  }
  if (right < view.width / 4 || bottom < view.height / 4) return {};
  return {{0, 0, double(right), double(bottom), 0.9}};
}

// Says what it is told to, once for each look.
class Told final : public Detector {
 public:
  const DetectorInfo& info() const override { return info_; }
  int working_side(int longest) const override { return longest / 2; }
  Result<std::vector<Detection>> detect(const Bitmap& picture,
                                        double least) override {
    shown.push_back({picture.width, picture.height});
    asked = least;
    if (shown.size() == fails_at) return fail(ErrorKind::bug, "broken");
    if (shown.size() > answers.size()) return std::vector<Detection>{};
    return answers[shown.size() - 1];
  }

  std::vector<std::pair<int, int>> shown;
  std::vector<std::vector<Detection>> answers;
  double asked = 0;
  std::size_t fails_at = 0;

 private:
  DetectorInfo info_{"told", "1", "", ""};
};

struct Rig {
  Told* told = new Told;
  std::unique_ptr<Detector> detector =
      with_turns(std::unique_ptr<Detector>(told), 0.7);
};

}  // namespace

TEST_CASE("look_turned: boxes lie where the picture has them") {
  // Red lies in the upper left: a quarter turn takes it to the upper right,
  // a half to the lower right.
  const Bitmap picture = test::quarters(40, 24);
  const struct {
    int orientation;  // which brings the red elsewhere beforehand
    Detection red;
  } table[] = {
      {6, {12, 0, 12, 20}}, {3, {20, 12, 20, 12}}, {8, {0, 20, 12, 20}}};
  for (const auto& [orientation, red] : table) {
    CAPTURE(orientation);
    const auto found =
        look_turned(upright(picture, orientation), see_red_corner);
    REQUIRE(found.size() == 1);
    CHECK(found[0].x == red.x);
    CHECK(found[0].y == red.y);
    CHECK(found[0].w == red.w);
    CHECK(found[0].h == red.h);
  }
  CHECK(look_turned(picture, see_red_corner).empty());
}

TEST_CASE("with_turns: one look where a face is found") {
  Rig rig;
  rig.told->answers = {{{1, 2, 3, 4, 0.7}}};
  const auto found = rig.detector->detect(Bitmap(300, 200), 0.5);
  REQUIRE(found.has_value());
  CHECK(found->size() == 1);
  CHECK(rig.told->shown.size() == 1);
  CHECK(rig.detector->info().name == "told");
  CHECK(rig.detector->working_side(300) == 150);
}

TEST_CASE("with_turns: three more where none is, at a bounded size") {
  Rig rig;
  rig.told->answers = {{{100, 100, 40, 40, 0.69}},
                       {},
                       {{0, 0, 64, 32, 0.8}},
                       {{0, 0, 10, 10, 0.6}}};
  const int scale = 2;
  const auto found = rig.detector->detect(
      Bitmap(kTurnedSide * scale, kTurnedSide * scale / 2), 0.5);
  REQUIRE(found.has_value());
  const std::pair upright{kTurnedSide, kTurnedSide / 2};
  const std::pair side{kTurnedSide / 2, kTurnedSide};
  CHECK(
      rig.told->shown ==
      std::vector<std::pair<int, int>>{
          {kTurnedSide * scale, kTurnedSide * scale / 2}, side, upright, side});
  CHECK(rig.told->asked == 0.5);
  REQUIRE(found->size() == 3);
  CHECK((*found)[0].score == 0.8);
  CHECK((*found)[0].x == (kTurnedSide - 64) * scale);
  CHECK((*found)[0].y == (kTurnedSide / 2 - 32) * scale);
  CHECK((*found)[0].w == 64 * scale);
}

TEST_CASE("with_turns: a detector that fails is not an empty picture") {
  for (const std::size_t look : {1u, 2u, 4u}) {
    Rig rig;
    rig.told->fails_at = look;
    const auto found = rig.detector->detect(Bitmap(64, 64), 0.5);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().kind == ErrorKind::bug);
  }
}
