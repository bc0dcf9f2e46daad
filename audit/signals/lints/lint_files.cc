// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files at fixed places that are there and are not what they should be, and
// license files that are named and are not there.

#include <map>
#include <set>

#include "audit/signals/families/well_known.h"
#include "audit/signals/lints/parts.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::signals {
namespace {

using Files = std::map<std::string, const SignalFile*>;  // by URL

std::string path_of(const std::string& url) {
  const auto parsed = Url::parse(url);
  return parsed ? parsed->path() : std::string();
}

// Whoever follows as many as RFC 9309 asks for robots.txt (section 2.3.1.2),
// and no more, does not come to the end.
constexpr int kRedirectsFollowed = 5;

void lint_redirects(const LintContext& context, const std::string& origin,
                    const SignalFile& file) {
  const LintPlace place = lint_place(file.url, 0, "");
  const std::string path = printable(path_of(file.url), 200);
  if (file.loops)
    context.book.add("file-redirect-loop", origin, place, path,
                     {{"path", path}});
  else if (file.redirects > kRedirectsFollowed)
    context.book.add("file-redirects-far", origin, place, path,
                     {{"path", path}, {"redirects", file.redirects}});
}

void lint_file(const LintContext& context, const std::string& origin,
               const SignalFile& file, const WellKnownFile& known) {
  const std::string path(known.path);
  const LintPlace place = lint_place(file.url, 0, "");
  const std::string reason(file.verdict.reason);
  LintBook& book = context.book;
  if (file.verdict.presence == Presence::present) {
    if (!known.family)
      book.add("llms-txt-is-no-opt-out", origin, place);
    else if (reason == "wrong_type")
      book.add("file-wrong-type", origin, place, path,
               {{"path", path}, {"media_type", known.media_type}});
    return;
  }
  if (file.verdict.presence == Presence::absent || !known.family) return;
  if (reason == "empty")
    book.add("file-empty", origin, place, path, {{"path", path}});
  else if (reason != "html_answer")
    book.add("file-unreadable", origin, place, path,
             {{"path", path}, {"reason", reason}});
}

// A site that answers every address with its start page does not state
// anything there, and may not have meant to.
void lint_pages_for_files(const LintContext& context, const std::string& origin,
                          const std::vector<SignalFile>& files) {
  std::vector<std::string> paths;
  const SignalFile* first = nullptr;
  for (const SignalFile& file : files) {
    const std::string path = path_of(file.url);
    if (!well_known_file(path) || file.verdict.reason != "html_answer" ||
        file.verdict.presence != Presence::not_that_file)
      continue;
    if (!first) first = &file;
    paths.push_back(path);
  }
  if (first)
    context.book.add("file-is-page", origin, lint_place(first->url, 0, ""), "",
                     {{"files", lint_list(paths)}});
}

void lint_license(const LintContext& context, const std::string& origin,
                  const Signal& signal, const Files& files) {
  if (signal.family != Family::rsl || signal.name != "license" ||
      !signal.problem.empty())
    return;
  const auto file = files.find(signal.value);
  if (file == files.end()) return;
  const FileVerdict& verdict = file->second->verdict;
  if (verdict.presence == Presence::present) return;
  const std::string license = printable(signal.value);
  context.book.add("rsl-license-missing", origin, lint_place(signal), license,
                   {{"license", license},
                    {"status", file->second->status},
                    {"reason", std::string(verdict.reason)}});
}

}  // namespace

void lint_files(const LintContext& context) {
  Files files;
  for (const auto& [name, origin] : context.site.origins) {
    for (const SignalFile& file : origin.files) {
      files.emplace(file.url, &file);
      lint_redirects(context, name, file);
      const WellKnownFile* known = well_known_file(path_of(file.url));
      if (known) lint_file(context, name, file, *known);
    }
    lint_pages_for_files(context, name, origin.files);
  }
  for (const auto& [name, origin] : context.site.origins) {
    if (!origin.signals) continue;
    for (const Signal& signal : *origin.signals)
      lint_license(context, name, signal, files);
  }
  for (const auto& [url, resource] : context.site.resources)
    for (const Signal& signal : resource.said.own)
      lint_license(context, resource.origin, signal, files);
}

}  // namespace veto::signals
