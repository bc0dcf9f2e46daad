// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/agents_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "audit/logs/codes.h"
#include "base/url.h"
#include "reports/html/timeline.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxAgents = 20;
constexpr std::size_t kMaxExcuses = 4;

// All clients of one name whose identity is as well known.
struct AgentGroup {
  std::string who;
  std::vector<const logs::Client*> clients;
  std::set<std::string> addresses;
  Timeline timeline;
  std::uint64_t requests = 0, reads = 0, disallowed = 0;
  std::uint64_t timed = 0;   // requests whose time is kept
  std::uint64_t unsure = 0;  // requests that are excused, or not known
  std::uint64_t readers = 0, kept = 0, not_kept = 0;  // clients
  std::map<std::string, std::uint64_t> excuses;

  void add(const logs::Client& client) {
    if (clients.empty()) {
      timeline.first = client.first;
      timeline.last = client.last;
    }
    clients.push_back(&client);
    addresses.insert(client.ip);
    timeline.first = std::min(timeline.first, client.first);
    timeline.last = std::max(timeline.last, client.last);
    requests += client.requests;
    reads += client.robots_reads;
    readers += client.robots_reads > 0;
    disallowed += client.disallowed;
    not_kept += client.disallowed > 0;
    timeline.stretch = std::max(timeline.stretch, client.times.unit);
    for (const auto& stretch : client.times.stretches) {
      const UtcTime middle{std::chrono::seconds(
          stretch.number * client.times.unit + client.times.unit / 2)};
      timeline.requests.emplace_back(
          std::clamp(middle, client.first, client.last), stretch.count);
      timed += stretch.count;
    }
  }
};

// Programs, and whom a finding against a client is about; people's browsers
// have no time line.
bool is_shown(const logs::Client& client) {
  return !client.own_crawl && (client.declared || client.disallowed > 0);
}

using GroupList = std::vector<AgentGroup>;

GroupList groups_of(const ViewContext& c) {
  std::map<std::string, AgentGroup> by_name;
  for (const auto& client : c.data.logs->clients) {
    if (!is_shown(client)) continue;
    std::string name = c.words.name(client);
    AgentGroup& group = by_name[name];
    group.who = std::move(name);
    group.add(client);
  }
  GroupList groups;
  for (auto& [name, group] : by_name) groups.push_back(std::move(group));
  std::ranges::sort(groups, [](const auto& a, const auto& b) {
    return std::tie(b.disallowed, b.requests, a.who) <
           std::tie(a.disallowed, a.requests, b.who);
  });
  return groups;
}

// Neither known to have been allowed then, nor against the client.
bool is_unsure(const logs::Verdict& verdict) {
  if (verdict.verdict == "robots_read") return false;
  return verdict.verdict != "allowed" ||
         std::ranges::any_of(verdict.excuses, [](const std::string& excuse) {
           return excuse != "not_disallowed_then";
         });
}

void add_verdicts(const ViewContext& c, GroupList& groups) {
  std::map<std::string, AgentGroup*, std::less<>> by_address;
  for (AgentGroup& group : groups)
    for (const std::string& address : group.addresses)
      by_address[address] = &group;
  for (const auto& verdict : c.data.logs->verdicts) {
    const auto at = by_address.find(verdict.request.ip);
    if (at == by_address.end()) continue;
    AgentGroup& group = *at->second;
    const UtcTime time = verdict.request.time;
    if (verdict.verdict == "robots_read") group.timeline.reads.push_back(time);
    if (logs::counts_against(verdict.finding)) {
      group.timeline.findings.push_back(time);
      continue;
    }
    for (const std::string& excuse : verdict.excuses) ++group.excuses[excuse];
    group.unsure += is_unsure(verdict);
  }
  for (const auto& finding : c.data.findings) {
    if (!is_kept(finding)) continue;
    const auto at = by_address.find(fact_text(finding, "client_ip"));
    if (at != by_address.end()) ++at->second->kept;
  }
}

// Those of the logs' origin.
const crawler::RobotsHistory* history_of(const ReportData& data) {
  if (data.stated) return &data.stated->second;
  std::string text = *data.settings.log_origin;
  if (text.empty() && !data.settings.seeds->empty())
    text = data.settings.seeds->front();
  const auto url = Url::parse(text);
  const auto found = data.robots.find(url ? url->origin() : text);
  return found == data.robots.end() ? nullptr : &found->second;
}

