// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "audit/faces/diff.h"
#include "audit/faces/face_id.h"
#include "base/text.h"

namespace veto::faces {
namespace {

constexpr std::array<std::string_view, 5> kMarkNames = {
    "mine", "consented", "third-party", "not-a-face", "child"};

// The face a marking belongs to; the number of faces where it is none.
std::size_t place_of(const Marking& marking, const std::vector<Face>& faces) {
  std::size_t best = faces.size();
  for (std::size_t i = 0; i < faces.size(); ++i) {
    if (!overlap(marking.box, faces[i].box)) continue;
    if (best == faces.size() || shared_part(marking.box, faces[i].box) >
                                    shared_part(marking.box, faces[best].box))
      best = i;
  }
  return best;
}

void count_face(const MarkedFace& face, MarkCounts& counts) {
  if (face.is(Mark::not_a_face)) {
    ++counts.not_a_face;
    return;
  }
  if (!face.counts()) {
    ++counts.possible;
    return;
  }
  if (face.confirmed()) ++counts.confirmed;
  if (face.mark() == nullptr)
    ++counts.unmarked;
  else if (face.is(Mark::mine))
    ++counts.mine;
  else if (face.is(Mark::consented))
    ++counts.consented;
  else if (face.is(Mark::child))
    ++counts.child;
  else
    ++counts.third_party;
}

}  // namespace

std::string_view to_string(Mark mark) {
  return kMarkNames[static_cast<std::size_t>(mark)];
}

Result<Mark> mark_of(std::string_view text) {
  const std::string name = to_lower(trim(text));
  const auto at = std::ranges::find(kMarkNames, name);
  if (at == kMarkNames.end())
    return fail(ErrorKind::usage, "there is no such mark", printable(text, 60),
                "a mark is one of mine, consented, third-party, not-a-face, "
                "child");
  return static_cast<Mark>(at - kMarkNames.begin());
}

bool MarkedFace::confirmed() const {
  return face.band == Band::possible && mark() != nullptr &&
         !is(Mark::not_a_face);
}

bool MarkedFace::counts() const {
  return (face.band == Band::face && !is(Mark::not_a_face)) || confirmed();
}

bool MarkedFace::is_exposure() const {
  return counts() && !is(Mark::mine) && !is(Mark::consented);
}

void Marks::add(Marking marking) {
  by_image_[marking.image].push_back(std::move(marking));
  ++size_;
}

std::vector<MarkedFace> Marks::faces_of(const ImageRecord& image) const {
  std::vector<MarkedFace> faces;
  for (const Face& face : image.faces)
    faces.push_back({&image, face, face_id(image.digest, face.box), {}});
  const auto markings = by_image_.find(image.digest);
  if (markings == by_image_.end()) return faces;
  for (const Marking& marking : markings->second)
    if (const auto at = place_of(marking, image.faces); at < faces.size())
      faces[at].history.push_back(marking);
  return faces;
}

std::vector<MarkedFace> marked_faces(const FacesResult& result,
                                     const Marks& marks) {
  std::vector<MarkedFace> all;
  for (const ImageRecord& image : result.images) {
    auto faces = marks.faces_of(image);
    std::ranges::move(faces, std::back_inserter(all));
  }
  return all;
}

std::set<std::string> withdrawn_images(const FacesResult& result,
                                       const Marks& marks) {
  std::set<std::string> images;
  for (const ImageRecord& image : result.images) {
    const bool detected = std::ranges::find(image.faces, Band::face,
                                            &Face::band) != image.faces.end();
    if (detected &&
        std::ranges::none_of(marks.faces_of(image), &MarkedFace::counts))
      images.insert(image.digest.hex());
  }
  return images;
}

MarkCounts count_marks(const FacesResult& result, const Marks& marks) {
  MarkCounts counts;
  for (const ImageRecord& image : result.images) {
    if (!image.skipped.empty()) continue;
    const auto faces = marks.faces_of(image);
    for (const MarkedFace& face : faces) count_face(face, counts);
    if (std::ranges::any_of(faces, &MarkedFace::counts)) ++counts.holding;
  }
  return counts;
}

}  // namespace veto::faces
