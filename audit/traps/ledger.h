// SPDX-License-Identifier: GPL-3.0-or-later
//
// The traps of a case: which were made when, and since when robots.txt
// disallows each. Table "trap"; every change is an event of the custody log.

#ifndef VETO_AUDIT_TRAPS_LEDGER_H_
#define VETO_AUDIT_TRAPS_LEDGER_H_

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/traps/trap.h"
#include "base/case.h"
#include "base/error.h"
#include "crawler/api/robots_history.h"

namespace veto::traps {

// Errors: io.
Status add_trap(Case& the_case, const Trap& trap);

// Oldest first. Errors: io.
Result<std::vector<Trap>> load_traps(Case& the_case);

// Puts on record since when robots.txt disallows it. Errors: not_found (no such
// trap), refused (it is on record already), usage (before it was made), io.
Status declare_disallowed(Case& the_case, std::string_view path, UtcTime since);

// Since when every version that was seen, without a gap until the last, asks a
// robot that it does not name not to fetch the trap. Nothing where the last one
// does not.
std::optional<UtcTime> seen_disallowed(const crawler::RobotsHistory& history,
                                       const Trap& trap);

// "veto.trap/1": origin, path, deeper, canary_prefix, canary_picture,
// issued_at, disallowed_from (null where not on record).
nlohmann::json trap_json(const Trap& trap);

}  // namespace veto::traps

#endif  // VETO_AUDIT_TRAPS_LEDGER_H_
