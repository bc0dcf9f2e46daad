// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto robots lint: what in a file, or in the newest robots.txt of a case's
// origins, does not do what it says. docs/robots-lint.md has the codes.

#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/flags.h"
#include "cli/robots.h"
#include "cli/terminal.h"
#include "crawler/api/robots_lint.h"
#include "crawler/api/robots_seen.h"

namespace veto::cli {
namespace {

using crawler::LintLevel;
using crawler::LintNote;
using nlohmann::json;

constexpr std::uint64_t kMaxFile = 64u << 20;

struct LintOptions {
  Flags flags;
  std::string file;
};

// A robots.txt and what was found in it.
struct Linted {
  std::string kind;  // "file" or "origin"
  std::string name;
  std::string sha256;
  std::uint64_t bytes = 0;
  crawler::RobotsLint lint;
};

Linted lint_one(std::string kind, std::string name, const std::string& text) {
  return {std::move(kind), std::move(name), sha256(text).hex(), text.size(),
          crawler::lint_robots(text, config::ScraperRegistry::built_in())};
}

Result<std::vector<Linted>> lint_case(const Flags& flags,
                                      const Session& session) {
  auto the_case = open_case(flags, session);
  if (!the_case) return pass(the_case);
  auto seen = crawler::seen_robots(*the_case);
  if (!seen) return pass(seen);
  std::vector<Linted> linted;
  for (std::size_t i = 0; i < seen->size(); ++i) {
    const auto& version = (*seen)[i];
    const bool newest =
        i + 1 == seen->size() || (*seen)[i + 1].origin != version.origin;
    if (newest && !version.file.empty())
      linted.push_back(lint_one("origin", version.origin, version.text));
  }
  if (linted.empty())
    return fail(ErrorKind::not_found, "this case has seen no robots.txt yet",
                the_case->dir().string(), "begin with: veto audit URL");
  return linted;
}

json to_json(const Linted& linted) {
  json notes = json::array();
  for (const LintNote& note : linted.lint.notes)
    notes.push_back({{"code", note.code},
                     {"level", to_string(note.level)},
                     {"line", note.line},
                     {"written", note.written},
                     {"text", note.text},
                     {"fix", note.fix}});
  return {{linted.kind, to_valid_utf8(linted.name)},
          {"sha256", linted.sha256},
          {"bytes", linted.bytes},
          {"complete", linted.lint.complete},
          {"notes", std::move(notes)}};
}

std::string to_text(const Linted& linted) {
  std::string text;
  for (const LintNote& note : linted.lint.notes) {
    text += fmt::format("{}:{}: {}: {} [{}]\n", printable(linted.name),
                        note.line, to_string(note.level), note.text, note.code);
    if (!note.written.empty()) text += fmt::format("    {}\n", note.written);
    text += fmt::format("    fix: {}\n", note.fix);
  }
  if (!linted.lint.complete)
    text += fmt::format("{}: there is more; only the first {} are told\n",
                        printable(linted.name), linted.lint.notes.size());
  return text;
}

bool is_fault(const Linted& linted) {
  for (const LintNote& note : linted.lint.notes)
    if (note.level != LintLevel::note) return true;
  return false;
}

ExitCode lint(const LintOptions& options, const Session& session) {
  const Flags& flags = options.flags;
  std::vector<Linted> linted;
  if (!options.file.empty()) {
    if (!flags.case_dir.empty())
      return print_error({ErrorKind::usage, "a file or a case, not both",
                          options.file, "leave one of them out"});
    auto text = read_robots_file(options.file);
    if (!text) return print_error(text.error());
    linted.push_back(lint_one("file", options.file, *text));
  } else {
    auto all = lint_case(flags, session);
    if (!all) return print_error(all.error());
    linted = std::move(*all);
  }
  json files = json::array();
  std::string text;
  bool fault = false;
  for (const Linted& one : linted) {
    fault |= is_fault(one);
    files.push_back(to_json(one));
    text += to_text(one);
  }
  print_result(flags.json ? json{{"schema", "veto.robots-lint/1"},
                                 {"files", std::move(files)}}
                                    .dump(2) +
                                "\n"
                          : text);
  return fault && flags.exit_code ? ExitCode::findings : ExitCode::done;
}

}  // namespace

Result<std::string> read_robots_file(const std::string& file) {
  if (file != "-") return read_file(file, kMaxFile);
  std::string bytes;
  std::vector<char> piece(1 << 16);
  while (std::cin.read(piece.data(), std::ssize(piece)) || std::cin.gcount()) {
    bytes.append(piece.data(), static_cast<std::size_t>(std::cin.gcount()));
    if (bytes.size() > kMaxFile)
      return fail(ErrorKind::too_large, "more than is read of a robots.txt",
                  "standard input");
  }
  return bytes;
}

void add_robots_lint(CLI::App& robots, Session& session) {
  auto* command = robots.add_subcommand(
      "lint", "what in a robots.txt does not do what it says");
  auto options = std::make_shared<LintOptions>();
  command->add_option("--robots", options->file,
                      "the robots.txt file; - for standard input");
  command->add_option("case,--case", options->flags.case_dir,
                      "a case, whose newest robots.txt files are read");
  command->add_flag("--json", options->flags.json, "one JSON document");
  command->add_flag("--exit-code", options->flags.exit_code,
                    "exit with 1 where there is an error or a warning");
  command->callback([options, &session] {
    session.run = [options, &session] { return lint(*options, session); };
  });
}

}  // namespace veto::cli
