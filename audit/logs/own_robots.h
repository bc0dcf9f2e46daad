// SPDX-License-Identifier: GPL-3.0-or-later
//
// The site's own side of robots.txt: answers that are no rules (S1) and rules
// that bind nobody (S3). To be mended before anybody complains.

#ifndef VETO_AUDIT_LOGS_OWN_ROBOTS_H_
#define VETO_AUDIT_LOGS_OWN_ROBOTS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "config/scrapers.h"
#include "crawler/api/robots_lint.h"

namespace veto::logs {

// What a client can make nothing of in the answer to a GET of robots.txt:
//   redirect      3xx other than 304 (RFC 9309, section 2.3.1.2)
//   server_error  5xx: complete disallow (2.3.1.4)
//   missing       404 or 410 where rules are known to have been served
//   too_large     200 with more than 500 KiB (2.5)
// "" for none of these; what S2 tells is none.
std::string_view answer_fault(int status, std::int64_t bytes, bool rules_known);

// Notes of the lint on one text by which it is no robots.txt at all: "html",
// "size-over-limit", "encoding-utf16", "encoding-nul".
std::vector<crawler::LintNote> text_faults(
    std::string_view text, const config::ScraperRegistry& registry);

// Notes on groups and rules that bind nobody, as written.
std::vector<crawler::LintNote> void_rules(
    std::string_view text, const config::ScraperRegistry& registry);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_OWN_ROBOTS_H_
