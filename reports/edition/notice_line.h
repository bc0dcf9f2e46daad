// SPDX-License-Identifier: GPL-3.0-or-later
//
// A notice as a line of notices/notices.jsonl in the case, and what the custody
// log says of it. The file can be edited by whoever has the case: a line counts
// by its event alone, which has the digests of the line and of the proof.

#ifndef VETO_REPORTS_EDITION_NOTICE_LINE_H_
#define VETO_REPORTS_EDITION_NOTICE_LINE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/case.h"
#include "base/digest.h"
#include "reports/edition/notices.h"

namespace veto::reports {

inline constexpr std::string_view kNoticesPath = "notices/notices.jsonl";

// "notices/<16 digits>-<name>": where the proof of that digest is kept. Of the
// file's name letters, digits, "." and "-" stay.
std::string proof_path(const Digest& digest, const std::filesystem::path& file);

// Without its line feed.
std::string notice_line(const Notice& notice);

// Nothing for what notice_line() would not have written, byte for byte: another
// form, a day that there is none of, a proof anywhere but at its proof_path().
std::optional<Notice> parse_notice(std::string_view line);

CustodyEvent event_of(const Notice& notice);

// Sent and, if so, answered by `now`, in that order. Errors: usage.
Status check_days(const Notice& notice, UtcTime now);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_NOTICE_LINE_H_
