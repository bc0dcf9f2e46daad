// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/diff.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "reports/texts_json.h"

namespace veto::reports {
namespace {

using nlohmann::json;

Result<RunRecord> find_run(const std::vector<RunRecord>& runs,
                           std::string_view id) {
  const auto found = std::ranges::find(runs, id, &RunRecord::id);
  if (found == runs.end())
    return fail(ErrorKind::not_found, "there is no such run", std::string(id),
                "veto runs lists them");
  return *found;
}

// Absent where one of the runs has no such stage.
template <typename T, typename Load, typename Compare>
auto compare(Case& the_case, const RunDiff& diff, Load load, Compare compare)
    -> Result<std::optional<T>> {
  auto before = load(the_case, diff.before.id);
  auto after = load(the_case, diff.after.id);
  for (auto* loaded : {&before, &after})
    if (!*loaded && loaded->error().kind == ErrorKind::not_found)
      return std::nullopt;
  if (!before) return pass(before);
  if (!after) return pass(after);
  return std::optional<T>(compare(*before, *after));
}

// A run that read no log has an empty summary.
Result<logs::LogSummary> logs_of(Case& the_case, std::string_view run_id) {
  auto summary = logs::load_logs(the_case, run_id);
  if (summary && summary->files.empty())
    return fail(ErrorKind::not_found, "this run read no log");
  return summary;
}

Status compare_stages(Case& the_case, RunDiff& diff) {
  auto faces = compare<faces::FacesDiff>(the_case, diff, faces::load_faces,
                                         faces::diff_faces);
  if (!faces) return pass(faces);
  diff.faces = std::move(*faces);
  auto signals = compare<signals::SignalsDiff>(
      the_case, diff, signals::load_signals, signals::diff_signals);
  if (!signals) return pass(signals);
  diff.signals = std::move(*signals);
  auto agents =
      compare<logs::AgentsDiff>(the_case, diff, logs_of, logs::diff_agents);
  if (!agents) return pass(agents);
  diff.agents = std::move(*agents);
  return {};
}

void note_bounds(RunDiff& diff) {
  for (const RunRecord* run : {&diff.before, &diff.after})
    if (run->outcome != "done")
      diff.notes.push_back("run " + run->id + " is " + run->outcome +
                           ": what it did not see may be there all the same");
  if (diff.before.kind != diff.after.kind)
    diff.notes.push_back(
        "one run visited a site, the other read files that were handed over");
  if (!diff.faces)
    diff.notes.push_back(
        "faces are not compared: one of the runs did not look for any");
  else if (diff.faces->detector_changed)
    diff.notes.push_back(
        "the detector changed: faces may differ where the images do not");
  if (!diff.agents)
    diff.notes.push_back(
        "agents are not compared: one of the runs read no log");
}

json received_json(const crawler::Received& received) {
  return {{"url", to_valid_utf8(received.url)},
          {"capture", received.capture_id},
          {"status", received.status},
          {"sha256", received.digest.hex()}};
}

json changes_json(const std::vector<crawler::ChangedResource>& changes) {
  json list = json::array();
  for (const auto& change : changes)
    list.push_back({{"url", to_valid_utf8(change.after.url)},
                    {"before", received_json(change.before)},
                    {"after", received_json(change.after)}});
  return list;
}

json resources_json(const crawler::ResourceDiff& diff) {
  json added = json::array(), missing = json::array();
  for (const auto& one : diff.added) added.push_back(received_json(one));
  for (const auto& one : diff.missing) {
    json entry = received_json(one.before);
    entry["state"] = crawler::to_string(one.state);
    entry["detail"] = to_valid_utf8(one.detail);
    missing.push_back(std::move(entry));
  }
  return {{"new", std::move(added)},
          {"not_seen_again", std::move(missing)},
          {"changed", changes_json(diff.changed)},
          {"same", diff.same}};
}

json images_json(const std::vector<faces::FacesOfImage>& images) {
  json list = json::array();
  for (const auto& image : images) {
    json urls = json::array(), boxes = json::array();
    for (const auto& url : image.urls) urls.push_back(to_valid_utf8(url));
    for (const auto& face : image.faces)
      boxes.push_back({{"x", face.box.x},
                       {"y", face.box.y},
                       {"w", face.box.w},
                       {"h", face.box.h},
                       {"score", face.score},
                       {"band", faces::to_string(face.band)}});
    list.push_back({{"sha256", image.digest.hex()},
                    {"urls", std::move(urls)},
                    {"faces", std::move(boxes)},
                    {"image_in_both", image.image_in_both}});
  }
  return list;
}

json posture_json(const signals::AgentPosture& agent) {
  return {{"named", agent.named},
          {"site_allowed", agent.site_allowed},
          {"line", agent.line},
          {"rule", to_valid_utf8(agent.rule)},
          {"readings_agree", agent.readings_agree}};
}

json signals_json(const signals::SignalsDiff& diff) {
  json resources = json::array(), agents = json::array();
  for (const auto& change : diff.resources)
    resources.push_back({{"url", to_valid_utf8(change.url)},
                         {"kind", change.kind},
                         {"added", texts_json(change.added)},
                         {"removed", texts_json(change.removed)}});
  for (const auto& change : diff.agents)
    agents.push_back({{"origin", change.after.origin},
                      {"agent", change.after.token},
                      {"before", posture_json(change.before)},
                      {"after", posture_json(change.after)}});
  return {{"resources", std::move(resources)}, {"agents", std::move(agents)}};
}

json agents_json(const std::vector<logs::AgentSeen>& agents) {
  json list = json::array();
  for (const auto& agent : agents)
    list.push_back({{"name", to_valid_utf8(agent.name)},
                    {"known", agent.known},
                    {"clients", agent.clients},
                    {"requests", agent.requests},
                    {"first", to_rfc3339(agent.first)}});
  return list;
}

json run_json(const RunRecord& run) {
  return {{"id", run.id},
          {"started", to_rfc3339(run.started)},
          {"command", to_valid_utf8(run.command)},
          {"outcome", run.outcome}};
}

}  // namespace

Result<RunDiff> diff_runs(Case& the_case, std::string_view before,
                          std::string_view after) {
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  auto earlier = find_run(*runs, before);
  if (!earlier) return pass(earlier);
  auto later = find_run(*runs, after);
  if (!later) return pass(later);
  RunDiff diff;
  diff.before = std::move(*earlier);
  diff.after = std::move(*later);
  auto captures = crawler::diff_captures(the_case, before, after);
  if (!captures) return pass(captures);
  diff.captures = std::move(*captures);
  auto stages = compare_stages(the_case, diff);
  if (!stages) return pass(stages);
  note_bounds(diff);
  return diff;
}

json diff_json(const RunDiff& diff) {
  json document = {{"schema", "veto.diff/1"},
                   {"before", run_json(diff.before)},
                   {"after", run_json(diff.after)},
                   {"pages", resources_json(diff.captures.pages)},
                   {"images", resources_json(diff.captures.images)},
                   {"robots", changes_json(diff.captures.robots)},
                   {"faces", nullptr},
                   {"signals", nullptr},
                   {"agents", nullptr},
                   {"notes", texts_json(diff.notes)}};
  if (diff.faces)
    document["faces"] = {{"new", images_json(diff.faces->added)},
                         {"not_seen_again", images_json(diff.faces->missing)},
                         {"same", diff.faces->same},
                         {"detector_changed", diff.faces->detector_changed}};
  if (diff.signals) document["signals"] = signals_json(*diff.signals);
  if (diff.agents)
    document["agents"] = {
        {"new", agents_json(diff.agents->added)},
        {"not_seen_again", agents_json(diff.agents->missing)}};
  return document;
}

}  // namespace veto::reports
