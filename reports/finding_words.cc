// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/finding_words.h"

#include <fmt/format.h>

#include "audit/logs/codes.h"
#include "base/text.h"
#include "config/scrapers.h"
#include "reports/rule_words.h"
#include "reports/withdrawn.h"

namespace veto::reports {
namespace {

using audit::Finding;
using audit::Identity;
using nlohmann::json;

// Facts of every finding about a client (audit/logs/findings.h).
constexpr std::string_view kAddress = "client_ip";

bool is_verified(Identity identity) {
  return identity == Identity::i3 || identity == Identity::i4;
}

bool has_code(const Finding& finding, char letter) {
  return !finding.code.empty() && finding.code.front() == letter;
}

// What a client that the registry does not know calls itself: the first
// product of its user agent.
std::string product_of(const logs::Client& client) {
  if (client.user_agents.empty()) return {};
  const std::string& agent = client.user_agents.front();
  return agent.substr(0, agent.find_first_of("/ ("));
}

}  // namespace

std::string shown_time(UtcTime time) {
  const std::string text = to_rfc3339(time);
  return fmt::format("{} {} UTC", text.substr(0, 10), text.substr(11, 8));
}

std::string shown_time(const std::string& rfc3339) {
  const auto time = parse_rfc3339(rfc3339);
  return time ? shown_time(*time) : rfc3339;
}

bool is_about_client(const Finding& finding) {
  return is_delivery(finding) || has_code(finding, 'P') ||
         has_code(finding, 'V');
}
bool is_kept(const Finding& finding) { return finding.code == "P1"; }
bool is_violation(const Finding& finding) {
  return logs::counts_against(finding.code);
}
bool is_delivery(const Finding& finding) { return has_code(finding, 'R'); }

std::string fact_text(const Finding& finding, std::string_view name) {
  const auto at = finding.facts.find(std::string(name));
  if (at == finding.facts.end() || at->is_null()) return {};
  return at->is_string() ? at->get<std::string>() : at->dump();
}

std::uint64_t fact_count(const Finding& finding, std::string_view name) {
  const auto at = finding.facts.find(std::string(name));
  const bool count = at != finding.facts.end() && at->is_number_integer() &&
                     (at->is_number_unsigned() || at->get<std::int64_t>() > 0);
  return count ? at->get<std::uint64_t>() : 0;
}

FindingWords::FindingWords(const ReportData& data, const Texts& texts)
    : data_(data),
      texts_(texts),
      addresses_(data.logs ? data.logs->clients : std::vector<logs::Client>{},
                 data.findings) {}

std::string FindingWords::phrase(Identity identity, const std::string& agent,
                                 const std::string& operator_name,
                                 std::string_view ip) const {
  const char* key = "client.claimed";
  if (agent.empty())
    key = "client.unnamed";
  else if (identity == Identity::ix)
    key = "client.contradicted";
  else if (is_verified(identity))
    key = operator_name.empty() ? "client.verified_unnamed" : "client.verified";
  return at_address(texts_.say(key, {{"agent", printable(agent, 120)},
                                     {"operator", operator_name}}),
                    ip);
}

std::string FindingWords::at_address(const std::string& who,
                                     std::string_view ip) const {
  if (ip.empty()) return who;
  return texts_.say("client.at",
                    {{"who", who}, {"address", addresses_.shown(ip)}});
}

std::string FindingWords::who(const Finding& finding) const {
  const std::string ip = fact_text(finding, kAddress);
  // A browser's name on a program names nobody.
  if (!fact_text(finding, "automation").empty())
    return at_address(texts_.say("client.browser"), ip);
  std::string agent = fact_text(finding, "agent");
  if (agent.empty()) agent = fact_text(finding, "agent_name");
  return phrase(finding.identity, agent, finding.operator_name, ip);
}

std::string FindingWords::who(const logs::Client& client) const {
  if (client.own_crawl) return texts_.say("client.own");
  const auto* scraper =
      config::ScraperRegistry::built_in().by_id(client.scraper_id);
  // A browser's first product, "Mozilla", names nobody.
  const std::string agent = scraper           ? scraper->token
                            : client.declared ? product_of(client)
                                              : std::string();
  return phrase(client.identity, agent,
                scraper ? scraper->operator_name : std::string(), client.ip);
}

std::string FindingWords::name(const logs::Client& client) const {
  const auto* scraper =
      config::ScraperRegistry::built_in().by_id(client.scraper_id);
  const std::string agent = scraper           ? scraper->token
                            : client.declared ? product_of(client)
                                              : std::string();
  const std::string operated_by =
      scraper ? scraper->operator_name : std::string();
  const char* key = "agents.claimed";
  if (agent.empty())
    key = "agents.unnamed";
  else if (client.identity == Identity::ix)
    key = "agents.contradicted";
  else if (is_verified(client.identity))
    key = operated_by.empty() ? "agents.verified_unnamed" : "agents.verified";
  return texts_.say(
      key, {{"agent", printable(agent, 120)}, {"operator", operated_by}});
}

std::string FindingWords::title(const Finding& finding) const {
  const std::string key = "finding." + finding.code + ".title";
  if (texts_.has(key)) return texts_.say(key);
  return texts_.say("finding.other.title", {{"code", finding.code}});
}

// "redirects (3), no file (1)", of what S findings count by name.
std::string FindingWords::faults_of(const Finding& finding) const {
  const auto faults = finding.facts.find("faults");
  std::string all;
  if (faults == finding.facts.end() || !faults->is_object()) return all;
  for (const auto& [name, count] : faults->items()) {
    const std::string key = "fault." + name;
    all +=
        (all.empty() ? "" : ", ") +
        texts_.say(
            "fault_count",
            {{"what", texts_.has(key) ? texts_.say(key) : printable(name, 100)},
             {"n", count}});
  }
  return all;
}

// The other client of a V12: named as it names itself, its operator never below
// I3.
std::string FindingWords::redeemer(const Finding& finding) const {
  const std::string ip = fact_text(finding, "redeemer_ip");
  if (!fact_text(finding, "redeemer_automation").empty())
    return at_address(texts_.say("client.browser"), ip);
  const std::string level = fact_text(finding, "redeemer_identity");
  Identity identity = Identity::i1;
  for (const Identity one : {Identity::i3, Identity::i4, Identity::ix})
    if (level == audit::to_string(one)) identity = one;
  std::string agent = fact_text(finding, "redeemer_agent");
  if (agent.empty()) agent = fact_text(finding, "redeemer_name");
  return phrase(identity, agent, fact_text(finding, "redeemer_operator"), ip);
}

void FindingWords::add_trap_words(const Finding& finding,
                                  Values& values) const {
  const std::uint64_t traps = fact_count(finding, "traps");
  const char* depth = fact_count(finding, "deepest") > 1 ? "deeper"
                      : traps > 1                        ? "traps"
                                                         : "first_page";
  values["depth_words"] =
      texts_.say(std::string("trap_depth.") + depth, {{"traps", traps}});
  values["since_words"] = texts_.say(fact_text(finding, "rule_stated") == "true"
                                         ? "trap_rule.stated"
                                         : "trap_rule.seen");
}

Values FindingWords::values_of(const Finding& finding) const {
  Values values;
  for (const auto& [name, value] : finding.facts.items()) {
    if (value.is_string())
      values[name] = printable(shown_time(value.get<std::string>()), 500);
    else if (!value.is_structured())
      values[name] = value;
  }
  const std::string ip = fact_text(finding, kAddress);
  values["who"] = who(finding);
  values["subject"] =
      printable(addresses_.shown_line(finding.subject, ip), 500);
  values["code"] = finding.code;
  values[std::string(kAddress)] = addresses_.shown(ip);
  // Counts in words, and the plural the sentence is in.
  const std::uint64_t count = fact_count(finding, "count");
  values["n"] = count;
  values["times"] = texts_.count("n.times", count);
  values["requests_made"] = texts_.count("n.requests", count);
  values["images_received"] =
      texts_.count("n.images", fact_count(finding, "distinct_images"));
  values["fetches"] =
      texts_.count("n.requests", fact_count(finding, "allowed_fetches"));
  values["images_named"] =
      texts_.count("n.images", fact_count(finding, "images"));
  values["faults"] = faults_of(finding);
  if (std::string rules = rule_words(finding, texts_); !rules.empty())
    values["rules"] = std::move(rules);
  if (finding.code == "V12") values["redeemer"] = redeemer(finding);
  if (finding.code == "V8") add_trap_words(finding, values);
  const std::string sent = "sent_by." + fact_text(finding, "sent_by");
  if (texts_.has(sent)) values["sent_by"] = texts_.say(sent);
  const std::string provenance =
      "provenance." + fact_text(finding, "version_provenance");
  if (texts_.has(provenance)) values["known_by"] = texts_.say(provenance);
  return values;
}

std::string FindingWords::sentence(const Finding& finding) const {
  const std::string key = "finding." + finding.code + ".sentence";
  std::string text = texts_.say(
      texts_.has(key) ? key : "finding.other.sentence", values_of(finding));
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string FindingWords::standing(const Finding& finding) const {
  if (is_withdrawn(data_, finding)) return texts_.say("standing.withdrawn");
  if (!is_about_client(finding)) return texts_.say("standing.site");
  return texts_.say(
      finding.fileable() ? "standing.fact" : "standing.observation",
      {{"grade", finding.grade.value()}});
}

std::string FindingWords::identity_meaning(Identity identity) const {
  return texts_.say("identity." + std::string(audit::to_string(identity)));
}

}  // namespace veto::reports
