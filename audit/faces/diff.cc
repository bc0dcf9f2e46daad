// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/diff.h"

#include <algorithm>
#include <map>

namespace veto::faces {
namespace {

using ByDigest = std::map<Digest, const ImageRecord*>;

ByDigest by_digest(const FacesResult& result) {
  ByDigest images;
  for (const ImageRecord& image : result.images) images[image.digest] = &image;
  return images;
}

bool examined(const ImageRecord* image) {
  return image != nullptr && image->skipped.empty();
}

// Faces of `image` whose place is none in `other`, each mark used once.
std::vector<Face> without_match(const ImageRecord& image,
                                const ImageRecord* other, std::size_t& same) {
  std::vector<Face> left = other ? other->faces : std::vector<Face>();
  std::vector<Face> unmatched;
  for (const Face& face : image.faces) {
    const auto match = std::ranges::find_if(
        left, [&](const Face& that) { return overlap(face.box, that.box); });
    if (match == left.end()) {
      unmatched.push_back(face);
    } else {
      left.erase(match);
      ++same;
    }
  }
  return unmatched;
}

std::vector<FacesOfImage> only_in(const FacesResult& result,
                                  const ByDigest& others, std::size_t& same) {
  std::vector<FacesOfImage> list;
  for (const ImageRecord& image : result.images) {
    const auto at = others.find(image.digest);
    const ImageRecord* other = at == others.end() ? nullptr : at->second;
    auto faces = without_match(image, other, same);
    if (!faces.empty())
      list.push_back(
          {image.digest, image.urls, std::move(faces), examined(other)});
  }
  return list;
}

}  // namespace

bool meet(const Box& a, const Box& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
         b.y < a.y + a.h;
}

double shared_part(const Box& a, const Box& b) {
  const std::int64_t w =
      std::min<std::int64_t>(a.x + std::int64_t{a.w}, b.x + std::int64_t{b.w}) -
      std::max(a.x, b.x);
  const std::int64_t h =
      std::min<std::int64_t>(a.y + std::int64_t{a.h}, b.y + std::int64_t{b.h}) -
      std::max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  const std::int64_t shared = w * h;
  const std::int64_t both =
      std::int64_t{a.w} * a.h + std::int64_t{b.w} * b.h - shared;
  return static_cast<double>(shared) / static_cast<double>(both);
}

bool overlap(const Box& a, const Box& b) { return shared_part(a, b) > 0.5; }

FacesDiff diff_faces(const FacesResult& before, const FacesResult& after) {
  FacesDiff diff;
  std::size_t again = 0;  // the same marks, seen from the other side
  diff.added = only_in(after, by_digest(before), diff.same);
  diff.missing = only_in(before, by_digest(after), again);
  diff.detector_changed =
      before.detector.name != after.detector.name ||
      before.detector.version != after.detector.version ||
      before.detector.weights_sha256 != after.detector.weights_sha256;
  return diff;
}

}  // namespace veto::faces