std::uint64_t rest_of(std::uint64_t all, std::uint64_t part) {
  return all - std::min(all, part);
}

json rows_of_group(const Texts& texts, const AgentGroup& group) {
  const auto row = [&](const char* key, std::uint64_t all, std::uint64_t kept,
                       std::uint64_t unsure, std::uint64_t not_kept) {
    return json{{"what", texts.say(key)},
                {"all", grouped(all)},
                {"kept", grouped(kept)},
                {"unsure", grouped(unsure)},
                {"not_kept", grouped(not_kept)}};
  };
  const std::uint64_t requests = rest_of(group.requests, group.reads);
  const std::uint64_t addresses = group.clients.size();
  return {row("agents.row_requests", requests,
              rest_of(requests, group.unsure + group.disallowed), group.unsure,
              group.disallowed),
          row("agents.row_clients", addresses, group.kept,
              rest_of(addresses, group.kept + group.not_kept), group.not_kept)};
}

json notes_of(const Texts& texts, const AgentGroup& group) {
  json notes = json::array();
  std::vector<std::pair<std::uint64_t, std::string>> most;
  for (const auto& [name, count] : group.excuses)
    most.emplace_back(count, name);
  std::ranges::sort(most, std::greater());
  std::string list;
  for (std::size_t i = 0; i < std::min(most.size(), kMaxExcuses); ++i)
    list += fmt::format("{}{} ({})", i == 0 ? "" : ", ",
                        texts.say("excuse." + most[i].second),
                        grouped(most[i].first));
  if (!list.empty())
    notes.push_back(texts.say("agents.excused", {{"list", list}}));
  if (group.timed < group.requests)
    notes.push_back(
        texts.count("agents.untimed", group.requests - group.timed));
  return notes;
}

json group_view(const Texts& texts, AgentGroup& group, std::size_t number,
                const crawler::RobotsHistory* history) {
  group.timeline.id = fmt::format("timeline{}", number);
  group.timeline.who = group.who;
  if (history) group.timeline.versions = history->versions();
  json view = timeline_view(group.timeline, texts);
  view["who"] = group.who;
  view["about"] = texts.say(
      "agents.about",
      {{"clients", texts.count("agents.addresses", group.addresses.size())},
       {"requests", texts.count("agents.requests", group.requests)},
       {"readers", grouped(group.readers)},
       {"all", grouped(group.clients.size())},
       {"first", shown_time(group.timeline.first)},
       {"last", shown_time(group.timeline.last)}});
  view["rows"] = rows_of_group(texts, group);
  view["notes"] = notes_of(texts, group);
  return view;
}

// Those of the time that the drawings are about.
void add_versions(const ViewContext& c, const GroupList& groups,
                  const crawler::RobotsHistory& history, json& view) {
  UtcTime first = groups.front().timeline.first;
  UtcTime last = groups.front().timeline.last;
  for (const AgentGroup& group : groups) {
    first = std::min(first, group.timeline.first);
    last = std::max(last, group.timeline.last);
  }
  view["versions"] = versions_view(history.versions(), first, last, c.texts);
  view["any_versions"] = !view["versions"].empty();
}

}  // namespace

json agents_view(const ViewContext& c) {
  json view = {{"any", false},
               {"any_versions", false},
               {"versions", json::array()},
               {"list", json::array()},
               {"notes", json::array()}};
  if (!c.data.logs) return view;
  GroupList groups = groups_of(c);
  add_verdicts(c, groups);
  const crawler::RobotsHistory* history = history_of(c.data);
  if (history && !groups.empty()) add_versions(c, groups, *history, view);
  for (std::size_t i = 0; i < std::min(groups.size(), kMaxAgents); ++i)
    view["list"].push_back(group_view(c.texts, groups[i], i + 1, history));
  view["any"] = !groups.empty();
  if (groups.size() > kMaxAgents)
    view["notes"].push_back(
        c.texts.count("agents.more", groups.size() - kMaxAgents));
  if (const auto left = c.data.logs->counts.verdicts_left_out; left > 0)
    view["notes"].push_back(c.texts.count("agents.unmarked", left));
  return view;
}

}  // namespace veto::reports
