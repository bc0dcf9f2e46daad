// SPDX-License-Identifier: GPL-3.0-or-later
//
// Operators that were told what a publication would say of them. An operator is
// named to everybody only when it was, after the last request that is held
// against it, and has answered or had fourteen days to.

#ifndef VETO_REPORTS_EDITION_NOTICES_H_
#define VETO_REPORTS_EDITION_NOTICES_H_

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "base/case.h"
#include "base/error.h"
#include "base/time.h"

namespace veto::reports {

// Counted from the end of the day of the notice (UTC), whose hour is not known.
inline constexpr std::chrono::days kTimeToAnswer{14};

struct Notice {
  std::string scraper_id;     // registry entry, as findings have it
  std::string operator_name;  // whose it is
  UtcTime sent;               // that day, 00:00 UTC
  std::optional<UtcTime> answered;
  std::string proof;   // path in the case
  std::string sha256;  // of that file, hexadecimal
  UtcTime noted{};     // when it was kept
};

// "2026-11-23" (full-date of RFC 3339), a day that exists -> 00:00 UTC. Errors:
// usage.
Result<UtcTime> parse_date(std::string_view text);
std::string to_date(UtcTime time);

// An operator that a report names: at identity I3 or better.
struct NamedOperator {
  std::string name;
  std::vector<std::string> scraper_ids;  // sorted
  // The last request that a finding names it for; where none does, of its
  // clients at all.
  UtcTime last;
  bool by_finding = true;
};
// Whether another program, or none, named itself at the client's address, too:
// what was counted there is not its operator's alone.
bool is_shared(const logs::Client& client);
using Clients = std::vector<logs::Client>;
// By name: of the findings, and of clients that are listed beside them, which
// are none that are shared.
std::vector<NamedOperator> named_operators(
    const std::vector<audit::Finding>& findings, const Clients& clients = {});

// The notice by which it may be named now; null for none.
const Notice* notice_for(const NamedOperator& named,
                         const std::vector<Notice>& notices, UtcTime now);

// Of all operators that are named; hints at the command for the first that
// lacks one. Errors: refused.
Status check_told(const std::vector<NamedOperator>& named,
                  const std::vector<Notice>& notices, UtcTime now);

struct NoticeOrder {
  std::string scraper_id;
  UtcTime sent;
  std::optional<UtcTime> answered;
  std::filesystem::path proof;  // a file: the letter, its receipt
};

// Copies the proof into the case's notices/ and notes it in the custody log and
// there. Errors: usage (nothing names that scraper's operator, naming those
// that are; a day in the future; an answer before the notice), too_large (a
// proof over 64 MiB), not_found, refused (no regular file, an empty one; a
// notices/ that is a link), io.
Result<Notice> keep_notice(Case& the_case,
                           const std::vector<NamedOperator>& named,
                           const NoticeOrder& order);

// In the order in which they were kept. Each is held against its event in the
// custody log, and its proof and days against it. Errors: io; refused (a file
// that is a link, or none); damaged (a line that does not count, naming it and
// why; a broken custody log).
Result<std::vector<Notice>> load_notices(const Case& the_case);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_NOTICES_H_
