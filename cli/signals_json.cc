// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>

#include "audit/signals/consumers/overview.h"
#include "audit/signals/consumers/reader.h"
#include "base/text.h"
#include "cli/signals.h"
#include "reports/lint_words.h"

namespace veto::cli {
namespace {

using nlohmann::json;
using namespace signals;

json agent_json(const AgentPosture& agent) {
  return {{"origin", agent.origin},
          {"scraper", agent.scraper_id},
          {"token", agent.token},
          {"named", agent.named},
          {"site_allowed", agent.site_allowed},
          {"line", agent.line},
          {"rule", agent.rule},
          {"readings_agree", agent.readings_agree}};
}

json reading_json(const ConsumerReading& reading) {
  return {{"consumer", reading.consumer->id},
          {"use", to_string(reading.use)},
          {"state", to_string(reading.state)},
          {"family", to_string(reading.family)},
          {"raw", to_valid_utf8(reading.raw)},
          {"place", reading.place},
          {"sureness", to_string(reading.sure)},
          {"source", reading.source},
          {"robots_unseen", reading.robots_unseen}};
}

json overview_json(const Overview& overview) {
  json columns = json::object();
  for (std::size_t i = 0; i < kColumns; ++i) {
    json asked = json::array();
    for (const AskedAway& one : overview[i].asked)
      asked.push_back({{"name", one.name}, {"sureness", to_string(one.sure)}});
    columns[std::string(to_string(static_cast<Column>(i)))] = {
        {"reserved", overview[i].reserved},
        {"allowed", overview[i].allowed},
        {"silent", overview[i].silent},
        {"asked", std::move(asked)}};
  }
  return columns;
}

json file_json(const SignalFile& file) {
  constexpr std::string_view kPresence[] = {"present", "absent",
                                            "not_that_file"};
  return {
      {"url", file.url},
      {"status", file.status},
      {"presence", kPresence[static_cast<std::size_t>(file.verdict.presence)]},
      {"reason", file.verdict.reason},
      {"capture", file.capture_id}};
}

json origin_json(const Origin& origin) {
  json files = json::array();
  for (const SignalFile& file : origin.files) files.push_back(file_json(file));
  return {
      {"origin", origin.name},
      {"robots_status", origin.robots ? json(origin.robots->status) : json()},
      {"seed", origin.is_seed},
      {"twin", origin.is_twin},
      {"files", std::move(files)}};
}

bool is_wanted(const SignalsWanted& wanted, const std::string& url) {
  return wanted.urls.empty() ||
         std::ranges::find(wanted.urls, url) != wanted.urls.end();
}

json resource_json(const ResourcePosture& posture, const Site& site,
                   Reader& reader, bool consumers) {
  json item = {{"url", posture.url},
               {"kind", posture.kind},
               {"noai", posture.noai},
               {"noimageai", posture.noimageai},
               {"page_only", posture.page_only},
               {"directives", posture.directives}};
  const auto resource = site.resources.find(posture.url);
  if (resource == site.resources.end()) return item;
  const Readings readings = reader.read(resource->second.said);
  item["origin"] = resource->second.origin;
  item["overview"] = overview_json(overview_of(*readings));
  if (!consumers) return item;
  for (const ConsumerReading& reading : read_all(resource->second.said))
    item["readings"].push_back(reading_json(reading));
  return item;
}

}  // namespace

json signal_json(const Signal& signal) {
  return {{"family", to_string(signal.family)},
          {"source", to_string(signal.source)},
          {"url", signal.url},
          {"agent", signal.agent},
          {"scope", signal.scope},
          {"name", signal.name},
          {"value", signal.value},
          {"raw", to_valid_utf8(signal.raw)},
          {"line", signal.line},
          {"offset", signal.offset},
          {"evidence", signal.evidence},
          {"malformed", signal.malformed},
          {"problem", signal.problem}};
}

json signals_json(const SignalsFound& found, const SignalsWanted& wanted,
                  const reports::Texts& texts) {
  json all = {{"schema", "veto.signals/1"}, {"signals", json::array()},
              {"agents", json::array()},    {"origins", json::array()},
              {"resources", json::array()}, {"lints", json::array()}};
  for (const Signal& signal : found.stored.signals)
    all["signals"].push_back(signal_json(signal));
  for (const AgentPosture& agent : found.stored.agents)
    all["agents"].push_back(agent_json(agent));
  for (const auto& [name, origin] : found.site.origins)
    all["origins"].push_back(origin_json(origin));
  Reader reader;
  for (const ResourcePosture& posture : found.stored.resources)
    if (is_wanted(wanted, posture.url))
      all["resources"].push_back(
          resource_json(posture, found.site, reader, wanted.consumers));
  for (const Lint& lint : found.lints)
    all["lints"].push_back(reports::lint_json(texts, lint));
  return all;
}

}  // namespace veto::cli
