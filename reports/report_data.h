// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything a report is made from, as plain data. gather() reads it from the
// case; rendering needs nothing else, so tests build it by hand.

#ifndef VETO_REPORTS_REPORT_DATA_H_
#define VETO_REPORTS_REPORT_DATA_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/exposure/exposure.h"
#include "audit/faces/faces.h"
#include "audit/faces/marks.h"
#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "audit/signals/lints/lint.h"
#include "audit/signals/matrix.h"
#include "audit/signals/signals.h"
#include "base/case.h"
#include "base/stage.h"
#include "base/stage_record.h"
#include "config/settings.h"
#include "crawler/api/capture.h"
#include "crawler/api/imports.h"
#include "crawler/api/robots_history.h"
#include "reports/robots_texts.h"

namespace veto::reports {

// What became of the crawl's URLs.
struct CrawlFacts {
  static constexpr std::size_t kMaxProblems = 50;

  std::uint64_t captures = 0;      // attempts of any kind
  std::uint64_t pages = 0;         // read: links, images and meta elements
  std::uint64_t pages_unread = 0;  // too large or too deep for a tree
  std::uint64_t images = 0;        // responses to requests for an image
  std::uint64_t robots_denied = 0;
  std::uint64_t out_of_scope = 0;
  std::uint64_t over_limit = 0;
  std::uint64_t trapped = 0;  // endless URLs that lead nowhere
  std::uint64_t failed = 0;
  std::uint64_t cut = 0;  // at the size limit
  std::uint64_t cancelled = 0;
  std::uint64_t imported = 0;  // of the captures: from files of the user's
  std::optional<UtcTime> first, last;
  std::vector<std::string> problems;  // "URL: what", at most kMaxProblems
};

// What a lesser edition (reports/edition/policy.h) of a report leaves out, and
// how many of it. `id` names the words for it: texts "edition.left.<id>".
struct LeftOut {
  std::string id;
  std::uint64_t count = 0;
};

struct EditionNote {
  std::string name;  // "non-confidential", "publishable"
  std::vector<LeftOut> left_out;
  // How exposed the faces of an image are, by its place in FacesResult::images:
  // as the whole report says it, but for the words it rests on. Absent: not
  // graded, since the grades would tell marks that are left out.
  std::optional<std::map<std::size_t, exposure::Exposure>> exposures;

  std::uint64_t count(std::string_view id) const {
    for (const LeftOut& one : left_out)
      if (one.id == id) return one.count;
    return 0;
  }
  // What there is none of is not listed.
  void add(std::string_view id, std::uint64_t count) {
    if (count > 0) left_out.push_back({std::string(id), count});
  }
};

// Ids in LeftOut that other words depend on: findings, clients and agents'
// rates that are of nobody verified, verified clients whose address others
// used, log lines that findings rest on, and faces whose mark is not told.
inline constexpr std::string_view kUnverifiedFindings = "unverified_findings";
inline constexpr std::string_view kUnverifiedClients = "unverified_clients";
inline constexpr std::string_view kSharedClients = "shared_clients";
inline constexpr std::string_view kRatesLeftOut = "rates";
inline constexpr std::string_view kLinesLeftOut = "log_lines";
inline constexpr std::string_view kMarksLeftOut = "marks";

struct ReportData {
  std::string case_name;
  std::string tool_version;
  RunRecord run;
  UtcTime written;
  // Of the case's custody log before this report is written.
  std::uint64_t custody_events = 0;
  Digest custody_head;
  config::Settings settings;
  CrawlFacts crawl;
  // What the user handed over; a report that rests on it says so.
  std::vector<crawler::ImportedSource> imports;
  // The stages that ended before this report, and what they left undone.
  std::vector<StageRecord> stages;
  // Absent: that stage did not run in this run.
  std::optional<faces::FacesResult> faces;
  std::optional<signals::SignalsResult> signals;
  std::vector<signals::MatrixRow> matrix;  // empty without that stage
  std::vector<signals::Lint> lints;
  std::optional<logs::LogSummary> logs;
  std::vector<audit::Finding> findings;
  // What the user says about faces, and the images (digests in hex) of which
  // by their word nothing that was detected is a face.
  faces::Marks marks;
  std::set<std::string> withdrawn;
  std::map<std::string, crawler::RobotsHistory> robots;  // by origin
  // What the user states was served (--robots DIR), to the log's origin.
  std::optional<std::pair<std::string, crawler::RobotsHistory>> stated;
  // Image digest in hex -> JPEG in which every box is blurred.
  std::map<std::string, std::string> thumbnails;
  // Absent: the report is whole.
  std::optional<EditionNote> edition;
  // One sentence each: what this run could have checked and did not.
  std::vector<std::string> not_done;
};

// The name of the case's folder.
std::string name_of(const Case& the_case);

// Every version of every robots.txt, captured and stated.
std::vector<OriginVersion> robots_versions(const ReportData& data);

// How the run stands: as recorded, or for one under way, whose last stage is
// this report, "done" or "incomplete" by what its stages left undone.
std::string outcome_of(const ReportData& data);

// Adds one capture to the counts.
void count_capture(CrawlFacts& facts, const crawler::Capture& capture);

// The run's own pictures are read and blurred here; one that cannot be is
// left out and warned about. Errors: not_found (no such run), io, damaged.
Result<ReportData> gather(Case& the_case, std::string_view run_id,
                          const config::Settings& settings, const Sinks& sinks);

}  // namespace veto::reports

#endif  // VETO_REPORTS_REPORT_DATA_H_
