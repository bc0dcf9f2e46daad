// SPDX-License-Identifier: GPL-3.0-or-later
//
// V11: fetched although robots.txt could not be had. RFC 9309, section 2.3.1.4:
// while a server answers 5xx, everything is to be taken as disallowed, unless
// an earlier copy is at hand.

#ifndef VETO_AUDIT_LOGS_OUTAGE_H_
#define VETO_AUDIT_LOGS_OUTAGE_H_

#include <vector>

#include "audit/logs/actors.h"
#include "base/time.h"

namespace veto::logs {

// How far back a copy may lie that a client still works from while robots.txt
// cannot be had: the RFC's example of a long time, section 2.3.1.4.
inline constexpr std::chrono::hours kOutageReach{30 * 24};

// The last of a client's reads that surely came before the request and was
// answered 5xx. Null where any read until then, or too near to tell, was
// answered otherwise (the client may hold a copy, or was told that there is
// none), and where the last one lies more than 24 hours back. `reads` are in
// order of time.
const RobotsRead* unanswered_read(const std::vector<RobotsRead>& reads,
                                  UtcTime request);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_OUTAGE_H_
