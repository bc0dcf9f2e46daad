// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto faces mark: what a person says about faces, kept in the case.

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "audit/faces/marks_csv.h"
#include "audit/faces/marks_run.h"
#include "audit/faces/marks_store.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/faces.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

constexpr std::size_t kMaxByBytes = 200;     // bytes
constexpr std::size_t kMaxNoteBytes = 1000;  // bytes
constexpr const char* kUsage =
    "veto faces mark ID... MARK, --page URL MARK, --folder URL MARK, or "
    "--from FILE.csv";

struct MarkOptions {
  Flags flags;
  std::vector<std::string> words;  // ids, then the mark
  std::string page, folder, from;
  std::string by, note;
};

// The account this runs under, where --by names nobody.
std::string user_name() {
  if (const auto* entry = ::getpwuid(::getuid()); entry && *entry->pw_name)
    return entry->pw_name;
  const char* user = std::getenv("USER");
  return user && *user ? user : fmt::format("user {}", ::getuid());
}

Status check_words(const MarkOptions& options) {
  const int ways =
      !options.page.empty() + !options.folder.empty() + !options.from.empty();
  const std::size_t words = options.words.size();
  const bool whole = ways == 0              ? words >= 2
                     : options.from.empty() ? words == 1
                                            : words == 0;
  if (ways > 1 || !whole)
    return fail(ErrorKind::usage, "it is not clear what is to be marked", "",
                kUsage);
  if (options.by.size() > kMaxByBytes || options.note.size() > kMaxNoteBytes)
    return fail(ErrorKind::too_large,
                fmt::format("--by takes {} bytes and --note {}", kMaxByBytes,
                            kMaxNoteBytes));
  return {};
}

Result<std::vector<faces::MarkChoice>> choose_from_file(
    const std::vector<faces::MarkedFace>& faces, const std::string& path) {
  auto text = read_file(path, faces::kMaxMarksFileBytes);
  if (!text) return pass(text);
  auto rows = faces::read_marks_csv(*text);
  auto choices = rows ? faces::choose_rows(faces, *rows)
                      : Result<std::vector<faces::MarkChoice>>(pass(rows));
  if (choices) return choices;
  // The file comes first, then the line in it.
  Error error = std::move(choices).error();
  error.where = path + (error.where.empty() ? "" : ", " + error.where);
  if (error.kind == ErrorKind::damaged) error.kind = ErrorKind::usage;
  return std::unexpected(std::move(error));
}

Result<std::vector<faces::MarkChoice>> choose(
    const MarkOptions& options, const std::vector<faces::MarkedFace>& faces) {
  if (!options.from.empty()) return choose_from_file(faces, options.from);
  const std::string& word = options.words.back();
  auto mark = faces::mark_of(word);
  if (!mark) return pass(mark);
  if (!options.page.empty())
    return faces::choose_page(faces, options.page, *mark);
  if (!options.folder.empty())
    return faces::choose_folder(faces, options.folder, *mark);
  std::vector<faces::MarkRow> rows;
  for (std::size_t i = 0; i + 1 < options.words.size(); ++i)
    rows.push_back({0, options.words[i], word});
  return faces::choose_rows(faces, rows);
}

// Possible faces that become faces by this word.
std::size_t confirmed_by(const std::vector<faces::MarkChoice>& choices) {
  return static_cast<std::size_t>(
      std::ranges::count_if(choices, [](const faces::MarkChoice& choice) {
        return choice.face->face.band == faces::Band::possible &&
               !choice.face->confirmed() &&
               choice.mark != faces::Mark::not_a_face;
      }));
}

std::string summary_of(std::size_t marked, std::size_t chosen,
                       std::size_t confirmed) {
  std::string text =
      fmt::format("marked {} {}", marked, marked == 1 ? "face" : "faces");
  if (chosen > marked)
    text += fmt::format("; {} {} so already", chosen - marked,
                        chosen - marked == 1 ? "was" : "were");
  text += '\n';
  if (confirmed > 0)
    text += fmt::format("by that, {} possible {} confirmed\n", confirmed,
                        confirmed == 1 ? "face is" : "faces are");
  if (marked > 0)
    text += "veto report writes the report again, with these marks\n";
  return text;
}

ExitCode mark(const MarkOptions& options, const Session& session) {
  if (auto whole = check_words(options); !whole)
    return print_error(whole.error());
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = faces::load_marked_run(*the_case);
  if (!run) return print_error(run.error());
  auto choices = choose(options, run->faces);
  if (!choices) return print_error(choices.error());
  const auto markings = faces::markings_of(
      *choices, options.by.empty() ? user_name() : options.by,
      session.clock->now(), options.note);
  if (auto kept = faces::store_marks(*the_case, markings); !kept)
    return print_error(kept.error());
  print_result(
      summary_of(markings.size(), choices->size(), confirmed_by(*choices)));
  return ExitCode::done;
}

}  // namespace

void add_faces_mark(CLI::App& faces, Session& session) {
  auto* command = faces.add_subcommand(
      "mark",
      "say whose faces are, or that they are none: mine, consented, "
      "third-party, not-a-face or child; unmarked ones count as third "
      "parties'");
  auto options = std::make_shared<MarkOptions>();
  command->add_option("words", options->words,
                      "ids of faces (veto faces list), then the mark");
  command->add_option("--page", options->page,
                      "every face in the images this page shows");
  command->add_option("--folder", options->folder,
                      "every face in the images whose address begins so");
  command->add_option("--from", options->from,
                      "a CSV file with the columns id and mark");
  command->add_option("--by", options->by,
                      "who says so; without it the name of your account");
  command->add_option("--note", options->note,
                      "a note for the case; reports do not carry it");
  add_case_flag(*command, options->flags);
  command->callback([options, &session] {
    session.run = [options, &session] { return mark(*options, session); };
  });
}

}  // namespace veto::cli
