// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/faces.h"

#include "audit/faces/store.h"

namespace veto::faces {

std::string_view to_string(Band band) {
  return band == Band::face ? "face" : "possible face";
}

Result<FacesResult> load_faces(Case& the_case, std::string_view run_id) {
  if (auto opened = open_store(the_case.db()); !opened) return pass(opened);
  return read_store(the_case.db(), std::string(run_id));
}

}  // namespace veto::faces
