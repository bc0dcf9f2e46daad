// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is counted of an agent's sessions (audit/logs/sessions.h), and how sure
// it is. Shares are 0 to 1.

#ifndef VETO_AUDIT_LOGS_LOG_RATES_H_
#define VETO_AUDIT_LOGS_LOG_RATES_H_

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/statistics/change.h"
#include "audit/statistics/proportion.h"
#include "base/time.h"

namespace veto::logs {

// Whose sessions: I3 and I4, I1 and I2, I0 and IX.
enum class Standing { verified, claimed, other };
std::string_view to_string(Standing standing);

// Of the newest rules: sessions that were served what they disallow.
struct AgentChange {
  UtcTime rule;  // since when they have been in force, as known
  statistics::Counted before, after;
  statistics::Counted control_before, control_after;  // served what is allowed
  statistics::Change test;
  // By how much of all agents tested here it may be chance.
  double discovery_rate = 1;
  std::optional<statistics::Difference> difference;
};

struct AgentRate {
  std::string agent;       // product token; "" for none
  std::string scraper_id;  // registry entry, or ""
  Standing standing = Standing::other;
  std::uint64_t clients = 0;
  // Asked for robots.txt, or for anything, while known rules were in force.
  std::uint64_t sessions = 0;
  // Of these: served what robots.txt asked it not to fetch, without excuse;
  std::uint64_t against = 0;
  // and not known: excused, ambiguous. Not in the share.
  std::uint64_t doubtful = 0;
  std::optional<AgentChange> change;

  std::uint64_t judged() const { return sessions - doubtful; }
  std::uint64_t kept() const { return judged() - against; }
  // Of `against` in judged(), 95 %; nothing for fewer than five.
  std::optional<statistics::Interval> interval() const {
    return statistics::share_interval(against, judged());
  }
};

nlohmann::json rate_json(const AgentRate& rate);
// What rate_json() gives. Throws nlohmann::json's exceptions.
AgentRate rate_from_json(const nlohmann::json& json);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOG_RATES_H_
