// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/report.h"

#include <algorithm>

#include "base/digest.h"
#include "base/file.h"
#include "reports/html/render_html.h"
#include "reports/report_data.h"
#include "reports/summary_json.h"
#include "reports/texts/texts.h"

namespace veto::reports {
namespace {

// Writes one file of the report and notes its digest in the custody log.
Status write_part(Case& the_case, const std::string& name,
                  std::string_view bytes) {
  const std::string part = "report/" + name;
  const auto before = sha256_file(the_case.path(part));
  auto written = write_file_atomic(the_case.path(part), bytes);
  if (!written) return written;
  CustodyEvent event;
  event.action = "report";
  event.item = part;
  event.digest = sha256(bytes).labelled();
  if (before && before->labelled() != event.digest)
    event.digest_before = before->labelled();
  event.reason = "written from what the case holds";
  return the_case.custody(event);
}

StageReport counts_of(const ReportData& data) {
  StageReport report;
  report.counts = {{"findings", data.findings.size()},
                   {"faces shown", data.thumbnails.size()}};
  if (!data.faces) return report;
  const auto pictures = static_cast<std::size_t>(std::ranges::count_if(
      data.faces->images,
      [](const auto& image) { return !image.faces.empty(); }));
  if (pictures > data.thumbnails.size())
    report.incomplete.push_back(
        std::to_string(pictures - data.thumbnails.size()) +
        " images with faces are listed without their picture");
  return report;
}

}  // namespace

Result<StageReport> write_report(Case& the_case, std::string_view run_id,
                                 const config::Settings& settings,
                                 const Sinks& sinks) {
  auto texts = Texts::load(*settings.language);
  if (!texts) return pass(texts);
  auto data = gather(the_case, run_id, settings, sinks);
  if (!data) return pass(data);
  auto html = render_html(*data, *texts);
  if (!html) return pass(html);
  const std::string summary =
      summary_json(*data, *texts)
          .dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
      '\n';
  if (auto made = make_dirs(the_case.path("report")); !made) return pass(made);
  // No text of an earlier report's stays.
  std::error_code ignored;
  std::filesystem::remove_all(the_case.path("report/robots"), ignored);
  auto robots = write_robots_texts(the_case.path("report/robots"),
                                   robots_versions(*data));
  if (!robots) return pass(robots);
  // summary.json comes last: it names the run, so a bundle is made only of a
  // report that is whole.
  const std::pair<const char*, std::string> parts[] = {
      {"report.html", std::move(*html)},
      {"findings.jsonl", findings_jsonl(*data)},
      {"summary.json", summary}};
  for (const auto& [name, bytes] : parts)
    if (auto written = write_part(the_case, name, bytes); !written)
      return pass(written);
  return counts_of(*data);
}

}  // namespace veto::reports
