// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/publish.h"

#include <cmath>

#include "audit/faces/boxed.h"
#include "audit/faces/decode.h"
#include "base/file.h"
#include "tests/audit/faces/looks.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;

namespace {

// Finds one, and nothing in what was made of it.
test::Looks one_face() { return test::Looks({{{100, 100, 80, 80, 0.6}}}); }

Bitmap pixels_of(const std::string& jpeg) {
  const auto decoded = decode_image(jpeg, 100'000);
  REQUIRE(decoded.has_value());
  return decoded->pixels;
}

// How much neighbours differ in that part.
double roughness(const Bitmap& picture, const Box& box) {
  double sum = 0;
  for (int y = box.y; y < box.y + box.h; ++y) {
    for (int x = box.x; x + 1 < box.x + box.w; ++x) {
      sum += std::abs(picture.at(x, y)[0] - picture.at(x + 1, y)[0]);
    }
  }
  return sum / (box.w * box.h);
}

std::string noisy_png(int width, int height) {
  return test::make_png(test::noise(width, height, 3), test::PngKind::rgb);
}

}  // namespace

TEST_CASE("publish: possible faces and the user's boxes lose all detail") {
  test::Looks detector = one_face();
  const auto published = publish(noisy_png(400, 300), detector, {0.7, 0.5},
                                 {{{300, 200, 60, 60}}, std::nullopt});
  REQUIRE(published.has_value());
  CHECK(published->blurred == 2);
  const Bitmap picture = pixels_of(published->jpeg);
  CHECK(picture.width == 400);
  CHECK(picture.height == 300);
  CHECK(roughness(picture, {90, 90, 100, 100}) < 8);  // widened
  CHECK(roughness(picture, {300, 200, 60, 60}) < 8);
  CHECK(roughness(picture, {10, 10, 60, 60}) > 25);
}

TEST_CASE("publish: a crop keeps its part, with what was blurred there") {
  test::Looks detector = one_face();
  const auto published = publish(noisy_png(400, 300), detector, {0.7, 0.5},
                                 {{}, Box{50, 80, 200, 1000}});
  REQUIRE(published.has_value());
  const Bitmap picture = pixels_of(published->jpeg);
  CHECK(picture.width == 200);
  CHECK(picture.height == 220);
  CHECK(roughness(picture, {50, 20, 80, 80}) < 8);
  test::Looks another = one_face();
  const auto outside = publish(noisy_png(400, 300), another, {0.7, 0.5},
                               {{}, Box{500, 0, 10, 10}});
  REQUIRE_FALSE(outside.has_value());
  CHECK(outside.error().kind == ErrorKind::usage);
}

TEST_CASE("publish: of an animation more is blurred around a face") {
  const test::AnimationStep quarters{{0, 0, 256, 256}, 'Q'};
  const std::string still = test::make_gif({quarters}, false, 256, 256);
  const std::string moving =
      test::make_gif({quarters, quarters}, false, 256, 256);
  // Whether the edge between the quarters has changed in that row.
  const auto changed = [&](const std::string& gif, int y) {
    const Bitmap before = pixels_of(gif);
    test::Looks detector = gif == still
                               ? one_face()
                               : test::Looks({{{100, 100, 80, 80, 0.6}},
                                              {{100, 100, 80, 80, 0.6}}});
    const auto published = publish(gif, detector, {0.7, 0.5}, {});
    REQUIRE(published.has_value());
    const Bitmap after = pixels_of(published->jpeg);
    int most = 0;
    for (int i = 120 * 3; i < 136 * 3; ++i)
      most = std::max(most, std::abs(before.at(0, y)[i] - after.at(0, y)[i]));
    return most > 100;
  };
  CHECK(changed(still, 90));
  CHECK_FALSE(changed(still, 70));
  CHECK(changed(moving, 70));
}

TEST_CASE("publish: where a face is found again all is of one colour") {
  test::Looks detector({{{100, 100, 80, 80, 0.6}}, {{110, 110, 60, 60, 0.8}}});
  const auto published = publish(noisy_png(400, 300), detector, {0.7, 0.5}, {});
  REQUIRE(published.has_value());
  CHECK(published->blurred == 1);
  CHECK(published->filled == 1);
  CHECK(roughness(pixels_of(published->jpeg), {82, 82, 116, 116}) < 0.5);
}

TEST_CASE("publish: what was not looked at as a whole is refused") {
  test::Looks detector = one_face();
  const std::string whole = test::make_jpeg(test::noise(200, 200, 1));
  for (const std::string& bytes : {whole.substr(0, whole.size() / 2),
                                   noisy_png(20, 20), std::string("x")}) {
    CHECK_FALSE(publish(bytes, detector, {0.7, 0.5}, {}).has_value());
  }
}

TEST_CASE("publish: through a worker, a photograph shows no face any more") {
  const auto models = test::shared("models");
  const auto folder = test::shared("testdata/faces");
  if (models.empty() || folder.empty()) return;
  const test::NoWeights none;
  config::Settings settings;
  settings.models_dir.value = models;
  auto examiner = Examiner::open(settings, {}, 1);
  REQUIRE(examiner.has_value());
  const auto bytes =
      read_file(folder / "pos/solvay_conference_1927.png", kMaxImageBytes);
  REQUIRE(bytes.has_value());
  const auto published = examiner->publish(*bytes, {});
  REQUIRE(published.has_value());
  CHECK(published->blurred >= 27);
  std::optional<std::string> jpeg = published->jpeg;
  const auto again = examiner->examine(
      [&]() -> std::optional<Examiner::Image> {
        if (!jpeg) return std::nullopt;
        Examiner::Image image{0, *std::move(jpeg)};
        jpeg.reset();
        return image;
      },
      [](std::uint64_t, ImageExamination image) -> Status {
        CHECK(image.skipped.empty());
        CHECK(image.faces.empty());
        return {};
      });
  CHECK(again.has_value());
}
