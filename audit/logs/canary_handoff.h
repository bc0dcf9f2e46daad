// SPDX-License-Identifier: GPL-3.0-or-later
//
// V12: the address of a canary, made for one request of one client
// (docs/logs/traps.md), asked for by another. Shows that the address went from
// one to the other, and not on which way.
//
// Given to a client is a name that
//   - was asked for first by it, as the page that the server sent it on to, and
//   - by an address at which the same agent had been sent on (3xx) from the
//     trap's entry before.
// Another is who bears another name, of another operator where the registry
// knows both or where they name one family ("acmebot-web", "acmebot-image") or
// one host to ask at, at an address outside that one's /24 or /48.
//
// Excuses of a redemption, tried in this order:
//   agent_unknown    too many user agents to tell them apart
//   person_possible  a browser's name and nothing that tells a program
//   user_triggered   a person's act at either end: a link that was shared, or
//                    its preview
//   link_shared      another site's page led there, or a person or a preview
//                    had come for that name before
//   security_scanner as in V8
//   archive          an archive of the web, or what was given to one
//   cache            either names itself a cache or proxy: fetches for others

#ifndef VETO_AUDIT_LOGS_CANARY_HANDOFF_H_
#define VETO_AUDIT_LOGS_CANARY_HANDOFF_H_

#include <string_view>
#include <vector>

#include "audit/logs/collector.h"

namespace veto::logs {

struct Handoff {
  const TrapHit* sent_on = nullptr;  // from the entry
  const TrapHit* given = nullptr;    // the page under that name
  const TrapHit* redeemed = nullptr;
  std::string_view excuse;  // "" where it counts
};

// In order of the redemptions' time. The collector's hits are sorted.
std::vector<Handoff> find_handoffs(const Collector& collector);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_CANARY_HANDOFF_H_
