// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is to become of a picture, by what the run's faces stage says of it.

#ifndef VETO_REPORTS_EDITION_PICTURE_CHOICE_H_
#define VETO_REPORTS_EDITION_PICTURE_CHOICE_H_

#include <map>
#include <string>
#include <string_view>

#include "audit/faces/faces.h"
#include "audit/faces/marks.h"
#include "audit/faces/rendition.h"
#include "base/case.h"
#include "base/digest.h"

namespace veto::reports {

// With a side shorter than this a picture shows nobody.
inline constexpr int kNobodyBelow = 16;  // pixels

struct PictureChoice {
  enum class Do {
    keep,      // as it is
    draw,      // a worker decides, by `order`
    withhold,  // for `reason`
  };
  Do what = Do::withhold;
  faces::RenditionOrder order;
  std::string reason;
  int width = 0, height = 0;  // 0 where unknown
};

class PictureChoices {
 public:
  // Of a run without a faces stage every picture is withheld. Errors: io,
  // damaged.
  static Result<PictureChoices> load(Case& the_case, std::string_view run_id,
                                     bool own_faces_clear);

  // `key`: the digest by which the faces stage knows it. A picture that was not
  // looked at is withheld, but for those of less than 200 bytes or with a side
  // under 16 pixels, and drawings (SVG) without a picture in them. Withheld are
  // also no bytes at all, and a drawing that shows more than was looked at. One
  // with nobody in it that carries no other (ImageRecord::carries) stays.
  PictureChoice choose(const Digest& key, std::string_view bytes) const;

  const faces::DetectorInfo& detector() const { return faces_.detector; }

 private:
  PictureChoices() = default;

  faces::FacesResult faces_;
  faces::Marks marks_;
  bool own_faces_clear_ = true;
  std::map<Digest, std::size_t> by_digest_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_PICTURE_CHOICE_H_
