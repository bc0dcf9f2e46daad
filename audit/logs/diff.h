// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which agents the logs of one run show and those of another do not. An agent
// is what clients call themselves; who operates them is another question.

#ifndef VETO_AUDIT_LOGS_DIFF_H_
#define VETO_AUDIT_LOGS_DIFF_H_

#include <string>
#include <vector>

#include "audit/logs/logs.h"

namespace veto::logs {

struct AgentSeen {
  std::string name;  // registry id, or the user agent where it names no known
                     // program; "" for a client that gave none
  bool known = false;
  std::uint64_t clients = 0;
  std::uint64_t requests = 0;
  UtcTime first;
};

// In order of name. This program's own crawl is left out.
struct AgentsDiff {
  std::vector<AgentSeen> added;
  std::vector<AgentSeen> missing;
};

AgentsDiff diff_agents(const LogSummary& before, const LogSummary& after);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_DIFF_H_
