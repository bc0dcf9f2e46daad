// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/animation.h"

#include "audit/faces/blend.h"
#include "audit/faces/decode.h"
#include "audit/faces/png_chunks.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using test::Animation;

namespace {

const Box kAll{0, 0, 64, 64};
const Box kTopLeft{0, 0, 32, 32}, kTopRight{32, 0, 32, 32};
const Box kLowLeft{0, 32, 32, 32}, kLowRight{32, 32, 32, 32};

struct Played {
  std::vector<std::string> shown;  // corners, a frame each
  bool truncated = false;
  std::string error;
};

Played play(const std::string& file) {
  Played played;
  const auto decoded = decode_frames(file, 640, [&](Frame frame) -> Status {
    CHECK(frame.index == int(played.shown.size()));
    CHECK(frame.width == 64);
    CHECK(frame.height == 64);
    played.shown.push_back(test::corners(frame.pixels));
    return {};
  });
  if (!decoded) played.error = decoded.error().what;
  if (decoded) played.truncated = decoded->truncated;
  return played;
}

using Maker = std::string (*)(const Animation&);
std::string plain_gif(const Animation& steps) { return test::make_gif(steps); }
std::string interlaced_gif(const Animation& steps) {
  return test::make_gif(steps, true);
}
std::string plain_apng(const Animation& steps) {
  return test::make_apng(steps);
}
std::string hidden_apng(const Animation& steps) {
  return test::make_apng(steps, true);
}

}  // namespace

TEST_CASE("blend: by alpha, over what is there and over white") {
  const std::pair<int, std::pair<int, int>> table[] = {
      {0, {100, 255}}, {51, {90, 214}}, {128, {75, 152}}, {255, {50, 50}}};
  for (const auto& [alpha, expected] : table) {
    CAPTURE(alpha);
    const std::uint8_t bgra[] = {50, 50, 50, std::uint8_t(alpha)};
    std::uint8_t bgr[] = {100, 100, 100};
    blend_pixel(bgra, bgr);
    CHECK(int(bgr[1]) == expected.first);
    blend_row_over_white(bgra, 1, bgr);
    CHECK(int(bgr[2]) == expected.second);
  }
}

TEST_CASE("animation: every frame is what a viewer would show") {
  const Animation steps = {
      {kAll, 'Q', Disposal::keep},         {kTopLeft, 'K', Disposal::keep},
      {kTopRight, 'K', Disposal::restore}, {kLowLeft, 'T', Disposal::keep},
      {kLowLeft, 'K', Disposal::clear},    {kLowRight, 'K', Disposal::keep},
  };
  const std::vector<std::string> expected = {"RGBW", "KGBW", "KKBW",
                                             "KGBW", "KGKW", "KGWK"};
  for (const Maker make :
       {plain_gif, interlaced_gif, plain_apng, hidden_apng}) {
    const Played played = play(make(steps));
    CHECK(played.error == "");
    CHECK(played.shown == expected);
    CHECK_FALSE(played.truncated);
  }
}

TEST_CASE("animation: WebP, which has no restore, and pixels in place") {
  const Animation steps = {
      {kAll, 'Q', Disposal::keep},
      {kTopLeft, 'K', Disposal::clear},
      {kLowRight, 'K', Disposal::keep},
      {kTopRight, 'T', Disposal::keep},
      {kTopRight, 'T', Disposal::keep, false},
  };
  const std::vector<std::string> expected = {"RGBW", "KGBW", "WGBK", "WGBK",
                                             "WWBK"};
  for (const Maker make : {Maker{test::make_webp_animation}, plain_apng}) {
    const Played played = play(make(steps));
    CHECK(played.error == "");
    CHECK(played.shown == expected);
    CHECK_FALSE(played.truncated);
  }
}

TEST_CASE("animation: first, middle and last of many, each by itself") {
  Animation steps(21, {kTopLeft, 'T', Disposal::keep});
  steps[0] = {kAll, 'Q', Disposal::keep};
  steps[8] = {kTopRight, 'K', Disposal::keep};
  steps[15] = {kLowLeft, 'K', Disposal::restore};  // not among those shown
  steps[20] = {kLowRight, 'K', Disposal::keep};
  for (const Maker make : {plain_gif, plain_apng}) {
    const std::string file = make(steps);
    std::vector<int> indices;
    std::string first, middle, last;
    const auto decoded = decode_frames(file, 640, [&](Frame frame) -> Status {
      indices.push_back(frame.index);
      if (frame.index == 0) first = test::corners(frame.pixels);
      if (frame.index == 10) middle = test::corners(frame.pixels);
      if (frame.index == 20) last = test::corners(frame.pixels);
      return {};
    });
    REQUIRE(decoded.has_value());
    CHECK(decoded->header.frames == 21);
    CHECK(indices == sampled_frames(21));
    CHECK(first == "RGBW");
    CHECK(middle == "RKBW");
    CHECK(last == "RKBK");
    const auto single = decode_image(file, 640, 15);
    REQUIRE(single.has_value());
    CHECK(test::corners(single->pixels) == "RKKW");
    const auto none = decode_image(file, 640, 21);
    REQUIRE_FALSE(none.has_value());
  }
}

