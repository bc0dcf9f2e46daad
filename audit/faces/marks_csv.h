// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faces as a table to be marked in a spreadsheet, and back
// (docs/face-marks.md). What faces_csv() wrote, read_marks_csv() reads,
// whatever a spreadsheet made of it in between.

#ifndef VETO_AUDIT_FACES_MARKS_CSV_H_
#define VETO_AUDIT_FACES_MARKS_CSV_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/marks_choice.h"

namespace veto::faces {

constexpr std::uint64_t kMaxMarksFileBytes = 16u << 20;

// One face a record, with a header. The mark of an unmarked face is empty, so
// that a file that comes back marks nothing nobody looked at.
std::string faces_csv(const std::vector<MarkedFace>& faces);

// The records whose cell "mark" is not empty. The header names the columns in
// any order and any case; others than "id" and "mark" are left aside. Errors:
// damaged (no table, or not these columns), too_large; naming the line.
Result<std::vector<MarkRow>> read_marks_csv(std::string_view text);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_MARKS_CSV_H_
