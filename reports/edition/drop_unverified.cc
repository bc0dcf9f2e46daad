// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/drop_unverified.h"

#include <set>
#include <string>
#include <vector>

#include "audit/logs/identity.h"
#include "reports/edition/client_addresses.h"
#include "reports/edition/notices.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

using audit::Finding;

// V12 is about two clients, V10 about two programs at one address.
bool tells_of_another(const Finding& finding) {
  const std::string returned = fact_text(finding, "returned_as");
  return (!returned.empty() &&
          !names(returned, fact_text(finding, "scraper_id"))) ||
         (!fact_text(finding, "redeemer_identity").empty() &&
          !is_redeemer_verified(finding));
}

bool is_about_unverified(const Finding& finding) {
  return is_about_client(finding) &&
         (!is_about_verified(finding) || tells_of_another(finding));
}

}  // namespace

void drop_unverified(ReportData& data, EditionNote& note) {
  note.add(kUnverifiedFindings,
           std::erase_if(data.findings, is_about_unverified));
  // How many others the address served, if any.
  for (Finding& finding : data.findings)
    for (auto& excuse : finding.excuses)
      if (excuse.name == "shared_address" || excuse.name == "neighbour_read")
        excuse.detail = kNotHere;
  if (!data.logs) return;
  note.add(kUnverifiedClients,
           std::erase_if(data.logs->clients, [](const auto& client) {
             return !client.own_crawl && !logs::is_verified(client.identity);
           }));
  // Its counts are of all that named themselves at its address.
  std::set<std::string> shared;
  note.add(kSharedClients, std::erase_if(data.logs->clients, [&](auto& client) {
             const bool drop = !client.own_crawl && is_shared(client);
             if (drop) shared.insert(client.ip);
             return drop;
           }));
  std::erase_if(data.logs->verdicts, [&](const auto& verdict) {
    return !logs::is_verified(verdict.identity) ||
           shared.contains(verdict.request.ip);
  });
  std::set<std::string> told;  // scrapers of the operators that are named
  for (const auto& named : named_operators(data.findings, data.logs->clients))
    told.insert(named.scraper_ids.begin(), named.scraper_ids.end());
  note.add(kRatesLeftOut, std::erase_if(data.logs->rates, [&](const auto& one) {
             return one.standing != logs::Standing::verified ||
                    !told.contains(one.scraper_id);
           }));
}

}  // namespace veto::reports
