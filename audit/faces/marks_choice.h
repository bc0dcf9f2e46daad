// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which faces of a run a person means: by id, by page, by folder, or by the
// lines of a file.

#ifndef VETO_AUDIT_FACES_MARKS_CHOICE_H_
#define VETO_AUDIT_FACES_MARKS_CHOICE_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/marks.h"

namespace veto::faces {

// One face and what to call it, as typed.
struct MarkRow {
  std::size_t line = 0;  // of the file it comes from; 0 where there is none
  std::string id;        // or its beginning
  std::string mark;
};

// Its face points into the list that was chosen from.
struct MarkChoice {
  const MarkedFace* face = nullptr;
  Mark mark = Mark::third_party;
};

// All rows or none. A face named twice is one choice. Errors: usage or
// not_found, naming every wrong row up to ten: no such mark, an id that no
// face or several faces have, a face with two different marks.
Result<std::vector<MarkChoice>> choose_rows(
    const std::vector<MarkedFace>& faces, const std::vector<MarkRow>& rows);

// Every face of every image that the page shows. A fragment is left aside.
// Errors: not_found.
Result<std::vector<MarkChoice>> choose_page(
    const std::vector<MarkedFace>& faces, std::string_view url, Mark mark);

// Every face of every image that has an address below the folder, a URL whose
// path ends in a slash (one is added where it is missing). Errors: usage (not
// a URL), not_found.
Result<std::vector<MarkChoice>> choose_folder(
    const std::vector<MarkedFace>& faces, std::string_view url, Mark mark);

// What there is to keep: a face that bears the mark already, with that note or
// where no note is given, is left as it is, and so is who marked it when.
std::vector<Marking> markings_of(const std::vector<MarkChoice>& choices,
                                 const std::string& by, UtcTime at,
                                 const std::string& note);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_MARKS_CHOICE_H_
