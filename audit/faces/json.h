// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JSON forms of faces: the document `veto faces --json` prints, and the
// parts of it that findings carry too. Only ever added to.

#ifndef VETO_AUDIT_FACES_JSON_H_
#define VETO_AUDIT_FACES_JSON_H_

#include <nlohmann/json.hpp>

#include "audit/faces/examine.h"
#include "audit/faces/faces.h"

namespace veto::faces {

// {"schema":"veto.faces/1","detector":{...},"images":[{"file","format",
// "width","height","truncated","faces":[...],"error"}]}; "error" is null for
// an image that was examined.
nlohmann::json faces_json(const FilesExamination& examination);

// {"name","version","weights_sha256","known_limits"}
nlohmann::json detector_json(const DetectorInfo& detector);
// [{"x","y","w","h","score","band"}], pixels of the upright image
nlohmann::json face_list_json(const std::vector<Face>& faces);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_JSON_H_
