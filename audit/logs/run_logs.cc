// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stage: what analyse_logs needs, taken from the settings and the case.

#include <algorithm>

#include "audit/faces/faces.h"
#include "audit/logs/given_history.h"
#include "audit/logs/import_log.h"
#include "audit/logs/log_store.h"
#include "audit/logs/logs.h"
#include "audit/logs/sent_in_case.h"
#include "audit/traps/ledger.h"
#include "base/url.h"
#include "crawler/api/capture_reader.h"

namespace veto::logs {
namespace {

// The origin the logs belong to; "" when nothing says.
std::string origin_of(const config::Settings& settings) {
  std::string text = *settings.log_origin;
  if (text.empty() && !settings.seeds->empty()) text = settings.seeds->front();
  const auto url = Url::parse(text);
  return url && url->is_http() ? url->origin() : std::string();
}

Result<crawler::RobotsHistory> history_of(Case& the_case,
                                          const config::Settings& settings,
                                          const std::string& origin,
                                          std::stop_token stop) {
  auto given = given_history(settings, origin, stop);
  if (!given) return pass(given);
  if (*given) return *std::move(*given);
  auto seen = crawler::CaptureReader(the_case).robots();
  if (!seen) return pass(seen);
  const auto found = seen->find(origin);
  return found == seen->end() ? crawler::RobotsHistory(origin) : found->second;
}

// Empty for a run that did not look for faces.
Result<std::vector<faces::ImageRecord>> images_in(Case& the_case,
                                                  std::string_view run_id) {
  auto found = faces::load_faces(the_case, run_id);
  if (found) return std::move(found->images);
  if (found.error().kind != ErrorKind::not_found) return pass(found);
  return std::vector<faces::ImageRecord>();
}

// Of the current run; of the last one that looked for faces, where this run
// did not.
Result<std::vector<faces::ImageRecord>> images_of(Case& the_case) {
  auto images = images_in(the_case, the_case.run_id());
  if (!images || !images->empty()) return images;
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
    auto earlier = images_in(the_case, run->id);
    if (!earlier || !earlier->empty()) return earlier;
  }
  return std::vector<faces::ImageRecord>();
}

Result<std::vector<FaceImage>> face_images(Case& the_case,
                                           const std::string& origin) {
  auto images = images_of(the_case);
  if (!images) return pass(images);
  std::vector<FaceImage> found;
  for (const faces::ImageRecord& image : *images) {
    if (std::ranges::none_of(image.faces, [](const faces::Face& face) {
          return face.band == faces::Band::face;
        }))
      continue;
    for (const std::string& text : image.urls) {
      const auto url = Url::parse(text);
      if (!url || (!origin.empty() && url->origin() != origin)) continue;
      found.push_back({.target = url->request_target(),
                       .url = text,
                       .digest = image.digest,
                       .bytes = image.bytes,
                       .capture_id = image.capture_id,
                       .imported = image.imported});
    }
  }
  return found;
}

// Those of the case that lie on that origin, and what the user named besides.
Result<std::vector<traps::Trap>> traps_of(Case& the_case,
                                          const config::Settings& settings,
                                          const std::string& origin) {
  auto found = traps::load_traps(the_case);
  if (!found) return pass(found);
  if (!origin.empty())
    std::erase_if(
        *found, [&](const traps::Trap& trap) { return trap.origin != origin; });
  auto named = traps::parse_traps(*settings.log_traps);
  if (!named) return pass(named);
  for (traps::Trap& trap : *named) {
    const auto known = std::ranges::find(*found, trap.path, &traps::Trap::path);
    if (known == found->end())
      found->push_back(std::move(trap));
    else if (trap.disallowed_from && !known->disallowed_from)
      known->disallowed_from = trap.disallowed_from;
  }
  return found;
}

Result<Inputs> inputs_of(Case& the_case, const config::Settings& settings,
                         const Sinks& sinks, std::stop_token stop) {
  Inputs inputs;
  for (const auto& log : *settings.logs) {
    auto name = import_log(the_case, log);
    if (!name) return pass(name);
    inputs.files.push_back(the_case.path(name->string()));
  }
  inputs.format = *settings.log_format;
  inputs.origin = origin_of(settings);
  auto history = history_of(the_case, settings, inputs.origin, stop);
  if (!history) return pass(history);
  inputs.history = std::move(*history);
  inputs.complete_from = *settings.complete_from;
  inputs.first_served = *settings.first_served;
  auto faces = face_images(the_case, inputs.origin);
  if (!faces) return pass(faces);
  inputs.faces = std::move(*faces);
  if (!settings.log_anchors->empty()) {
    auto anchors = import_anchors(the_case, *settings.log_anchors);
    if (!anchors) return pass(anchors);
    inputs.anchors = the_case.path(anchors->string());
  }
  auto traps = traps_of(the_case, settings, inputs.origin);
  if (!traps) return pass(traps);
  inputs.traps = std::move(*traps);
  if (!inputs.files.empty()) {
    auto sent = sent_in_case(the_case, inputs.origin, sinks, stop);
    if (!sent) return pass(sent);
    inputs.sent = std::move(*sent);
  }
  if (!settings.address_lists->empty()) {
    auto lists = import_address_lists(the_case, *settings.address_lists, sinks);
    if (!lists) return pass(lists);
    inputs.address_lists = std::move(*lists);
    inputs.folder = *settings.address_lists;
  }
  inputs.own_token = *settings.user_agent_token;
  return inputs;
}

// What the user stopped is a report, anything else the error it is.
Result<StageReport> unread(const Error& error) {
  if (error.kind != ErrorKind::interrupted) return std::unexpected(error);
  StageReport report;
  report.incomplete.push_back("the logs were not read to their end");
  report.interrupted = true;
  return report;
}

// Of an earlier look at the same run nothing stays.
Status name_packs(Case& the_case, Inputs& inputs) {
  if (inputs.files.empty()) return {};
  inputs.packs = the_case.path("packs") / the_case.run_id();
  std::error_code error;
  std::filesystem::remove_all(inputs.packs, error);
  if (error)
    return fail(ErrorKind::io, "cannot remove evidence packs",
                inputs.packs.string());
  return {};
}

StageReport report_of(const Inputs& inputs, const LogSummary& summary) {
  std::uint64_t lines = 0;
  std::uint64_t set_aside = 0;
  for (const LogFile& file : summary.files) {
    lines += file.lines;
    set_aside += file.set_aside;
  }
  StageReport report;
  report.counts = {{"lines", lines},
                   {"set aside", set_aside},
                   {"clients", summary.clients.size()},
                   {"findings", summary.findings.size()}};
  for (const LogFile& file : summary.files)
    if (file.cut_short)
      report.incomplete.push_back("the log ends before its time: " +
                                  file.path.filename().string());
  if (!inputs.files.empty() && inputs.history.versions().empty())
    report.incomplete.push_back(
        "no version of robots.txt is known for the logs' origin: no request "
        "was judged by it");
  if (summary.counts.not_judged > 0)
    report.incomplete.push_back(
        "the logs hold more clients or requests than fit: " +
        std::to_string(summary.counts.not_judged) + " requests not judged");
  return report;
}

}  // namespace

Result<StageReport> run_logs(Case& the_case, const config::Settings& settings,
                             const Sinks& sinks, std::stop_token stop,
                             const NameAsker& ask_names) {
  auto inputs = inputs_of(the_case, settings, sinks, stop);
  if (!inputs) return unread(inputs.error());
  inputs->ask_names = ask_names;
  if (auto named = name_packs(the_case, *inputs); !named) return pass(named);
  auto summary = analyse_logs(*inputs, sinks, stop);
  if (!summary) return unread(summary.error());
  if (auto kept = import_name_answers(the_case, inputs->folder); !kept)
    return pass(kept);
  for (LogFile& file : summary->files)
    file.path = std::filesystem::path("logs") / file.path.filename();
  if (auto stored = store_summary(the_case, *summary); !stored)
    return pass(stored);
  return report_of(*inputs, *summary);
}

}  // namespace veto::logs
