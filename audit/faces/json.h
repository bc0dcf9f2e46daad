// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JSON forms of faces: the document `veto faces --json` prints, and the
// parts of it that findings carry too. Only ever added to.

#ifndef VETO_AUDIT_FACES_JSON_H_
#define VETO_AUDIT_FACES_JSON_H_

#include <nlohmann/json.hpp>

#include "audit/faces/faces.h"
#include "audit/faces/files.h"

namespace veto::faces {

// {"schema":"veto.faces/1","detector":{...},"images":[{"file","format",
// "width","height","orientation","frames","truncated","faces":[...],"error"}]};
// "error" is null for an image that was examined.
nlohmann::json faces_json(const FilesExamination& examination);

// {"name","version","weights_sha256","known_limits"}
nlohmann::json detector_json(const DetectorInfo& detector);
// A picture's sides, upright, and how it is stored.
struct Placing {
  int width = 0;
  int height = 0;
  int orientation = 1;  // EXIF, 1 to 8
};
// [{"x","y","w","h","score","band","frame","stored":{"x","y","w","h"}}]; pixels
// of the upright image, and in "stored" of the image before it is turned.
nlohmann::json face_list_json(const std::vector<Face>& faces,
                              const Placing& placing);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_JSON_H_
