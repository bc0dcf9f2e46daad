// SPDX-License-Identifier: GPL-3.0-or-later
//
// V8: asked for what no visible link leads to and robots.txt asks all robots
// not to fetch. What was served and what was only asked for both count: the
// trap says nothing but that somebody came.
//
// Excuses, tried in this order on every hit:
//   agent_unknown       too many user agents to tell them apart
//   user_triggered      a person's act fetched it: a link that was shared
//   person_possible     a browser's name and nothing that tells a program: a
//                       person, a browser that fetches ahead, a reader aloud
//   security_scanner    asked for what scanners try on every host as well
//   link_shared         another site's page had led there, a preview had been
//                       made of it before, or it is a canary that somebody else
//                       was given
//   robots_refused, robots_unreachable, robots_unclear, grace, operator_read
//                       what this client had been told of the rules lets it
//                       stand (Judge::told_otherwise)
//   rules_unknown       nothing says that it was disallowed then
//   not_disallowed_then, readings_differ
//                       it was not, to this agent; not in every reading
//   grace               not for longer than an older copy may be used

#ifndef VETO_AUDIT_LOGS_TRAP_JUDGE_H_
#define VETO_AUDIT_LOGS_TRAP_JUDGE_H_

#include <string_view>
#include <vector>

#include "audit/logs/collector.h"
#include "audit/logs/judge.h"
#include "audit/logs/rulebook.h"

namespace veto::logs {

// A trap is strong once its rule has stood so long: older copies are then out
// of use even where operators keep them longest.
inline constexpr std::chrono::hours kTrapRuleAge{30 * 24};

struct JudgedHit {
  const TrapHit* hit = nullptr;  // the collector's
  std::string_view excuse;       // "" where it counts
  // Since when it had been disallowed: as seen, or as the user states.
  UtcTime since{};
  Version version;  // in force, where it is known; or null
  bool stated = true;

  bool long_disallowed() const { return hit->time - since >= kTrapRuleAge; }
};

// All hits but our own crawler's, in order of time.
std::vector<JudgedHit> judge_trap_hits(const std::vector<traps::Trap>& traps,
                                       const crawler::RobotsHistory& history,
                                       const Collector& collector,
                                       const Rulebook& rules,
                                       const Judge& judge);

// Why hits that count are less than strong; "" where they are not:
//   young_rule  none came after the rule had stood for kTrapRuleAge
//   one_page    of those that did, all came to the first page of one trap
std::string_view trap_weakness(const std::vector<const JudgedHit*>& hits);

// An agent that fetches because a person asked it to.
bool acts_for_persons(const Agent& agent);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_TRAP_JUDGE_H_
