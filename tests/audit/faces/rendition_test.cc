// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/rendition.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <unordered_set>

#include "audit/faces/boxed.h"
#include "audit/faces/decode.h"
#include "audit/faces/files.h"
#include "audit/faces/hog.h"
#include "base/file.h"
#include "tests/audit/faces/looks.h"
#include "tests/audit/faces/marks_samples.h"
#include "tests/audit/faces/photographs.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;

namespace {

constexpr Bands kBands{0.7, 0.5};

Face face_at(Box box, int frame = 0) { return {box, 0.9, Band::face, frame}; }

Bitmap drawn(const Rendition& rendition) {
  const auto decoded = decode_image(rendition.jpeg, 100'000);
  REQUIRE(decoded.has_value());
  return decoded->pixels;
}

// How much neighbours differ in that part.
double detail(const Bitmap& picture, const Box& box) {
  double sum = 0;
  for (int y = box.y; y < box.y + box.h; ++y)
    for (int x = box.x; x + 1 < box.x + box.w; ++x)
      sum += std::abs(picture.at(x, y)[0] - picture.at(x + 1, y)[0]);
  return sum / (box.w * box.h);
}

std::string noise_png() {
  return test::make_png(test::noise(400, 300, 3), test::PngKind::rgb);
}

RenditionOrder order_of(std::vector<MarkedFace> faces, bool own_stay_clear,
                        int frames = 1) {
  ImageRecord image;
  image.format = "png";
  image.width = image.height = 100;
  image.frames = frames;
  return rendition_order(image, faces, own_stay_clear);
}

MarkedFace marked(Box box, std::optional<Mark> mark) {
  MarkedFace face;
  face.face = face_at(box);
  if (mark) face.history = {test::marking("x", box, *mark)};
  return face;
}

}  // namespace

TEST_CASE("rendition: boxes lose all detail, the rest stays") {
  test::Looks detector;
  const auto done = render(noise_png(), detector, kBands,
                           {{face_at({100, 100, 80, 80})}, {}, false});
  REQUIRE(done.has_value());
  REQUIRE(done->blurred.size() == 1);
  CHECK(done->blurred[0].x == 80);
  CHECK(done->blurred[0].w == 120);
  CHECK(done->filled.empty());
  const Bitmap picture = drawn(*done);
  CHECK(picture.width == 400);
  CHECK(picture.height == 300);
  CHECK(detail(picture, {82, 82, 116, 116}) < 8);
  CHECK(detail(picture, {220, 10, 116, 116}) > 25);
}

TEST_CASE("rendition: what is still found is painted over") {
  test::Looks detector({{{100, 100, 80, 80, 0.6}}, {{300, 200, 60, 60, 0.6}}});
  const auto done = render(noise_png(), detector, kBands,
                           {{face_at({110, 100, 80, 80})}, {}, false});
  REQUIRE(done.has_value());
  CHECK(done->filled.size() == 2);
  const Bitmap picture = drawn(*done);
  CHECK(detail(picture, {92, 82, 106, 116}) < 0.5);
  CHECK(detail(picture, {290, 190, 70, 70}) < 0.5);
}

TEST_CASE("rendition: the user's own face may be found again") {
  test::Looks detector({{{300, 200, 60, 60, 0.9}}});
  const auto done =
      render(noise_png(), detector, kBands,
             {{face_at({100, 100, 80, 80})}, {Box{300, 200, 60, 60}}, false});
  REQUIRE(done.has_value());
  CHECK(done->filled.empty());
  CHECK(detail(drawn(*done), {305, 205, 50, 50}) > 25);
}

TEST_CASE("rendition: refused where faces are found to the last") {
  const std::vector<Detection> found = {{100, 100, 80, 80, 0.9}};
  test::Looks detector({found, found, found, found, found});
  const auto done = render(noise_png(), detector, kBands,
                           {{face_at({0, 0, 50, 50})}, {}, false});
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().kind == ErrorKind::unsupported);
}

