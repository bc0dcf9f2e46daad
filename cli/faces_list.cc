// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto faces list: the faces of a case, whose they are said to be, and where.

#include <fmt/format.h>

#include "audit/faces/marks_csv.h"
#include "audit/faces/marks_json.h"
#include "audit/faces/marks_run.h"
#include "base/text.h"
#include "cli/faces.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct ListOptions {
  Flags flags;
  bool csv = false;
};

std::string line_of(const faces::MarkedFace& marked) {
  const auto& box = marked.face.box;
  const auto& urls = marked.image->urls;
  return fmt::format("{}\t{}\t{}\t{:.2f}\t{},{} {}x{}\t{}\n", marked.id,
                     marked.mark() ? faces::to_string(marked.mark()->mark)
                                   : std::string_view("unmarked"),
                     faces::to_string(marked.face.band), marked.face.score,
                     box.x, box.y, box.w, box.h,
                     urls.empty() ? "" : printable(urls.front()));
}

ExitCode list(const ListOptions& options, const Session& session) {
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = faces::load_marked_run(*the_case);
  if (!run) return print_error(run.error());
  if (options.csv) {
    print_result(faces::faces_csv(run->faces));
  } else if (options.flags.json) {
    print_result(faces::face_list_document(run->run_id, run->faces).dump(2) +
                 "\n");
  } else {
    std::string text;
    for (const auto& face : run->faces) text += line_of(face);
    print_result(text);
  }
  return ExitCode::done;
}

}  // namespace

void add_faces_list(CLI::App& faces, Session& session) {
  auto* command = faces.add_subcommand(
      "list",
      "the faces of the newest run: id, mark, band, score, place, image");
  auto options = std::make_shared<ListOptions>();
  add_case_flag(*command, options->flags);
  auto* csv = command->add_flag("--csv", options->csv,
                                "a table for a spreadsheet; veto faces mark "
                                "--from reads it back");
  command->add_flag("--json", options->flags.json, "one JSON document")
      ->excludes(csv);
  command->callback([options, &session] {
    session.run = [options, &session] { return list(*options, session); };
  });
}

}  // namespace veto::cli
