// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trap for robots: pages that no visible link leads to and that robots.txt
// asks all robots not to fetch. Their names are random, so that nobody comes
// upon them but through robots.txt, the hidden link, or somebody who did.
//
//   /trap-TOKEN/               the entry, the one address that is linked
//   /trap-TOKEN/DEEPER/        linked from the entry's page alone
//   /trap-TOKEN/c-NAME/        the entry's page under a name that the server
//                              makes anew for each request of a declared robot
//   /trap-TOKEN/c-NAME/p.png   the canary: the picture as that page names it
//
// How servers do that, and why the log alone then says to whom a name was
// given: docs/logs/traps.md.

#ifndef VETO_AUDIT_TRAPS_TRAP_H_
#define VETO_AUDIT_TRAPS_TRAP_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "base/url.h"

namespace veto::traps {

struct Trap {
  std::string origin;  // "https://example.org"; "" for any
  std::string path;    // "/trap-TOKEN/", or what the user named
  std::string deeper;  // "/trap-TOKEN/DEEPER/"; "" where there is none
  UtcTime issued_at{};
  // Since when robots.txt asks all robots not to fetch it, as the user states.
  std::optional<UtcTime> disallowed_from;
};

// With random names. Errors: usage (no http or https URL), io (no randomness).
Result<Trap> new_trap(const Url& site, UtcTime now);

// A trap of the user's own: "PATH", or "PATH=TIME" with the time (RFC 3339)
// since when it is disallowed. Errors: usage.
Result<Trap> parse_trap(std::string_view text);
// Each path once: of two entries for one the first stays. Errors: usage.
Result<std::vector<Trap>> parse_traps(const std::vector<std::string>& texts);

// Whether that target is the trap's path, below it or with a query: of
// "/archive/x" "/archive/xylophone" is none.
bool holds(const Trap& trap, std::string_view target);

// By its path: this program made it, and servers name canaries below it.
bool is_made(const Trap& trap);

// The name of a canary in a path below the trap's, and what follows it: "" for
// the page, "p.png" for the picture.
struct Canary {
  std::string_view name;
  std::string_view rest;
};
inline constexpr std::string_view kCanaryPrefix = "c-";
inline constexpr std::string_view kCanaryPicture = "p.png";
std::optional<Canary> canary_of(const Trap& trap, std::string_view target);

// The first part of a path with its slashes, by which traps are told from all
// else at little cost: "/trap-TOKEN/"; "" for none.
std::string_view first_part(std::string_view target);

}  // namespace veto::traps

#endif  // VETO_AUDIT_TRAPS_TRAP_H_