TEST_CASE("rendition: a file without faces and other pictures stays") {
  test::Looks detector;
  const auto kept = render(noise_png(), detector, kBands, {});
  REQUIRE(kept.has_value());
  CHECK(kept->jpeg.empty());
  const auto redrawn = render(noise_png(), detector, kBands, {{}, {}, true});
  REQUIRE(redrawn.has_value());
  CHECK_FALSE(redrawn->jpeg.empty());
  const auto trailing = render(noise_png() + "x", detector, kBands, {});
  REQUIRE(trailing.has_value());
  CHECK_FALSE(trailing->jpeg.empty());
}

TEST_CASE("rendition: upright, as the boxes are") {
  test::Looks detector;
  const std::string sideways =
      test::with_exif_jpeg(test::make_jpeg(test::quarters(120, 80)),
                           test::tiff_with_orientation(6, true));
  const auto done = render(sideways, detector, kBands, {{}, {}, true});
  REQUIRE(done.has_value());
  CHECK(drawn(*done).width == 80);
  CHECK(drawn(*done).height == 120);
}

TEST_CASE("rendition: of an animation the first frame, faces of all") {
  test::Looks detector;
  const test::AnimationStep step{{0, 0, 256, 256}, 'Q'};
  const std::string gif = test::make_gif({step, step}, false, 256, 256);
  const auto done = render(gif, detector, kBands,
                           {{face_at({100, 100, 60, 60}, 1)}, {}, false});
  REQUIRE(done.has_value());
  REQUIRE(done->blurred.size() == 1);
  CHECK(done->blurred[0].w == 120);
  CHECK(drawn(*done).width == 256);
}

TEST_CASE("rendition: refused of an SVG, and of no image") {
  test::Looks detector;
  const RenditionOrder order{{face_at({0, 0, 50, 50})}, {}, false};
  CHECK_FALSE(render("<svg/>", detector, kBands, order).has_value());
  CHECK_FALSE(render("plain", detector, kBands, order).has_value());
  CHECK_FALSE(render("plain", detector, kBands, {}).has_value());
}

