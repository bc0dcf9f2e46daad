// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/faces/marks_store.h"
#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "base/certificate.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/capture_files.h"
#include "reports/bundle/commitment_list.h"
#include "reports/bundle/copy.h"
#include "reports/bundle/environment.h"
#include "reports/bundle/finish.h"
#include "reports/bundle/identity_files.h"
#include "reports/bundle/log_excerpts.h"
#include "reports/bundle/unfinished.h"
#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t kMaxReportBytes = 512u << 20;

// Everything a bundle is made from.
struct Material {
  Case& the_case;
  RunRecord run;
  json summary;
  fs::path dir;  // the folder under construction
  const Unfinished& unfinished;
  const CapturesOrder& captures;
};

// A name for files: [A-Za-z0-9._-], not beginning with a dot.
std::string file_name(std::string_view text) {
  std::string name;
  for (char c : text.substr(0, 60))
    name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '.' || c == '-'
                ? c
                : '_';
  if (name.empty() || name.front() == '.') name.insert(0, "_");
  return name;
}

Result<RunRecord> find_run(Case& the_case, std::string_view run_id) {
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  const auto run = std::ranges::find(*runs, run_id, &RunRecord::id);
  if (run == runs->end())
    return fail(ErrorKind::not_found, "there is no such run",
                std::string(run_id));
  return *run;
}

constexpr const char* kWriteReport = "write it with: veto report";

// The report must be that run's, and know every mark.
Result<json> read_summary(Case& the_case, std::string_view run_id) {
  const fs::path path = the_case.path("report/summary.json");
  auto text = read_file(path, kMaxReportBytes);
  if (!text && text.error().kind != ErrorKind::not_found) return pass(text);
  json summary = text ? json::parse(*text, nullptr, false) : json();
  const json::json_pointer run("/run/id");
  if (!summary.is_object() || !summary.contains(run) ||
      summary[run] != std::string(run_id))
    return fail(ErrorKind::not_found, "there is no report for that run",
                path.string(), kWriteReport);
  auto marks = faces::load_marks(the_case);
  if (!marks) return pass(marks);
  // A report of before there were marks knows none.
  const auto known = summary.find("marks_kept");
  if ((known == summary.end() ? json(0) : *known) != json(marks->size()))
    return fail(ErrorKind::not_found,
                "faces were marked after the report was written", path.string(),
                kWriteReport);
  return summary;
}

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

Status write_logs(const Material& m,
                  const std::vector<audit::Finding>& findings,
                  const LogOrder& order, std::vector<Error>& notes) {
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
  return write_log_index(m.dir / kLogFolder, findings, files, *written);
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

// Whatever is in data/.
Result<CaptureFiles> fill(const Material& m, const SealOrder* order,
                          const LogOrder& logs, std::vector<Error>& notes) {
  auto findings = audit::load_findings(m.the_case, m.run.id);
  if (!findings) return pass(findings);
  if (auto s = copy_report(m); !s) return pass(s);
  const CapturePlaces places{m.dir, m.unfinished.salts()};
  auto captures = write_capture_files(m.the_case, m.run.id, places, m.captures,
                                      order == nullptr ? nullptr : &order->key);
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

// What became of the captures as they came in: the label in bag-info.txt.
std::string_view originals_state(const CapturesOrder& captures) {
  if (captures.clear_originals) return kOriginalsClear;
  return captures.originals_to ? kOriginalsSealed : kOriginalsKept;
}

BagInfo info_of(const Material& m) {
  const std::string now = to_rfc3339(m.the_case.clock().now());
  return {{"Bagging-Date", now.substr(0, 10)},
          {"Bagging-Software-Agent", "veto " VETO_VERSION},
          {"External-Identifier", m.run.id},
          {"Internal-Sender-Identifier", file_name(name_of(m.the_case))},
          {"Veto-Bundle-Format", "1"},
          {"Veto-Edition", "confidential"},
          {"Veto-Originals", std::string(originals_state(m.captures))},
          {std::string(kCustodyLabel), m.the_case.custody_head().hex()}};
}

BundleNames names_of(const Material& m, std::vector<std::string> stamps) {
  return {name_of(m.the_case), m.run.id, to_rfc3339(m.the_case.clock().now()),
          std::move(stamps), originals_state(m.captures)};
}

// The case's own custody log says which bundle was written and by whom it was
// sealed; the bundle's copy ended before. Said before the bundle has its name:
// none is ever there of which the log is silent.
Status note_bundle(Case& the_case, const std::string& name,
                   const Finished& finished, const CapturesOrder& captures,
                   const SealOrder* order) {
  CustodyEvent event;
  event.action = order == nullptr ? "bundle" : "seal";
  event.item = "bundles/" + name + "/" + std::string(kTagManifest);
  event.digest = "sha256:" + finished.tagmanifest_sha256;
  if (order != nullptr)
    event.reason = fmt::format("{}, by the key {}; ", finished.state,
                               fingerprint_of(*order->key.certificate));
  event.reason +=
      fmt::format("captures as they came in: {}", originals_state(captures));
  return the_case.custody(event);
}

// A run can be reported again, and a bundle is never replaced: the next one is
// "<case>-<run>-2".
Result<std::string> free_name(Case& the_case, std::string_view run_id) {
  constexpr int kMaxBundles = 999;
  const std::string first =
      file_name(name_of(the_case)) + "-" + file_name(run_id);
  std::string name = first;
  for (int number = 2; is_taken(the_case, name); ++number) {
    if (number > kMaxBundles)
      return fail(ErrorKind::refused, "too many bundles of one run", first,
                  "give the case another folder");
    name = first + "-" + std::to_string(number);
  }
  return name;
}

}  // namespace

Result<WrittenBundle> write_bundle(Case& the_case, std::string_view run_id,
                                   const CapturesOrder& captures,
                                   const SealOrder* order,
                                   const LogOrder& logs) {
  auto run = find_run(the_case, run_id);
  if (!run) return pass(run);
  auto summary = read_summary(the_case, run_id);
  if (!summary) return pass(summary);
  if (auto removed = remove_unfinished(the_case); !removed)
    return pass(removed);
  auto name = free_name(the_case, run_id);
  if (!name) return pass(name);
  const Unfinished unfinished(the_case, *name);
  if (auto made = make_dirs(unfinished.bundle()); !made) return pass(made);
  const Material material{
      the_case,   *run,    std::move(*summary), unfinished.bundle(),
      unfinished, captures};
  std::vector<Error> notes;
  auto filled = fill(material, order, logs, notes);
  if (!filled) return pass(filled);
  auto finished = finish_bundle(unfinished.bundle(), info_of(material),
                                names_of(material, std::move(filled->stamps)),
                                order, filled->digests);
  if (!finished) return pass(finished);
  const auto note = [&] {
    return note_bundle(the_case, *name, *finished, captures, order);
  };
  auto path = unfinished.publish(note);
  if (!path) return pass(path);
  return WrittenBundle{*std::move(path), finished->state,
                       std::move(filled->edition),
                       std::move(finished->not_stamped), std::move(notes)};
}

}  // namespace veto::reports
