// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_run.h"

#include <utility>

#include "audit/faces/marks_store.h"

namespace veto::faces {

Result<MarkedRun> load_marked_run(Case& the_case) {
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
    auto result = load_faces(the_case, run->id);
    if (!result && result.error().kind == ErrorKind::not_found) continue;
    if (!result) return pass(result);
    auto marks = load_marks(the_case);
    if (!marks) return pass(marks);
    MarkedRun marked;
    marked.run_id = run->id;
    marked.result = *std::move(result);
    marked.faces = marked_faces(marked.result, *marks);
    return marked;
  }
  return fail(ErrorKind::not_found, "no run of this case looked for faces",
              the_case.dir().string(), "begin with: veto audit URL");
}

}  // namespace veto::faces
