// SPDX-License-Identifier: GPL-3.0-or-later

#include <set>

#include "base/text.h"
#include "reports/html/view.h"
#include "reports/withdrawn.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxClients = 60;

// Findings about clients: those that stand as facts, or the others.
FindingList about_clients(const ReportData& data, bool facts) {
  FindingList list;
  for (const auto& finding : data.findings)
    if (is_about_client(finding) && stands_as_fact(data, finding) == facts)
      list.push_back(&finding);
  return list;
}

json client_view(const ViewContext& c, const logs::Client& client) {
  json agents = json::array();
  for (const auto& agent : client.user_agents)
    agents.push_back(printable(agent, 500));
  if (agents.empty()) agents.push_back(c.texts.say("scrapers.no_agent"));
  std::string who = c.words.who(client);
  if (!who.empty() && who[0] >= 'a' && who[0] <= 'z')
    who[0] = static_cast<char>(who[0] - 'a' + 'A');
  return {{"who", who},
          {"identity", audit::to_string(client.identity)},
          {"identity_meaning", c.words.identity_meaning(client.identity)},
          {"first", shown_time(client.first)},
          {"last", shown_time(client.last)},
          {"agents", std::move(agents)},
          {"requests", grouped(client.requests)},
          {"robots", grouped(client.robots_reads)},
          {"disallowed", grouped(client.disallowed)},
          {"excused", grouped(client.excused)},
          {"faces", grouped(client.face_images)}};
}

std::set<std::string> addresses_with_findings(const ReportData& data) {
  std::set<std::string> addresses;
  for (const auto& finding : data.findings)
    if (is_about_client(finding))
      addresses.insert(fact_text(finding, "client_ip"));
  return addresses;
}

void add_clients(const ViewContext& c, json& view) {
  const auto found = addresses_with_findings(c.data);
  json clients = json::array();
  std::size_t listed = 0;
  for (const auto& client : c.data.logs->clients) {
    if (!client.declared && !found.contains(client.ip)) continue;
    if (++listed <= kMaxClients) clients.push_back(client_view(c, client));
  }
  const std::size_t others = c.data.logs->clients.size() - listed;
  if (others > 0)
    view["paragraphs"].push_back(c.texts.count("scrapers.others", others));
  if (listed > kMaxClients)
    view["paragraphs"].push_back(
        c.texts.count("scrapers.more_clients", listed - kMaxClients));
  view["any_clients"] = !clients.empty();
  view["clients"] = std::move(clients);
}

}  // namespace

json scrapers_view(const ViewContext& c) {
  json view = {{"ran", c.data.logs.has_value()},
               {"any_clients", false},
               {"paragraphs", json::array()}};
  if (!c.data.logs) {
    view["paragraphs"].push_back(c.texts.say("scrapers.not_run"));
    return view;
  }
  view["paragraphs"].push_back(c.texts.say("scrapers.intro"));
  if (const auto n = left_out(c, kUnverifiedClients); n > 0)
    view["paragraphs"].push_back(c.texts.count("edition.clients_left_out", n));
  if (const auto n = left_out(c, kSharedClients); n > 0)
    view["paragraphs"].push_back(c.texts.count("edition.shared_left_out", n));
  add_clients(c, view);
  const FindingList facts = about_clients(c.data, true);
  view["any_facts"] = !facts.empty();
  view["facts_none"] =
      c.texts.say(left_out(c, kUnverifiedFindings) > 0 ? "edition.facts_none"
                                                       : "scrapers.facts_none");
  view["facts"] = groups_view(c, facts);
  return view;
}

json observations_view(const ViewContext& c) {
  const FindingList list = about_clients(c.data, false);
  json notes = json::array();
  if (const auto n = left_out(c, kUnverifiedFindings); n > 0)
    notes.push_back(c.texts.count("edition.observations_left_out", n));
  else if (list.empty())
    notes.push_back(c.texts.say("scrapers.no_observations"));
  return {{"notes", std::move(notes)}, {"groups", groups_view(c, list)}};
}

}  // namespace veto::reports
