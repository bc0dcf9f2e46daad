// SPDX-License-Identifier: GPL-3.0-or-later
//
// Of each agent, in how many sessions it was served what robots.txt asked it
// not to fetch, and in how many it kept to it: compliance stands beside the
// rest. Clients whose operator is verified, clients that are known by the name
// they give, and all others are never added up.

#ifndef VETO_AUDIT_LOGS_AGENT_RATES_H_
#define VETO_AUDIT_LOGS_AGENT_RATES_H_

#include <vector>

#include "audit/logs/findings.h"
#include "audit/logs/log_rates.h"

namespace veto::logs {

// By sessions, most first. Without browsers at which a person may sit, and
// without this program's own visits. Nothing where requests were left unjudged:
// who kept to the rules is then not known.
std::vector<AgentRate> agent_rates(const Material& material);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_AGENT_RATES_H_
