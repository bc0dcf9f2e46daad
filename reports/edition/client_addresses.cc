// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/client_addresses.h"

#include <algorithm>

#include "audit/logs/address.h"
#include "audit/logs/identity.h"
#include "base/text.h"
#include "config/scrapers.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

using audit::Finding;
using nlohmann::json;

// Whom to write to says the program itself, not another at its address.
MailWords mail_of_agents(const Finding& finding) {
  MailWords mail;
  const std::string scraper_id = fact_text(finding, "scraper_id");
  const auto agents = finding.facts.find("user_agents");
  if (agents == finding.facts.end() || !agents->is_array()) return mail;
  for (const json& agent : *agents)
    if (agent.is_string() && names(agent.get<std::string>(), scraper_id))
      mail.merge(mail_words(agent.get_ref<const std::string&>()));
  return mail;
}

// Whether it may be that program's line: the user agent is one of the quoted
// fields behind the request. NCSA's common form has none.
bool may_be_of(std::string_view line, std::string_view scraper_id) {
  bool any = false;
  std::size_t number = 0;
  for (std::string_view part : split(line, '"')) {
    const bool is_field = number % 2 == 1 && number > 1;
    ++number;
    if (is_field && names(part, scraper_id)) return true;
    any = any || is_field;
  }
  return !any;
}

}  // namespace

bool names(std::string_view agent, std::string_view scraper_id) {
  const auto* scraper = config::ScraperRegistry::built_in().match(agent);
  return scraper && scraper->id == scraper_id;
}

bool is_about_verified(const Finding& finding) {
  return is_about_client(finding) && logs::is_verified(finding.identity);
}

bool is_redeemer_verified(const Finding& finding) {
  const std::string identity = fact_text(finding, "redeemer_identity");
  return identity == "I3" || identity == "I4";
}

// An address of a verified client is its operator's, whoever else came from it.
// Our own crawler's is the user's.
ClientAddresses::ClientAddresses(const ReportData& data, bool networks)
    : sweep_(networks) {
  std::set<std::string> whole, others;
  const auto add = [&](const std::string& ip, bool verified) {
    if (!ip.empty()) (verified ? whole : others).insert(ip);
  };
  for (const Finding& finding : data.findings) {
    if (!is_about_client(finding)) continue;
    if (is_about_verified(finding))
      operators_mail_.merge(mail_of_agents(finding));
    add(fact_text(finding, "client_ip"), logs::is_verified(finding.identity));
    // The other client of a finding is known by its own.
    add(fact_text(finding, "redeemer_ip"), is_redeemer_verified(finding));
  }
  if (data.logs)
    for (const auto& client : data.logs->clients)
      if (!client.own_crawl) add(client.ip, logs::is_verified(client.identity));
  for (const std::string& ip : whole) {
    sweep_.add(ip, true);
    if (const auto address = logs::parse_address(ip))
      verified_.insert(address->bytes);
    others.erase(ip);
  }
  for (const std::string& ip : others) sweep_.add(ip, false);
  shortened_ = static_cast<std::uint64_t>(std::ranges::count_if(
      others, [&](const std::string& ip) { return sweep_.sweep(ip) != ip; }));
  if (!data.logs) return;
  for (const auto& client : data.logs->clients)
    if (client.own_crawl && !whole.contains(client.ip))
      sweep_.add(client.ip, false);
}

std::string ClientAddresses::swept_of_client(std::string_view text,
                                             bool verified) const {
  const std::string swept = sweep_.sweep(text, true);
  return verified ? without_mail(swept, operators_mail_) : without_mail(swept);
}

ClientAddresses::LineOf ClientAddresses::line_of(
    std::string_view line, std::string_view scraper_id) const {
  const auto client = client_alone(line, operators_mail_);
  if (!client) return LineOf::mixed;
  return may_be_of(line, scraper_id) && verified_.contains(*client)
             ? LineOf::verified
             : LineOf::other;
}

}  // namespace veto::reports
