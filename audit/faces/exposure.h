// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding F1, face exposed: a public image shows at least one face of band
// "face". Images with possible faces alone are left to a person to look at and
// make no finding. F1 accuses nobody and names no client: of its grade only
// the predicate counts, the other three stand at 4 so as not to bound it.
//
// Facts: image, capture, urls, pages, format, width, height, orientation,
// frames, bytes, truncated, imported (from a file of the user's: not shown to
// be public), detector, faces (as face_list_json() writes them).

#ifndef VETO_AUDIT_FACES_EXPOSURE_H_
#define VETO_AUDIT_FACES_EXPOSURE_H_

#include <vector>

#include "audit/faces/faces.h"
#include "audit/finding.h"

namespace veto::faces {

// One finding an image, in the order of the images.
std::vector<audit::Finding> exposure_findings(const FacesResult& result);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_EXPOSURE_H_
