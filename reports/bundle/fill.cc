// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/fill.h"

#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/commitment_list.h"
#include "reports/bundle/copy.h"
#include "reports/bundle/environment.h"
#include "reports/bundle/identity_files.h"
#include "reports/bundle/log_excerpts.h"
#include "reports/edition/log_names.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

Status copy_robots(const Material& m) {
  std::error_code code;
  for (fs::directory_iterator at(m.the_case.path("report/robots"), code), end;
       !code && at != end; at.increment(code)) {
    auto copied = copy_evidence(
        at->path(), m.dir / "data/20-findings/robots" / at->path().filename());
    if (!copied) return copied;
  }
  if (code)
    return fail(ErrorKind::io, "cannot list the folder",
                m.the_case.path("report/robots").string());
  return {};
}

Status copy_report(const Material& m) {
  for (const char* name : {"report.html", "summary.json"}) {
    auto copied = copy_evidence(m.the_case.path("report") / name,
                                m.dir / "data/00-report" / name);
    if (!copied) return copied;
  }
  auto copied = copy_evidence(m.the_case.path("report/findings.jsonl"),
                              m.dir / "data/20-findings/findings.jsonl");
  return copied ? copy_robots(m) : copied;
}

Status write_environment(const Material& m) {
  const fs::path dir = m.dir / "data/15-environment";
  if (auto made = make_dirs(dir); !made) return made;
  const json environment =
      environment_json(m.run, m.the_case.clock().now(), m.summary);
  auto written =
      write_file_atomic(dir / "environment.json", environment.dump(2) + '\n');
  std::error_code code;
  if (!written || !fs::exists(m.the_case.path("veto.toml"), code))
    return written;
  return copy_evidence(m.the_case.path("veto.toml"), dir / "veto.toml");
}

// Their folders hold files and "identity" alone (docs/evidence-pack.md).
Status copy_packs(const Material& m) {
  const fs::path from = m.the_case.path("packs") / m.run.id;
  std::error_code code;
  if (!fs::exists(from, code)) return {};
  for (fs::recursive_directory_iterator at(from, code), end; !code && at != end;
       at.increment(code)) {
    if (at->is_directory()) continue;
    auto copied =
        copy_evidence(at->path(), m.dir / "data/30-packs" /
                                      at->path().lexically_relative(from));
    if (!copied) return copied;
  }
  if (code) return fail(ErrorKind::io, "cannot list the folder", from.string());
  return {};
}

}  // namespace

Result<std::uint64_t> write_logs(const Material& m,
                                 const std::vector<audit::Finding>& findings,
                                 const LogOrder& order,
                                 std::vector<Error>& notes) {
  auto summary = logs::load_logs(m.the_case, m.run.id);
  if (!summary && summary.error().kind != ErrorKind::not_found)
    return pass(summary);
  std::vector<logs::LogFile> files;
  if (summary) files = std::move(summary->files);
  // A relative path is one in the case.
  for (auto& file : files)
    if (file.path.is_relative()) file.path = m.the_case.dir() / file.path;
  auto written = write_commitments(m.the_case, m.dir, findings, files, order);
  if (!written) return pass(written);
  notes = std::move(written->notes);
  if (order.aliases)
    for (auto& file : files) {
      file.path.replace_filename(log_name_in_edition(file, *order.aliases));
      file.file_digest = order.aliases->of(file.file_digest);
      file.stream_digest = order.aliases->of(file.stream_digest);
    }
  if (auto s = write_log_index(m.dir / kLogFolder, findings, files, *written,
                               order.aliases);
      !s)
    return pass(s);
  std::uint64_t shown = 0;
  for (const auto& [stream, lines] : written->shown) shown += lines.size();
  return shown;
}

Result<CaptureFiles> fill(const Material& m, const SigningKey* key,
                          const LogOrder& logs, std::vector<Error>& notes) {
  auto findings = audit::load_findings(m.the_case, m.run.id);
  if (!findings) return pass(findings);
  if (auto s = copy_report(m); !s) return pass(s);
  auto captures =
      write_capture_files(m.the_case, m.run.id, capture_places(m), m.captures,
                          policy_of(m.edition.kind), key);
  if (!captures) return captures;
  if (auto s = write_environment(m); !s) return pass(s);
  if (auto s = write_logs(m, *findings, logs, notes); !s) return pass(s);
  if (auto s = copy_packs(m); !s) return pass(s);
  if (auto s = write_identity_files(m.the_case, *findings,
                                    m.dir / "data/05-identities");
      !s)
    return pass(s);
  auto copied =
      copy_evidence(m.the_case.path("custody.jsonl"), m.dir / kCustodyPath);
  if (!copied) return pass(copied);
  return captures;
}

}  // namespace veto::reports
