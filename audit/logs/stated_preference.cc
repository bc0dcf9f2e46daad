// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/stated_preference.h"

namespace veto::logs {

std::string_view code_unless_excused(std::string_view code, const Agent& agent,
                                     std::span<const AppliedExcuse> excuses) {
  if (excuses.empty()) return code;
  const bool disclaimed = agent.scraper && agent.scraper->user_triggered &&
                          agent.scraper->robots_claim == "may_not_apply";
  if (!disclaimed || excuses.size() > 1 ||
      excuses.front().name != "user_triggered")
    return {};
  return code == "V1" ? "V1u" : "V2u";
}

}  // namespace veto::logs
