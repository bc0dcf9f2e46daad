// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "tests/bench/faces/usage.h"

namespace veto::bench {
namespace {

using faces::Band;
using faces::Face;

constexpr int kFaceSizes[] = {12, 16, 20, 24, 32, 48, 64, 96, 200};
constexpr Canvas kCanvases[] = {{"0.3 MP", 640, 480},
                                {"1 MP", 1152, 864},
                                {"3 MP", 2000, 1500},
                                {"12 MP", 4000, 3000},
                                {"24 MP", 6000, 4000}};
constexpr Canvas kSmall = kCanvases[0];
constexpr Canvas kMiddle = kCanvases[1];
constexpr Mode kUsual{"default"};
constexpr Mode kThorough{"thorough", true};
constexpr Mode kTurns{"turns", false, true};
constexpr double kLean = 15;  // degrees that still count as upright

using Change = std::function<Cutout(const Cutout&)>;

std::vector<Cutout> changed(const Photographs& photographs,
                            const Change& change) {
  std::vector<Cutout> all;
  for (const Cutout& cutout : photographs.cutouts) {
    all.push_back(change(cutout));
  }
  return all;
}

Change leaning(int face, Random& random) {
  return [face, &random](const Cutout& cutout) {
    return scaled(turned(cutout, between(random, -kLean, kLean)), face);
  };
}

struct Cell {
  Tally usual, thorough;
};

// The same pictures for both.
Cell measure_cell(const std::vector<Scene>& scenes) {
  static const auto usual = open_mode(kUsual);
  static const auto thorough = open_mode(kThorough);
  return {try_scenes(scenes, *usual), try_scenes(scenes, *thorough)};
}

std::string recalls(const Cell& cell) {
  if (cell.usual.faces == 0) return " - |";
  return fmt::format(" {:.2f} {:.2f} |", cell.usual.recall(),
                     cell.thorough.recall());
}

void print_errors(const char* mode, const Tally& all) {
  const int said = all.found + all.twice + all.wrong;
  fmt::print(
      "{}: {} faces, {} found at band face ({} with possible ones), {} found "
      "twice or badly placed; precision {:.4f}; {} where there is none",
      mode, all.faces, all.found, all.possible, all.twice,
      said == 0 ? 1.0 : double(all.found) / said, all.wrong);
  for (const auto& [ground, count] : all.wrong_by_ground) {
    fmt::print(", {} on {}", count, ground);
  }
  fmt::print(".\n\n");
}

std::string percent(int part, int all) {
  return fmt::format("{} of {} ({:.3f})", part, all,
                     all == 0 ? 0.0 : double(part) / all);
}

// What is done to each face, and to the picture's file.
struct Condition {
  std::string name;
  Change change = [](const Cutout& cutout) { return cutout; };
  FileKind kind{};
};

std::vector<Condition> conditions() {
  const auto blur = [](int to) {
    return [to](const Cutout& c) { return blurred(c, to); };
  };
  const auto cover = [](Part part) {
    return [part](const Cutout& c) { return covered(c, part); };
  };
  const auto same = [](const Cutout& c) { return c; };
  std::vector<Condition> all = {
      {"as they are"},
      {"blurred to 24 px", blur(24)},
      {"blurred to 16 px", blur(16)},
      {"blurred to 12 px", blur(12)},
      {"lower third covered", cover({0, 0.67, 1, 0.33})},
      {"lower half covered", cover({0, 0.5, 1, 0.5})},
      {"eyes covered", cover({0, 0.25, 1, 0.2})},
      {"left half covered", cover({0, 0, 0.5, 1})},
      {"grey", same, {.grey = true}},
      {"JPEG quality 30", same, {.quality = 30}}};
  for (int i = 1; i <= 8; ++i) {
    all.push_back(
        {fmt::format("EXIF orientation {}", i), same, {.orientation = i}});
  }
  return all;
}

}  // namespace

void measure_sizes(const Photographs& photographs, bool large, int rounds) {
  fmt::print(
      "\n## Size\n\nRecall at band face, default and thorough; faces lean by "
      "up to {} degrees; {} faces a cell.\n\n| face |",
      kLean, photographs.cutouts.size() * unsigned(rounds));
  const std::size_t canvases = large ? std::size(kCanvases) : 2;
  for (std::size_t i = 0; i < canvases; ++i) {
    fmt::print(" {} |", kCanvases[i].name);
  }
  fmt::print(" all |\n|---|{}---|\n",
             large ? "---|---|---|---|---|" : "---|---|");
  Random random(1);
  Cell total;
  for (const int face : kFaceSizes) {
    fmt::print("| {} px |", face);
    Cell row;
    for (std::size_t i = 0; i < canvases; ++i) {
      Cell cell;
      for (int round = 0; round < rounds; ++round) {
        const Cell one =
            measure_cell(scenes_of(changed(photographs, leaning(face, random)),
                                   photographs, kCanvases[i], 1000, random));
        cell.usual += one.usual;
        cell.thorough += one.thorough;
      }
      row.usual += cell.usual;
      row.thorough += cell.thorough;
      fmt::print("{}", recalls(cell));
    }
    fmt::print("{}\n", recalls(row));
    total.usual += row.usual;
    total.thorough += row.thorough;
  }
  fmt::print(
      "\nA ground is a small photograph mirrored over the canvas: what is "
      "wrong "
      "on it once is wrong many times.\n\n");
  print_errors("default", total.usual);
  print_errors("thorough", total.thorough);
}

void measure_conditions(const Photographs& photographs) {
  constexpr int kFace = 48;
  fmt::print(
      "\n## Conditions\n\nFaces of {} pixels in pictures of 1 MP, upright.\n\n"
      "| condition | default | thorough | default, with possible |\n"
      "|---|---|---|---|\n",
      kFace);
  const auto usual = open_mode(kUsual);
  const auto thorough = open_mode(kThorough);
  for (const Condition& row : conditions()) {
    Random random(2);
    const auto change = [&](const Cutout& cutout) {
      return scaled(row.change(cutout), kFace);
    };
    const auto scenes = scenes_of(changed(photographs, change), photographs,
                                  kMiddle, 1000, random);
    const Tally a = try_scenes(scenes, *usual, row.kind);
    const Tally b = try_scenes(scenes, *thorough, row.kind);
    fmt::print("| {} | {:.2f} | {:.2f} | {:.2f} |\n", row.name, a.recall(),
               b.recall(), double(a.possible) / a.faces);
  }
}

void measure_turns(const Photographs& photographs, bool all) {
  fmt::print(
      "\n## Turned\n\nPictures of 0.3 MP with one face of 96 pixels.\n\n"
      "| degrees | default | with turns | CPU ms default | with turns |\n"
      "|---|---|---|---|---|\n");
  const auto usual = open_mode(kUsual);
  const auto turns = open_mode(kTurns);
  for (const int degrees : {0, 90, 15, 30, 45, 135, 180, 225, 270, 315}) {
    if (!all && degrees % 90 != 0) break;
    Random random(3);
    const auto scenes = scenes_of(
        changed(
            photographs,
            [&](const Cutout& c) { return scaled(turned(c, degrees), 96); }),
        photographs, kSmall, 1, random);
    const double begin = cpu_milliseconds();
    const Tally a = try_scenes(scenes, *usual);
    const double middle = cpu_milliseconds();
    const Tally b = try_scenes(scenes, *turns);
    const double end = cpu_milliseconds();
    const double count = double(scenes.size());
    fmt::print("| {} | {:.2f} | {:.2f} | {:.0f} | {:.0f} |\n", degrees,
               a.recall(), b.recall(), (middle - begin) / count,
               (end - middle) / count);
  }
}

void measure_pictures(const Photographs& photographs, int rounds) {
  Random random(4);
  const auto usual = open_mode(kUsual);
  const auto thorough = open_mode(kThorough);
  Tally a, b;
  for (int round = 0; round < rounds; ++round) {
    for (const Cutout& cutout : photographs.cutouts) {
      const int face =
          int(std::exp(between(random, std::log(24.0), std::log(200.0))));
      const std::vector<Cutout> one = {leaning(face, random)(cutout)};
      const Canvas& canvas = kCanvases[random() % 3];
      const auto scenes = scenes_of(one, photographs, canvas, 1, random);
      a += try_scenes(scenes, *usual);
      b += try_scenes(scenes, *thorough);
    }
  }
  fmt::print(
      "\n## Pictures with one face\n\nOf 24 to 200 pixels, in 0.3, 1 or 3 MP: "
      "pictures in which it is found.\n\ndefault: {}\nthorough: {}\n",
      percent(a.found, a.faces), percent(b.found, b.faces));
}

void measure_photographs(const Photographs& photographs) {
  fmt::print(
      "\n## The photographs themselves\n\n"
      "| mode | photograph | found | twice or badly placed | elsewhere |\n"
      "|---|---|---|---|---|\n");
  for (const Mode& mode : {kUsual, kThorough, kTurns}) {
    const auto detector = open_mode(mode);
    for (const Photograph& photograph : photographs.with_faces) {
      const Tally t =
          tally(photograph.labels, {}, faces_in(photograph.bytes, *detector));
      fmt::print("| {} | {} | {} of {} | {} | {} |\n", mode.name,
                 photograph.name, t.found, t.faces, t.twice, t.wrong);
    }
    int faces = 0, possible = 0;
    std::string where;
    for (const Photograph& photograph : photographs.without) {
      for (const Face& face : faces_in(photograph.bytes, *detector)) {
        ++(face.band == Band::face ? faces : possible);
        where += fmt::format(" {} {:.2f}", photograph.name, face.score);
      }
    }
    fmt::print(
        "| {} | {} without faces | {} face, {} possible face{}{} | | |\n",
        mode.name, photographs.without.size(), faces, possible,
        where.empty() ? "" : ":", where);
  }
}

}  // namespace veto::bench
