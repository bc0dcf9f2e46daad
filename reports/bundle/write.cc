// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/faces/marks_store.h"
#include "base/certificate.h"
#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/fill.h"
#include "reports/bundle/finish.h"
#include "reports/bundle/full_edition.h"
#include "reports/bundle/unfinished.h"
#include "reports/report_data.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t kMaxReportBytes = 512u << 20;

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

// What became of the captures as they came in: the label in bag-info.txt.
std::string_view originals_state(const CapturesOrder& captures) {
  if (captures.clear_originals) return kOriginalsClear;
  return captures.originals_to ? kOriginalsSealed : kOriginalsKept;
}

BagInfo info_of(const Material& m, const FullEdition& full) {
  const std::string now = to_rfc3339(m.the_case.clock().now());
  BagInfo info = {{"Bagging-Date", now.substr(0, 10)},
                  {"Bagging-Software-Agent", "veto " VETO_VERSION},
                  {std::string(kRunLabel), m.run.id}};
  if (policy_of(m.edition.kind).user)
    info.emplace_back("Internal-Sender-Identifier",
                      file_name(name_of(m.the_case)));
  info.emplace_back("Veto-Bundle-Format", "1");
  info.emplace_back(kEditionLabel, to_string(m.edition.kind));
  if (is_lesser(m.edition.kind))
    info.emplace_back(kFullEditionLabel, full.tagmanifest_sha256);
  info.emplace_back(kOriginalsLabel, originals_state(m.captures));
  info.emplace_back(kCustodyLabel, m.the_case.custody_head().hex());
  return info;
}

BundleNames names_of(const Material& m, const FullEdition& full,
                     std::vector<std::string> stamps) {
  return {.the_case = policy_of(m.edition.kind).user ? name_of(m.the_case)
                                                     : "(not in this edition)",
          .run = m.run.id,
          .written = to_rfc3339(m.the_case.clock().now()),
          .capture_stamps = std::move(stamps),
          .originals = originals_state(m.captures),
          .edition = m.edition.kind,
          .full_edition_sha256 = full.tagmanifest_sha256};
}

// The case's own custody log says which bundle was written and by whom it was
// sealed; the bundle's copy ended before. Said before the bundle has its name:
// none is ever there of which the log is silent.
Status note_bundle(const Material& m, const Finished& finished,
                   const SealOrder* order) {
  CustodyEvent event;
  event.action = order == nullptr ? "bundle" : "seal";
  event.item = "bundles/" + m.name + "/" + std::string(kTagManifest);
  event.digest = "sha256:" + finished.tagmanifest_sha256;
  if (order != nullptr)
    event.reason = fmt::format("{}, by the key {}; ", finished.state,
                               fingerprint_of(*order->key.certificate));
  event.reason +=
      fmt::format("edition {}; captures as they came in: {}",
                  to_string(m.edition.kind), originals_state(m.captures));
  return m.the_case.custody(event);
}

// Nobody but the reader of the confidential edition gets what the lesser leave
// out.
Status check_order(const CapturesOrder& captures, const LogOrder& logs,
                   EditionKind kind) {
  if (!is_lesser(kind)) return {};
  if (captures.clear_originals || captures.originals_to)
    return fail(ErrorKind::usage,
                "only the confidential edition holds the captures as they "
                "came in",
                std::string(to_string(kind)));
  if (logs.whole_to != nullptr)
    return fail(ErrorKind::usage,
                "only the confidential edition holds whole logs",
                std::string(to_string(kind)));
  return {};
}

// A run can be reported again, and a bundle is never replaced: the next one is
// "<case>-<run>-2". A lesser edition does not tell the case's name.
Result<std::string> free_name(Case& the_case, std::string_view run_id,
                              EditionKind kind) {
  constexpr int kMaxBundles = 999;
  const std::string first =
      (policy_of(kind).user ? file_name(name_of(the_case))
                            : std::string(to_string(kind))) +
      "-" + file_name(run_id);
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
                                   const SealOrder* order, const LogOrder& logs,
                                   const EditionChoice& edition) {
  if (auto fits = check_order(captures, logs, edition.kind); !fits)
    return pass(fits);
  auto run = find_run(the_case, run_id);
  if (!run) return pass(run);
  auto summary = read_summary(the_case, run_id);
  if (!summary) return pass(summary);
  auto full = is_lesser(edition.kind)
                  ? find_full_edition(the_case, run_id, edition.of)
                  : Result<FullEdition>();
  if (!full) return pass(full);
  if (auto removed = remove_unfinished(the_case); !removed)
    return pass(removed);
  auto name = free_name(the_case, run_id, edition.kind);
  if (!name) return pass(name);
  const Unfinished unfinished(the_case, *name);
  if (auto made = make_dirs(unfinished.bundle()); !made) return pass(made);
  const Material material{the_case,
                          *run,
                          std::move(*summary),
                          unfinished.bundle(),
                          *name,
                          unfinished,
                          captures,
                          edition};
  const SigningKey* key = order == nullptr ? nullptr : &order->key;
  std::vector<Error> notes;
  auto filled = is_lesser(edition.kind)
                    ? fill_lesser(material, *full, key, logs, notes)
                    : fill(material, key, logs, notes);
  if (!filled) return pass(filled);
  auto finished =
      finish_bundle(unfinished.bundle(), info_of(material, *full),
                    names_of(material, *full, std::move(filled->stamps)), order,
                    filled->digests);
  if (!finished) return pass(finished);
  auto path = unfinished.publish(
      [&] { return note_bundle(material, *finished, order); });
  if (!path) return pass(path);
  return WrittenBundle{
      *std::move(path),           finished->state,
      std::move(filled->edition), std::move(finished->not_stamped),
      std::move(notes),           full->dir};
}

}  // namespace veto::reports
