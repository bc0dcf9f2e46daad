// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/cutouts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <numbers>

#include "audit/faces/decode.h"
#include "audit/faces/resize.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::bench {
namespace {

using faces::Bitmap;
using faces::Box;

constexpr int kGrey = 128;

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "bench_faces: {}\n", why);
  std::exit(2);
}

using Labels = std::map<std::string, std::vector<Box>>;

Labels read_boxes(const std::filesystem::path& csv) {
  Labels labels;
  std::ifstream file(csv);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto fields = split(line, ',');
    if (fields.size() != 5) give_up("faces.csv: " + line);
    const auto number = [&](std::size_t i) {
      return std::atoi(std::string(fields[i]).c_str());
    };
    labels[std::string(fields[0])].push_back(
        {number(1), number(2), number(3), number(4)});
  }
  return labels;
}

std::vector<Photograph> read_folder(const std::filesystem::path& folder,
                                    Labels& labels) {
  std::vector<Photograph> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    auto bytes = read_file(entry.path(), faces::kMaxImageBytes);
    if (!bytes) give_up(bytes.error().message());
    auto decoded = faces::decode_image(*bytes, 1 << 20);
    if (!decoded) give_up(entry.path().string() + " cannot be decoded");
    const std::string name = entry.path().filename().string();
    all.push_back({name, *std::move(bytes), std::move(decoded->pixels),
                   std::move(labels[name])});
  }
  std::ranges::sort(all, {}, &Photograph::name);
  return all;
}

Cutout cut_out(const Bitmap& photograph, const Box& face) {
  const int side = 2 * std::max(face.w, face.h);
  const int left = face.x + face.w / 2 - side / 2;
  const int top = face.y + face.h / 2 - side / 2;
  Cutout cutout{Bitmap(side, side),
                {face.x - left, face.y - top, face.w, face.h}};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int from_x = std::clamp(left + x, 0, photograph.width - 1);
      const int from_y = std::clamp(top + y, 0, photograph.height - 1);
      std::copy_n(photograph.at(from_x, from_y), 3, cutout.picture.at(x, y));
    }
  }
  return cutout;
}

Bitmap resized(const Bitmap& picture, int side) {
  return side <= picture.width ? faces::shrink(picture, side, side)
                               : faces::enlarge(picture, side, side);
}

// Bilinear; places outside repeat the edge.
void sample(const Bitmap& picture, double x, double y, std::uint8_t* pixel) {
  x = std::clamp<double>(x, 0, picture.width - 1);
  y = std::clamp<double>(y, 0, picture.height - 1);
  const int left = int(x), top = int(y);
  const int right = std::min(left + 1, picture.width - 1);
  const int bottom = std::min(top + 1, picture.height - 1);
  for (int c = 0; c < 3; ++c) {
    const double above = picture.at(left, top)[c] * (1 - (x - left)) +
                         picture.at(right, top)[c] * (x - left);
    const double below = picture.at(left, bottom)[c] * (1 - (x - left)) +
                         picture.at(right, bottom)[c] * (x - left);
    pixel[c] = std::uint8_t(above * (1 - (y - top)) + below * (y - top) + 0.5);
  }
}

}  // namespace

Photographs read_photographs(const std::filesystem::path& folder) {
  Labels labels = read_boxes(folder / "faces.csv");
  Photographs all;
  all.with_faces = read_folder(folder / "pos", labels);
  all.without = read_folder(folder / "neg", labels);
  for (const Photograph& photograph : all.with_faces) {
    for (const Box& face : photograph.labels) {
      all.cutouts.push_back(cut_out(photograph.picture, face));
    }
  }
  if (all.cutouts.empty()) give_up("no labelled faces");
  return all;
}

Cutout turned(const Cutout& cutout, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  const double sine = std::sin(angle), cosine = std::cos(angle);
  const int side = cutout.picture.width;
  const double middle = (side - 1) / 2.0;
  Cutout result{Bitmap(side, side), cutout.face};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double dx = x - middle, dy = y - middle;
      sample(cutout.picture, middle + cosine * dx + sine * dy,
             middle - sine * dx + cosine * dy, result.picture.at(x, y));
    }
  }
  if (std::abs(sine) > std::abs(cosine)) {
    std::swap(result.face.w, result.face.h);
    result.face.x = (side - result.face.w) / 2;
    result.face.y = (side - result.face.h) / 2;
  }
  return result;
}

Cutout scaled(const Cutout& cutout, int face) {
  const double scale = double(face) / std::min(cutout.face.w, cutout.face.h);
  const auto length = [scale](int l) { return int(std::lround(l * scale)); };
  const Box& box = cutout.face;
  return {resized(cutout.picture, length(cutout.picture.width)),
          {length(box.x), length(box.y), length(box.w), length(box.h)}};
}

Cutout blurred(const Cutout& cutout, int face) {
  const Bitmap small = scaled(cutout, face).picture;
  return {resized(small, cutout.picture.width), cutout.face};
}

Cutout covered(Cutout cutout, const Part& part) {
  const Box& box = cutout.face;
  const int right = box.x + int(box.w * (part.x + part.w));
  const int bottom = box.y + int(box.h * (part.y + part.h));
  for (int y = box.y + int(box.h * part.y); y < bottom; ++y) {
    for (int x = box.x + int(box.w * part.x); x < right; ++x) {
      std::fill_n(cutout.picture.at(x, y), 3, std::uint8_t(kGrey));
    }
  }
  return cutout;
}

}  // namespace veto::bench