TEST_CASE("rendition: whose faces stay clear") {
  const Box left{0, 0, 40, 40}, right{50, 0, 40, 40}, middle{30, 0, 40, 40};
  const auto mine = marked(left, Mark::mine);
  struct Row {
    const char* name;
    RenditionOrder order;
    std::size_t clear, blur;
  };
  const Row rows[] = {
      {"mine", order_of({mine, marked(right, {})}, true), 1, 1},
      {"not in other editions", order_of({mine, marked(right, {})}, false), 0,
       2},
      {"another face in it", order_of({mine, marked(middle, {})}, true), 0, 2},
      {"my own in it", order_of({mine, marked(middle, Mark::mine)}, true), 2,
       0},
      {"consent is for the site",
       order_of({marked(left, Mark::consented)}, true), 0, 1},
      {"no face, by a person's word",
       order_of({marked(left, Mark::not_a_face)}, true), 0, 1},
      {"an animation", order_of({mine}, true, 2), 0, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(row.order.clear.size() == row.clear);
    CHECK(row.order.blur.size() == row.blur);
  }
  CHECK_FALSE(order_of({}, true).redraw);
  CHECK(order_of({}, true, kMaxFrames + 1).redraw);
}

namespace {

// Every 32 bytes of the coded pixels.
std::unordered_set<std::string> windows_of(const std::string& jpeg) {
  std::unordered_set<std::string> windows;
  const auto scan = jpeg.find("\xFF\xDA");
  for (std::size_t at = scan + 16; at + 34 < jpeg.size(); ++at)
    windows.insert(jpeg.substr(at, 32));
  return windows;
}

// As `veto faces` sees it.
std::optional<ImageExamination> examined(Examiner& examiner,
                                         const std::string& bytes) {
  std::optional<std::string> left = bytes;
  std::optional<ImageExamination> seen;
  const auto done = examiner.examine(
      [&]() -> std::optional<Examiner::Image> {
        if (!left) return std::nullopt;
        Examiner::Image image{0, *std::move(left)};
        left.reset();
        return image;
      },
      [&](std::uint64_t, ImageExamination image) -> Status {
        seen = std::move(image);
        return {};
      });
  REQUIRE(done.has_value());
  return seen;
}

Result<Rendition> rendered(Examiner& examiner, const std::string& bytes,
                           const RenditionOrder& order) {
  std::optional<Examiner::ToRender> left = Examiner::ToRender{7, bytes, order};
  Result<Rendition> result = fail(ErrorKind::bug, "nothing came");
  const auto done = examiner.render(
      [&] { return std::exchange(left, std::nullopt); },
      [&](std::uint64_t id, Result<Rendition> rendition) -> Status {
        CHECK(id == 7);
        result = std::move(rendition);
        return {};
      });
  REQUIRE(done.has_value());
  return result;
}

}  // namespace

TEST_CASE("rendition: of photographs nothing is left of faces or of the file") {
  const auto models = test::shared("models");
  const auto folder = test::shared("testdata/faces");
  if (models.empty() || folder.empty()) return;
  const test::NoWeights none;
  config::Settings settings;
  settings.models_dir.value = models;
  auto examiner = Examiner::open(settings, {}, 1);
  REQUIRE(examiner.has_value());
  for (const char* name : {"astronaut.png", "gauss.png"}) {
    CAPTURE(name);
    const auto png = read_file(folder / "pos" / name, kMaxImageBytes);
    REQUIRE(png.has_value());
    const std::string photograph = test::with_exif_jpeg(
        test::make_jpeg(decode_image(*png, 100'000)->pixels),
        test::tiff_with_orientation(1, true));
    const auto before = examined(*examiner, photograph);
    REQUIRE_FALSE(before->faces.empty());
    const auto done =
        rendered(*examiner, photograph, {before->faces, {}, false});
    REQUIRE(done.has_value());
    CHECK(done->blurred.size() == before->faces.size());
    const auto after = examined(*examiner, done->jpeg);
    CHECK(after->skipped.empty());
    CHECK(after->faces.empty());
    CHECK(after->width == before->width);
    CHECK(after->height == before->height);
    const auto small = examiner->thumbnail(photograph, before->faces);
    REQUIRE(small.has_value());
    CHECK(examined(*examiner, *small)->skipped.empty());
    CHECK(examined(*examiner, *small)->faces.empty());
    const auto windows = windows_of(photograph);
    std::size_t kept = 0;
    for (const std::string& window : windows_of(done->jpeg))
      kept += windows.contains(window) ? 1 : 0;
    CHECK(kept == 0);
#if VETO_HOG
    const auto hog = open_hog();
    REQUIRE(hog.has_value());
    const auto by_hog = examine_image(done->jpeg, **hog, kBands);
    REQUIRE(by_hog.has_value());
    // It takes a rocket for a face.
    for (const Face& face : by_hog->faces)
      for (const Box& box : done->blurred) CHECK(test::iou(face.box, box) == 0);
#endif
  }
}

TEST_CASE("rendition: exiftool finds no metadata") {
  if (std::system("exiftool -ver >/dev/null 2>&1") != 0) {
    std::printf("SKIPPED: no exiftool\n");
    return;
  }
  test::Looks detector;
  std::string tiff = test::tiff_with_orientation(6, true);
  const auto done = render(
      test::with_exif_jpeg(test::make_jpeg(test::noise(100, 80, 1)), tiff),
      detector, kBands, {{}, {}, true});
  REQUIRE(done.has_value());
  const test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "r.jpg", done->jpeg).has_value());
  const std::string command = "exiftool -G -S '" + (dir / "r.jpg").string() +
                              "' | grep -vE '^\\[(ExifTool|File|JFIF|"
                              "Composite)\\]' >'" +
                              (dir / "tags").string() + "'";
  CHECK(std::system(command.c_str()) != 0);  // grep finds no other line
  CHECK(read_file(dir / "tags", 10'000) == std::string());
}
