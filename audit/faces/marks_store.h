// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of markings of a case. It only grows: a later marking of a face
// counts instead of an earlier one, which stays.

#ifndef VETO_AUDIT_FACES_MARKS_STORE_H_
#define VETO_AUDIT_FACES_MARKS_STORE_H_

#include <string>
#include <vector>

#include "audit/faces/marks.h"
#include "base/case.h"

namespace veto::faces {

// Keeps all of them or none, with who marked in valid UTF-8, and appends one
// event "mark" to the custody log. Its digest is over markings_jsonl().
// Errors: unsupported, io.
Status store_marks(Case& the_case, const std::vector<Marking>& markings);

// Errors: unsupported, damaged (a mark this program does not know), io.
Result<Marks> load_marks(Case& the_case);

// One marking a line, keys in order: at, by, h, image, mark, note, w, x, y.
std::string markings_jsonl(const std::vector<Marking>& markings);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_MARKS_STORE_H_
