// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/faces.h"

#include "audit/faces/store.h"
#include "audit/faces/words.h"

namespace veto::faces {

std::string_view to_string(Band band) {
  return band == Band::face ? "face" : "possible face";
}

Result<FacesResult> load_faces(Case& the_case, std::string_view run_id) {
  Database& db = the_case.db();
  const std::string run(run_id);
  if (auto opened = open_store(db); !opened) return pass(opened);
  if (auto opened = open_words(db); !opened) return pass(opened);
  auto result = read_store(db, run);
  if (!result) return result;
  if (auto read = read_words(db, run, result->images); !read) return pass(read);
  return result;
}

}  // namespace veto::faces
