// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first inputs of the decoders' fuzz targets: every kind of file that the
// samples can make. scripts/fuzz has them written by setting VETO_SEEDS.
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "audit/faces/decode.h"
#include "base/file.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"
#include "tests/audit/faces/samples_avif.h"
#include "tests/audit/faces/samples_heic.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

// "decode_gif/animation.gif" -> its bytes.
std::map<std::string, std::string> picture_seeds() {
  const Bitmap picture = test::quarters(16, 16);
  const test::Animation steps = {{{0, 0, 64, 64}, 'Q'},
                                 {{8, 8, 16, 16}, 'T', Disposal::clear},
                                 {{4, 4, 32, 32}, 'K', Disposal::keep}};
  using test::JpegKind, test::PngKind, test::WebpKind;
  std::map<std::string, std::string> seeds = {
      {"decode_apng/animation.png", test::make_apng(steps)},
      {"decode_apng/hidden.png", test::make_apng(steps, true)},
      {"decode_avif/still.avif", test::make_avif(picture)},
      {"decode_avif/sequence.avif",
       test::make_avif_sequence({picture, test::noise(16, 16, 1)})},
      {"decode_gif/animation.gif", test::make_gif(steps)},
      {"decode_gif/interlaced.gif", test::make_gif({steps[0]}, true)},
      {"decode_jpeg/progressive.jpg",
       test::make_jpeg(picture, JpegKind::progressive)},
      {"decode_jpeg/ycck.jpg", test::make_jpeg(picture, JpegKind::ycck)},
      {"decode_png/palette1.png", test::make_png(picture, PngKind::palette1)},
      {"decode_png/rgb16.png", test::make_png(picture, PngKind::rgb16)},
      {"decode_webp/alpha.webp", test::make_webp(picture, WebpKind::rgba)},
      {"decode_webp/animation.webp", test::make_webp_animation(steps)},
      {"decode_webp/lossless.webp",
       test::make_webp(picture, WebpKind::lossless)},
      {"decode_webp/lossy.webp", test::make_webp(picture, WebpKind::lossy)}};
#if VETO_HEIC
  seeds["decode_heic/alpha.heic"] =
      test::make_heic(picture, {.half_clear = true});
#endif
  return seeds;
}

}  // namespace

TEST_CASE("seeds: each is a picture; they are written where asked") {
  const char* folder = std::getenv("VETO_SEEDS");
  for (const auto& [name, bytes] : picture_seeds()) {
    CAPTURE(name);
    CHECK(decode_image(bytes, 16).has_value());
    if (!folder) continue;
    const auto path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path.parent_path());
    CHECK(write_file_atomic(path, bytes).has_value());
  }
}
