// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/hostile_set.h"

#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"
#include "tests/audit/faces/samples_avif.h"
#include "tests/audit/faces/samples_heic.h"

namespace veto::test {
namespace {

constexpr int kSide = 96;

const Animation kSteps = {
    {{0, 0, 64, 64}, 'Q', faces::Disposal::keep, false},
    {{0, 0, 32, 32}, 'K', faces::Disposal::clear, true},
    {{16, 16, 48, 48}, 'T', faces::Disposal::keep, true},
};

void add_whole_jpegs(HostileFiles& files, const faces::Bitmap& picture) {
  const std::pair<const char*, JpegKind> kinds[] = {
      {"jpeg", JpegKind::colour},
      {"jpeg gray", JpegKind::gray},
      {"jpeg cmyk", JpegKind::cmyk},
      {"jpeg ycck", JpegKind::ycck},
      {"jpeg progressive", JpegKind::progressive}};
  for (const auto& [name, kind] : kinds)
    files.push_back({name, make_jpeg(picture, kind)});
}

void add_whole_pngs(HostileFiles& files, const faces::Bitmap& picture) {
  const std::pair<const char*, PngKind> kinds[] = {
      {"png rgb", PngKind::rgb},
      {"png rgb16", PngKind::rgb16},
      {"png rgba", PngKind::rgba},
      {"png palette", PngKind::palette},
      {"png gray16", PngKind::gray16},
      {"png palette1", PngKind::palette1},
      {"png interlaced", PngKind::interlaced}};
  for (const auto& [name, kind] : kinds)
    files.push_back({name, make_png(picture, kind)});
}

void add_whole_webps(HostileFiles& files, const faces::Bitmap& picture) {
  const std::pair<const char*, WebpKind> kinds[] = {
      {"webp lossy", WebpKind::lossy},
      {"webp lossless", WebpKind::lossless},
      {"webp rgba", WebpKind::rgba}};
  for (const auto& [name, kind] : kinds)
    files.push_back({name, make_webp(picture, kind)});
}

// The encoder writes down when it was at work (ISO/IEC 14496-12, sections
// 8.2.2, 8.3.2 and 8.4.2, version 1).
std::string without_times(std::string sequence) {
  for (const std::string box : {"mvhd", "tkhd", "mdhd"}) {
    for (auto at = sequence.find(box); at != std::string::npos;
         at = sequence.find(box, at + 1)) {
      sequence.replace(at + 8, 16, 16, '\0');
    }
  }
  return sequence;
}

}  // namespace

HostileFiles whole_files() {
  const faces::Bitmap picture = noise(kSide, kSide, 4);
  HostileFiles files;
  add_whole_jpegs(files, picture);
  add_whole_pngs(files, picture);
  add_whole_webps(files, picture);
  files.push_back({"apng", make_apng(kSteps)});
  files.push_back({"gif", make_gif(kSteps)});
  files.push_back({"gif interlaced", make_gif(kSteps, true)});
  files.push_back(
      {"webp animation",
       make_webp_animation({{{0, 0, 64, 64}, 'Q'}, {{0, 0, 32, 32}, 'K'}})});
  files.push_back({"avif", make_avif(picture)});
  files.push_back({"avif clear", make_avif(picture, {.half_clear = true})});
  files.push_back({"avif sequence", without_times(make_avif_sequence(
                                        {picture, quarters(kSide, kSide)}))});
#if VETO_HEIC
  files.push_back({"heic", make_heic(picture)});
  files.push_back({"heic turned", make_heic(picture, {.orientation = 6})});
#endif
  return files;
}

HostileFiles hostile_set(bool slow) {
  HostileFiles files;
  add_damaged(files);
  add_bombs(files, slow);
  add_disguised(files);
  add_hostile_svg(files, slow);
  return files;
}

}  // namespace veto::test
