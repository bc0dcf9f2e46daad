// SPDX-License-Identifier: GPL-3.0-or-later
//
// The faces of a case as they stand now: those of the newest run that looked
// for faces, with everything said about them.

#ifndef VETO_AUDIT_FACES_MARKS_RUN_H_
#define VETO_AUDIT_FACES_MARKS_RUN_H_

#include <string>
#include <vector>

#include "audit/faces/marks.h"
#include "base/case.h"

namespace veto::faces {

// Moved, never copied: the faces point to their images in `result`.
struct MarkedRun {
  MarkedRun() = default;
  MarkedRun(MarkedRun&&) = default;
  MarkedRun& operator=(MarkedRun&&) = default;

  std::string run_id;
  FacesResult result;
  std::vector<MarkedFace> faces;  // in the order of the images
};

// Errors: not_found (no run looked for faces), damaged, io.
Result<MarkedRun> load_marked_run(Case& the_case);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_MARKS_RUN_H_
