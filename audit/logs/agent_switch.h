// SPDX-License-Identifier: GPL-3.0-or-later
//
// V10: refused under one user agent, served under a browser's within the hour,
// at the same address. An indication: addresses are shared.

#ifndef VETO_AUDIT_LOGS_AGENT_SWITCH_H_
#define VETO_AUDIT_LOGS_AGENT_SWITCH_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/actors.h"

namespace veto::logs {

// One target, refused and then served.
struct AgentSwitch {
  std::string target;
  std::uint32_t actor = 0;
  std::uint32_t refused_agent = 0;
  std::uint32_t served_agent = 0;
  UtcTime refused, served;
  int status = 0;  // 403 or 429
  Place refused_place, served_place;
};

// What is known of an address at which a switch was seen.
struct SwitchScene {
  UtcTime refused;
  bool user_triggered = false;   // the refused agent fetches for persons
  bool names_headless = false;   // the browser says that it is driven
  bool automation = false;       // a sign that nobody sits at the browser
  std::size_t other_agents = 0;  // at this address, besides the two
  UtcTime browser_first;         // its first request of all
  UtcTime refused_agent_served;  // the last time that agent was sent content
};

// Why it tells nothing; "" where it does:
//   user_triggered    the person came back by hand
//   renderer          a renderer that names itself shows pages for a crawler
//   shared_address    others use the address, or the browser did before
//   person_possible   nothing tells that browser from a person's
//   retry             the refusal had ended: the first agent was served as well
std::string_view switch_excuse(const SwitchScene& scene);

// Gathers switches in one pass, lines in order of time. Bounded: what is beyond
// the limits is not looked for, and counted.
class AgentSwitches {
 public:
  static constexpr std::size_t kMaxClients = 50'000;
  static constexpr std::size_t kMaxRefusals = 32;  // of one client
  static constexpr std::size_t kMaxFound = 10'000;
  static constexpr std::chrono::hours kWindow{1};
  // Two clocks or two whole seconds nearer than this have no certain order.
  static constexpr std::chrono::seconds kApart{2};

  void refused(std::uint32_t actor, std::uint32_t agent, int status,
               std::string_view target, UtcTime time, Place place);
  void served_browser(std::uint32_t actor, std::uint32_t agent,
                      std::string_view target, UtcTime time, Place place);
  const std::vector<AgentSwitch>& found() const { return found_; }
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  std::map<std::uint32_t, std::vector<AgentSwitch>> refusals_;  // by actor
  std::vector<AgentSwitch> found_;
  std::uint64_t passed_over_ = 0;  // requests
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_AGENT_SWITCH_H_
