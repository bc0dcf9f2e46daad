// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person says about a detected face. The program cannot tell one face
// from another and no face is ever compared with another, so a mark belongs to
// a place in an image: it is found again in a later run where the same image
// (equal payload digest) has a face whose box overlaps the marked one (diff.h),
// and nowhere else. The same person in another image has to be marked there.
//
// A face that nobody marked counts as a third party's. Marks are statements of
// the user: findings keep what was detected, and reports join the marks to it.

#ifndef VETO_AUDIT_FACES_MARKS_H_
#define VETO_AUDIT_FACES_MARKS_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/faces.h"
#include "base/time.h"

namespace veto::faces {

enum class Mark {
  mine,         // the user's own
  consented,    // shown with the depicted person's consent
  third_party,  // anybody else's; what an unmarked face counts as
  not_a_face,   // the detector took something else for a face
  child,        // a third party's who is a child
};

// "mine", "consented", "third-party", "not-a-face", "child".
std::string_view to_string(Mark mark);
// In any case, with white space around it. Errors: usage, naming all five.
Result<Mark> mark_of(std::string_view text);

struct Marking {
  Digest image;
  Box box;  // of the face as it was detected when it was marked
  Mark mark = Mark::third_party;
  std::string by;
  UtcTime at;
  std::string note;  // for the case only; no report carries it
};

// A face of a run with everything that was ever said about it.
struct MarkedFace {
  const ImageRecord* image = nullptr;
  Face face;
  std::string id;
  std::vector<Marking> history;  // oldest first; the last one counts

  // Null for a face that nobody marked.
  const Marking* mark() const {
    return history.empty() ? nullptr : &history.back();
  }
  bool is(Mark value) const { return mark() && mark()->mark == value; }
  // A possible face for which a person said whose it is: a face by their word.
  bool confirmed() const;
  // Whether the report counts it as a face: detected as one or confirmed, and
  // not marked as something else.
  bool counts() const;
  // Counts, and neither the user's own nor shown with consent.
  bool is_exposure() const;
};

// Every marking of a case, in the order they were made.
class Marks {
 public:
  void add(Marking marking);
  std::size_t size() const { return size_; }
  // One entry a face of the image, in their order. A marking belongs to the
  // one face whose box overlaps its own the most. `image` must outlive it.
  std::vector<MarkedFace> faces_of(const ImageRecord& image) const;

 private:
  std::map<Digest, std::vector<Marking>> by_image_;
  std::size_t size_ = 0;
};

// Of all images, in their order; `result` must outlive it.
std::vector<MarkedFace> marked_faces(const FacesResult& result,
                                     const Marks& marks);

// The digests, in hex, of images in which something was detected as a face and
// nothing counts as one: a person withdrew what the detector said.
std::set<std::string> withdrawn_images(const FacesResult& result,
                                       const Marks& marks);

struct MarkCounts {
  // Of the faces that count, each in one of these.
  std::size_t unmarked = 0, third_party = 0, mine = 0, consented = 0, child = 0;
  std::size_t holding = 0;     // images with at least one that counts
  std::size_t confirmed = 0;   // of those that count: possible ones
  std::size_t not_a_face = 0;  // marked so; counted nowhere else
  std::size_t possible = 0;    // still for a person to judge

  std::size_t faces() const {
    return unmarked + third_party + mine + consented + child;
  }
  std::size_t exposures() const { return unmarked + third_party + child; }
  // Whether any face of the run bears a mark.
  bool any() const { return faces() + not_a_face > unmarked; }
};

MarkCounts count_marks(const FacesResult& result, const Marks& marks);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_MARKS_H_
