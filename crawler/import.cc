// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/url.h"
#include "crawler/crawl_tables.h"
#include "crawler/import_session.h"
#include "crawler/import_table.h"

namespace veto::crawler {
namespace {

namespace fs = std::filesystem;

bool may_have_url(SourceKind kind) {
  return kind == SourceKind::saved_page || kind == SourceKind::folder ||
         kind == SourceKind::zip;
}

// --url, with a slash at the end where it is that of a folder.
Result<std::string> stated_url(const ImportRequest& request,
                               const Source& source) {
  if (request.url.empty()) return std::string();
  const auto url = Url::parse(request.url);
  if (!url || !url->is_http())
    return fail(ErrorKind::usage, "not an http or https address", request.url,
                "--url takes the address it was saved from, such as "
                "https://example.org/team.html");
  if (request.paths.size() > 1)
    return fail(ErrorKind::usage, "--url goes with one page or folder", "",
                "import each with a command of its own");
  if (!may_have_url(source.kind))
    return fail(ErrorKind::usage, "--url does not apply", source.name,
                fmt::format("a file of kind {} holds its own addresses",
                            to_string(source.kind)));
  std::string text = url->without_fragment();
  if (source.kind != SourceKind::saved_page && !text.ends_with('/'))
    text += '/';
  return text;
}

// All of them are looked at before anything is taken in.
Result<std::vector<Source>> sources_of(const ImportRequest& request) {
  std::vector<Source> sources;
  for (const fs::path& path : request.paths) {
    std::error_code code;
    Source source;
    source.path = fs::canonical(path, code);
    if (code)
      return fail(ErrorKind::not_found, "there is no such file", path.string());
    auto kind = source_kind(source.path);
    if (!kind) return pass(kind);
    source.kind = *kind;
    source.name = source.path.filename().string();
    if (source.name.empty()) source.name = "files";
    auto url = stated_url(request, source);
    if (!url) return pass(url);
    source.url = std::move(*url);
    sources.push_back(std::move(source));
  }
  return sources;
}

void tell(const ImportedSource& source, StageReport& report) {
  for (const LeftOut& left : source.left_out)
    if (left.loss)
      report.incomplete.push_back(
          fmt::format("{}: not taken in {}: {}; for example {}", source.name,
                      left.count, left.reason, left.example));
  if (!source.problem.empty())
    report.incomplete.push_back(
        fmt::format("{} could not be read to its end ({}); {} entries before "
                    "that were taken in",
                    source.name, source.problem, source.kept));
  else if (!source.done)
    report.incomplete.push_back(fmt::format(
        "{} was not read to its end; import it again to go on", source.name));
}

std::uint64_t count_rows(soci::session& sql, const std::string& query,
                         const std::string& run_id) {
  long long value = 0;
  sql << query, soci::use(run_id), soci::into(value);
  return static_cast<std::uint64_t>(value);
}

StageReport report_of(soci::session& sql, const std::string& run_id) {
  StageReport report;
  const auto sources = imports_of(sql, run_id);
  std::uint64_t entries = 0, passed = 0, lost = 0, kept = 0;
  for (const ImportedSource& source : sources) {
    entries += source.entries;
    kept += source.kept;
    for (const LeftOut& left : source.left_out)
      (left.loss ? lost : passed) += left.count;
    tell(source, report);
  }
  const auto pages =
      count_rows(sql, "SELECT COUNT(*) FROM page WHERE run_id = :r", run_id);
  const auto images =
      count_rows(sql,
                 "SELECT COUNT(*) FROM capture WHERE run_id = :r "
                 "AND import_id <> '' AND target = 'image'",
                 run_id);
  const auto unread = count_rows(sql,
                                 "SELECT COUNT(*) FROM page WHERE run_id = :r "
                                 "AND tree_refused <> ''",
                                 run_id);
  if (unread > 0)
    report.incomplete.push_back(
        fmt::format("{} pages could not be read for links and images", unread));
  const auto known = pages + images;
  report.counts = {{"sources", sources.size()},
                   {"entries", entries},
                   {"pages", pages},
                   {"images", images},
                   {"other responses", kept > known ? kept - known : 0},
                   {"passed over", passed},
                   {"lost", lost}};
  return report;
}

}  // namespace

Status check_import(const ImportRequest& request) {
  auto sources = sources_of(request);
  return sources ? Status() : pass(sources);
}

Result<StageReport> run_import(Case& the_case, const config::Settings& settings,
                               const ImportRequest& request, const Sinks& sinks,
                               std::stop_token stop) {
  VETO_CHECK(!the_case.run_id().empty());
  auto session = ImportSession::open(the_case, sinks);
  if (!session) return pass(session);
  auto sources = sources_of(request);
  if (!sources) return pass(sources);
  ImportLimits limits;
  limits.max_body = *settings.max_body;
  bool interrupted = false;
  for (const Source& source : *sources) {
    auto taken = session->take(source, limits, stop);
    interrupted = !taken && taken.error().kind == ErrorKind::interrupted;
    if (interrupted) break;
    if (!taken) return pass(taken);
  }
  auto report = report_imports(the_case);
  if (report) report->interrupted = interrupted;
  return report;
}

Result<StageReport> report_imports(Case& the_case) {
  auto migrated = migrate_crawl(the_case.db());
  if (!migrated) return pass(migrated);
  const std::string run_id = the_case.run_id();
  return the_case.db().attempt(
      "count what was imported",
      [&](soci::session& sql) { return report_of(sql, run_id); });
}

Result<std::string> newest_import_run(Case& the_case) {
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  std::string newest;
  for (const RunRecord& run : *runs)
    if (run.kind == "import") newest = run.id;
  return newest;
}

}  // namespace veto::crawler