TEST_CASE("animation: cut at every length it is frames or a reason") {
  const Animation steps = {{kAll, 'Q', Disposal::keep},
                           {kTopLeft, 'K', Disposal::clear},
                           {kLowRight, 'K', Disposal::keep}};
  for (const Maker make : {plain_gif, interlaced_gif, plain_apng, hidden_apng,
                           Maker{test::make_webp_animation}}) {
    const std::string whole = make(steps);
    std::size_t shown = 0, reasons = 0;
    for (std::size_t size = 12; size < whole.size(); ++size) {
      const Played played = play(whole.substr(0, size));
      CHECK((played.error.empty() || played.shown.empty()));
      CHECK(played.shown.size() <= steps.size());
      CHECK(played.error.empty() == !played.shown.empty());
      if (played.shown.size() == 2) ++shown;
      if (!played.error.empty()) ++reasons;
    }
    CHECK(shown > 10);
    CHECK(reasons > 10);
  }
}

TEST_CASE("animation: a frame cut in the middle is shown as far as it goes") {
  const std::string gif =
      test::make_gif({{{0, 0, 900, 900}, 'Q'}}, false, 900, 900);
  const auto image = decode_image(gif.substr(0, gif.size() * 2 / 3), 640);
  REQUIRE(image.has_value());
  CHECK(image->truncated);
  CHECK(test::corners(image->pixels).substr(0, 2) == "RG");
  CHECK(test::corners(image->pixels).substr(2) != "BW");
}

TEST_CASE("animation: areas that reach outside are cut to the canvas") {
  // Only GIF can say so.
  const Played played = play(plain_gif({{{0, 0, 64, 64}, 'Q'},
                                        {{48, 48, 32, 32}, 'K'},
                                        {{80, 80, 8, 8}, 'K'},
                                        {{80, 0, 8, 8}, 'K'}}));
  CHECK(played.error == "");
  CHECK(played.shown ==
        std::vector<std::string>{"RGBW", "RGBK", "RGBK", "RGBK"});
}

TEST_CASE("animation: a GIF without a size has that of its first frame") {
  const auto image =
      decode_image(test::make_gif({{kAll, 'Q'}}, false, 0, 0), 640);
  REQUIRE(image.has_value());
  CHECK(image->header.width == 64);
  CHECK(image->header.height == 64);
  CHECK(test::corners(image->pixels) == "RGBW");
}

TEST_CASE("animation: canvases and areas of absurd size") {
  const auto canvas =
      decode_image(test::make_gif({{kAll, 'Q'}}, false, 60000, 60000), 640);
  REQUIRE_FALSE(canvas.has_value());
  CHECK(canvas.error().what == "more than 100 megapixels");
  // A frame of four thousand megapixels on a canvas of 64 by 64.
  std::string gif = plain_gif({{kAll, 'Q'}, {kTopLeft, 'K'}});
  const std::size_t second = gif.rfind(std::string("\0\0\0\0\x20\0\x20\0", 8));
  REQUIRE(second != std::string::npos);
  gif.replace(second + 4, 4, "\xFF\xFF\xFF\xFF");
  const Played played = play(gif);
  CHECK(played.shown == std::vector<std::string>{"RGBW"});
  CHECK(played.truncated);
  std::string webp = test::make_webp_animation({{kAll, 'Q'}, {kAll, 'K'}});
  webp.replace(24, 6, "\xFF\x3F\0\xFF\x3F\0", 6);
  const auto bomb = decode_image(webp, 640);
  REQUIRE_FALSE(bomb.has_value());
  CHECK(bomb.error().what == "more than 100 megapixels");
}

TEST_CASE("apng: descriptions that make no sense end the animation") {
  const std::string whole = plain_apng({{kAll, 'Q'}, {kTopLeft, 'K'}});
  const std::size_t second = whole.rfind("fcTL");
  const auto with = [&](std::size_t at, std::string_view bytes) {
    std::string body = whole.substr(second + 4, 26);
    body.replace(at, bytes.size(), bytes);
    return whole.substr(0, second - 4) + test::png_chunk("fcTL", body) +
           whole.substr(second + 30 + 4);
  };
  using std::string_view_literals::operator""sv;
  const std::pair<std::size_t, std::string_view> table[] = {
      {4, "\0\0\0\0"sv},           // no width
      {4, "\0\0\0\x41"sv},         // wider than the canvas
      {12, "\xFF\xFF\xFF\xFF"sv},  // far outside
      {24, "\x03"sv},              // no such disposal
      {25, "\x02"sv},              // no such blending
  };
  CHECK(play(with(4, "\0\0\0\x20"sv)).shown.size() == 2);
  for (const auto& [at, bytes] : table) {
    CAPTURE(at);
    CHECK(play(with(at, bytes)).shown == std::vector<std::string>{"RGBW"});
  }
}

TEST_CASE("apng: an animation without a frame is its still picture") {
  const std::string png =
      test::make_png(test::quarters(64, 64), test::PngKind::rgb);
  const std::string file = png.substr(0, 33) +
                           test::png_chunk("acTL", std::string(8, '\0')) +
                           png.substr(33);
  CHECK(play(file).shown == std::vector<std::string>{"RGBW"});
}
