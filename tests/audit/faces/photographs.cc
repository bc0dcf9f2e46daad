// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/photographs.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "base/text.h"
#include "tests/support.h"

namespace veto::test {

std::map<std::string, std::vector<faces::Box>> read_labels(
    const std::filesystem::path& csv) {
  std::map<std::string, std::vector<faces::Box>> labels;
  std::ifstream file(csv);
  std::string line;
  std::getline(file, line);
  REQUIRE(line == "image,x,y,w,h");
  while (std::getline(file, line)) {
    const auto fields = split(line, ',');
    REQUIRE(fields.size() == 5);
    const auto number = [&](std::size_t i) {
      return std::stoi(std::string(fields[i]));
    };
    labels[std::string(fields[0])].push_back(
        {number(1), number(2), number(3), number(4)});
  }
  return labels;
}

double iou(const faces::Box& a, const faces::Box& b) {
  const int w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const int h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  return double(w) * h /
         (double(a.w) * a.h + double(b.w) * b.h - double(w) * h);
}

int matched(const std::vector<faces::Box>& labels,
            const std::vector<faces::Face>& found) {
  std::set<const faces::Face*> used;
  int count = 0;
  for (const faces::Box& label : labels) {
    const faces::Face* best = nullptr;
    for (const faces::Face& face : found) {
      if (face.band != faces::Band::face || used.contains(&face)) continue;
      if (iou(label, face.box) < 0.4) continue;
      if (!best || iou(label, face.box) > iou(label, best->box)) best = &face;
    }
    if (best == nullptr) continue;
    used.insert(best);
    ++count;
  }
  return count;
}

int count_band(const std::vector<faces::Face>& found, faces::Band band) {
  return int(std::ranges::count(found, band, &faces::Face::band));
}

}  // namespace veto::test
