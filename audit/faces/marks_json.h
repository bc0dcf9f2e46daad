// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JSON forms of marks; only ever added to.

#ifndef VETO_AUDIT_FACES_MARKS_JSON_H_
#define VETO_AUDIT_FACES_MARKS_JSON_H_

#include <nlohmann/json.hpp>

#include "audit/faces/marks.h"

namespace veto::faces {

// {"schema":"veto.face-list/1","run","faces":[{"id","mark","marked_by",
// "marked_at","note","counts","x","y","w","h","score","band","image","urls",
// "pages","history":[{"mark","by","at","note"}]}]}; "mark", "marked_by",
// "marked_at" and "note" are null for an unmarked face, the history is oldest
// first.
nlohmann::json face_list_document(const std::string& run_id,
                                  const std::vector<MarkedFace>& faces);

// The part that reports carry too: "id", "mark", "marked_by", "marked_at",
// "counts" and the face's own; no note.
nlohmann::json marked_face_json(const MarkedFace& face);

// {"faces","third_party_exposures","unmarked","third-party","mine",
// "consented","child","confirmed","not-a-face","possible"}
nlohmann::json mark_counts_json(const MarkCounts& counts);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_MARKS_JSON_H_
