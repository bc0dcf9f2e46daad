// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <map>

#include "base/text.h"
#include "config/scrapers.h"
#include "reports/html/view.h"

namespace veto::reports {
namespace {

using nlohmann::json;
using signals::AgentPosture;

constexpr std::size_t kMaxHoles = 50;
constexpr std::size_t kMaxInvalid = 50;
constexpr std::size_t kMaxUnnamed = 24;
constexpr std::size_t kMaxNameBytes = 200;

json agent_row(const ViewContext& c, const AgentPosture& agent) {
  const auto* scraper =
      config::ScraperRegistry::built_in().by_id(agent.scraper_id);
  const std::string rule =
      agent.line == 0
          ? c.texts.say("signals.no_rule")
          : c.texts.say("signals.rule",
                        {{"line", std::to_string(agent.line)},
                         {"rule", printable(agent.rule, kMaxNameBytes)}});
  return {{"token", printable(agent.token, kMaxNameBytes)},
          {"purpose", scraper ? scraper->purpose : ""},
          {"named",
           c.texts.say(agent.named ? "signals.named.yes" : "signals.named.no")},
          {"asked", c.texts.say(agent.site_allowed ? "signals.asked.in"
                                                   : "signals.asked.out")},
          {"rule", rule},
          {"readings", c.texts.say(agent.readings_agree ? "signals.agree"
                                                        : "signals.differ")}};
}

// RFC 9309, section 2.2.1: letters, "_" and "-"; or "*" alone.
bool is_product_token(std::string_view name) {
  return name == "*" || (!name.empty() && std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '_' || c == '-';
         }));
}

json invalid_names(const crawler::RobotsVersion& version) {
  std::vector<std::string> names;
  for (const auto& name : version.rules.agents())
    if (!is_product_token(name) && names.size() < kMaxInvalid &&
        std::ranges::find(names, name) == names.end())
      names.push_back(name);
  json list = json::array();
  for (const auto& name : names) list.push_back(printable(name, kMaxNameBytes));
  return list;
}

// Agents that robots.txt does not name share their rule: one row for all that
// read the same. The named ones keep a row each, and come first.
json agent_rows(const ViewContext& c,
                const std::vector<const AgentPosture*>& agents) {
  json rows = json::array();
  std::map<std::string, std::vector<const AgentPosture*>> unnamed;
  for (const auto* agent : agents) {
    const json row = agent_row(c, *agent);
    if (agent->named)
      rows.push_back(row);
    else
      unnamed[row["asked"].get<std::string>() + row["rule"].get<std::string>() +
              row["readings"].get<std::string>()]
          .push_back(agent);
  }
  for (const auto& [reading, alike] : unnamed) {
    json row = agent_row(c, *alike.front());
    if (alike.size() > 1) {
      std::string tokens;
      for (std::size_t i = 0; i < alike.size() && i < kMaxUnnamed; ++i)
        tokens +=
            (i == 0 ? "" : ", ") + printable(alike[i]->token, kMaxNameBytes);
      if (alike.size() > kMaxUnnamed)
        tokens +=
            ". " + c.texts.count("signals.more", alike.size() - kMaxUnnamed);
      row["token"] = c.texts.count("signals.unnamed", alike.size());
      row["purpose"] = tokens;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

json origin_view(const ViewContext& c, const std::string& origin,
                 const std::vector<const AgentPosture*>& agents) {
  json rows = agent_rows(c, agents);
  json invalid = json::array();
  std::string seen = c.texts.say("signals.robots_none");
  const auto history = c.data.robots.find(origin);
  if (history != c.data.robots.end() && !history->second.versions().empty()) {
    const auto& version = *history->second.versions().back();
    seen = c.texts.say("signals.robots_current",
                       {{"seen", shown_time(version.seen_to)},
                        {"status", std::to_string(version.status)}});
    invalid = invalid_names(version);
  }
  return {{"origin", printable(origin, 300)}, {"seen", seen},
          {"any_agents", !rows.empty()},      {"agents", std::move(rows)},
          {"any_invalid", !invalid.empty()},  {"invalid", std::move(invalid)}};
}

json origins_of(const ViewContext& c) {
  std::map<std::string, std::vector<const AgentPosture*>> by_origin;
  for (const auto& agent : c.data.signals->agents)
    by_origin[agent.origin].push_back(&agent);
  for (const auto& [origin, history] : c.data.robots) by_origin[origin];
  json list = json::array();
  for (const auto& [origin, agents] : by_origin)
    list.push_back(origin_view(c, origin, agents));
  return list;
}

json resources_of(const ViewContext& c) {
  std::map<std::string, std::uint64_t> n;
  for (const auto& resource : c.data.signals->resources) {
    ++n[resource.kind];
    if (resource.noai) ++n[resource.kind + "_noai"];
    if (resource.noimageai) ++n[resource.kind + "_noimageai"];
  }
  return {c.texts.say("signals.counts",
                      {{"pages", c.texts.count("n.pages", n["page"])},
                       {"images", c.texts.count("n.images", n["image"])},
                       {"page_noai", n["page_noai"]},
                       {"page_noimageai", n["page_noimageai"]},
                       {"image_noai", n["image_noai"]},
                       {"image_noimageai", n["image_noimageai"]}}),
          c.texts.say("signals.noai")};
}

void add_holes(const ViewContext& c, json& view) {
  json holes = json::array(), notes = json::array();
  std::size_t count = 0;
  for (const auto& resource : c.data.signals->resources) {
    if (!resource.page_only) continue;
    if (++count <= kMaxHoles)
      holes.push_back({{"url", printable(resource.url, 500)},
                       {"host", printable(resource.host, 300)}});
  }
  if (count == 0) notes.push_back(c.texts.say("signals.holes_none"));
  if (count > kMaxHoles)
    notes.push_back(c.texts.count("signals.more", count - kMaxHoles));
  view["any_holes"] = count > 0;
  view["holes"] = std::move(holes);
  view["holes_notes"] = std::move(notes);
}

}  // namespace

json signals_view(const ViewContext& c) {
  json view = {{"ran", c.data.signals.has_value()},
               {"paragraphs", json::array()}};
  if (!c.data.signals) {
    view["paragraphs"].push_back(c.texts.say("signals.not_run"));
    return view;
  }
  view["origins"] = origins_of(c);
  view["resources"] = resources_of(c);
  add_holes(c, view);
  return view;
}

json site_view(const ViewContext& c) {
  FindingList findings;
  // Exposed images are shown with their pictures instead.
  for (const auto& finding : c.data.findings)
    if (!is_about_client(finding) && !finding.code.starts_with('F'))
      findings.push_back(&finding);
  return {{"any", !findings.empty()}, {"groups", groups_view(c, findings)}};
}

}  // namespace veto::reports
