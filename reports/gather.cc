// SPDX-License-Identifier: GPL-3.0-or-later
//
// gather(): from the case to ReportData.

#include <algorithm>
#include <optional>

#include "audit/faces/boxed.h"
#include "audit/faces/inline_images.h"
#include "audit/faces/marks_run.h"
#include "audit/faces/marks_store.h"
#include "audit/signals/gather_site.h"
#include "base/url.h"
#include "crawler/api/capture_reader.h"
#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {
namespace {

// A report with more pictures than this would open in no browser.
constexpr std::size_t kMaxThumbnails = 500;

// A stage that did not run in this run has nothing to load.
template <typename T>
Status take(Result<T> loaded, std::optional<T>& into) {
  if (loaded) {
    into = std::move(*loaded);
    return {};
  }
  if (loaded.error().kind == ErrorKind::not_found) return {};
  return pass(loaded);
}

Status load_stages(Case& the_case, std::string_view run_id, ReportData& data) {
  if (auto s = take(faces::load_faces(the_case, run_id), data.faces); !s)
    return s;
  if (auto s = take(signals::load_signals(the_case, run_id), data.signals); !s)
    return s;
  if (data.signals) {
    auto gathered = signals::gather_site(the_case, run_id, Sinks());
    if (!gathered) return pass(gathered);
    data.matrix = signals::matrix_of(gathered->site);
    data.lints =
        signals::lint_site(gathered->site, config::ScraperRegistry::built_in());
  }
  if (auto s = take(logs::load_logs(the_case, run_id), data.logs); !s) return s;
  // A stage that had nothing to work on stored nothing.
  if (data.faces && data.faces->detector.name.empty()) data.faces.reset();
  if (data.logs && data.logs->files.empty()) data.logs.reset();
  auto stages = stages_of(the_case, run_id);
  if (!stages) return pass(stages);
  data.stages = std::move(*stages);
  // A report's own record is an earlier report's.
  std::erase_if(data.stages, [](const auto& s) { return s.stage == "report"; });
  auto findings = audit::load_findings(the_case, run_id);
  if (!findings) return pass(findings);
  data.findings = std::move(*findings);
  return {};
}

// Deliveries in the logs rest on the images of the newest run that looked for
// faces, where this one did not.
Status join_marks(Case& the_case, ReportData& data) {
  auto marks = faces::load_marks(the_case);
  if (!marks) return pass(marks);
  data.marks = std::move(*marks);
  if (data.faces) {
    data.withdrawn = faces::withdrawn_images(*data.faces, data.marks);
    return {};
  }
  auto run = faces::load_marked_run(the_case);
  if (run)
    data.withdrawn = faces::withdrawn_images(run->result, data.marks);
  else if (run.error().kind != ErrorKind::not_found)
    return pass(run);
  return {};
}

Status load_crawl(crawler::CaptureReader& reader, std::string_view run_id,
                  ReportData& data) {
  auto captures = reader.for_each_capture(
      run_id, [&](const crawler::Capture& capture) -> Status {
        count_capture(data.crawl, capture);
        return {};
      });
  if (!captures) return captures;
  auto pages =
      reader.for_each_page(run_id, [&](const crawler::Page& page) -> Status {
        if (page.tree_refused.empty())
          ++data.crawl.pages;
        else
          ++data.crawl.pages_unread;
        return {};
      });
  if (!pages) return pages;
  auto robots = reader.robots();
  if (!robots) return pass(robots);
  data.robots = std::move(*robots);
  return {};
}

Result<std::string> thumbnail(crawler::CaptureReader& reader,
                              faces::Examiner& examiner,
                              const faces::ImageRecord& image) {
  auto capture = reader.capture(image.capture_id);
  if (!capture) return pass(capture);
  auto bytes = faces::image_bytes(reader, *capture, image.inline_ordinal);
  if (!bytes) return pass(bytes);
  return examiner.thumbnail(*std::move(bytes), image.faces);
}

void blur_images(const Case& the_case, crawler::CaptureReader& reader,
                 const Sinks& sinks, ReportData& data) {
  if (!data.faces) return;
  std::optional<faces::Examiner> examiner;  // started when there is a face
  // Whatever a face's mark, it is blurred: a report travels, a mark may be
  // wrong, and nobody needs a clear picture to find the image again.
  for (const auto& image : data.faces->images) {
    if (image.faces.empty()) continue;
    if (!examiner) {
      auto opened = faces::Examiner::open(data.settings, the_case.dir(), 1);
      if (!opened) return sinks.warning(opened.error());
      examiner = *std::move(opened);
    }
    if (data.thumbnails.size() >= kMaxThumbnails) return;
    auto jpeg = thumbnail(reader, *examiner, image);
    if (jpeg)
      data.thumbnails.emplace(image.digest.hex(), std::move(*jpeg));
    else
      sinks.warning(jpeg.error());
    sinks.step("blurred", data.thumbnails.size(), 0);
  }
}

// The origin the logs belong to: set, or the first seed's.
std::string log_origin(const config::Settings& settings) {
  std::string text = *settings.log_origin;
  if (text.empty() && !settings.seeds->empty()) text = settings.seeds->front();
  const auto url = Url::parse(text);
  return url ? url->origin() : std::string();
}

// The logs were judged by these; that they cannot be read any more is said,
// and the rest of the report stands.
void load_stated(const Sinks& sinks, ReportData& data) {
  const auto& dir = *data.settings.robots_dir;
  if (dir.empty()) return;
  std::string origin = log_origin(data.settings);
  auto history = crawler::RobotsHistory::import(dir, data.written, origin);
  if (history)
    data.stated.emplace(std::move(origin), std::move(*history));
  else
    sinks.warning(history.error());
}

void note_not_done(const Texts& texts, ReportData& data) {
  auto note = [&](const char* key) { data.not_done.push_back(texts.say(key)); };
  if (data.crawl.captures == 0) note("not_done.crawl");
  if (!data.faces) note("not_done.faces");
  if (!data.signals) note("not_done.signals");
  if (!data.logs) note("not_done.logs");
}

}  // namespace

Result<ReportData> gather(Case& the_case, std::string_view run_id,
                          const config::Settings& settings,
                          const Sinks& sinks) {
  auto texts = Texts::load(*settings.language);
  if (!texts) return pass(texts);
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  const auto run = std::ranges::find(*runs, run_id, &RunRecord::id);
  if (run == runs->end())
    return fail(ErrorKind::not_found, "there is no such run",
                std::string(run_id));
  ReportData data;
  data.case_name = name_of(the_case);
  data.tool_version = VETO_VERSION;
  data.run = *run;
  data.written = the_case.clock().now();
  data.custody_events = the_case.custody_events();
  data.custody_head = the_case.custody_head();
  data.settings = settings;
  if (auto loaded = load_stages(the_case, run_id, data); !loaded)
    return pass(loaded);
  if (auto joined = join_marks(the_case, data); !joined) return pass(joined);
  auto imports = crawler::load_imports(the_case, run_id);
  if (!imports) return pass(imports);
  data.imports = std::move(*imports);
  crawler::CaptureReader reader(the_case);
  if (auto loaded = load_crawl(reader, run_id, data); !loaded)
    return pass(loaded);
  load_stated(sinks, data);
  blur_images(the_case, reader, sinks, data);
  note_not_done(*texts, data);
  return data;
}

}  // namespace veto::reports
