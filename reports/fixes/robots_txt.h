// SPDX-License-Identifier: GPL-3.0-or-later
//
// A site's robots.txt, corrected and completed, not replaced (RFC 9309;
// draft-ietf-aipref-attach-05, section 3; Cloudflare, Content Signals Policy).
//
// The owner's groups, sitemaps and comments stay. What was changed or added has
// a comment that begins "# veto:" above it; what was taken out is a comment.
//
//   - Lines are corrected one by one (robots_line.h). Groups and rules that
//     bind nobody are taken out.
//   - One group is added with the crawlers that are shut out (shut_out.h).
//     "Disallow: /" closes more than all that it does not inherit from
//     "User-agent: *". One of them that the owner's groups name is moved there,
//     unless its group closes the whole site already: two groups of one name
//     are one, and an Allow of the other would win.
//   - Every other group says what is wanted in Content-Usage and
//     Content-Signal, and closes `Wanted::closed`, since no group inherits from
//     another.
//   - What Cloudflare puts in front of the file is left out.
//
// For every other crawler the rules come to the same as before, as a reader
// takes them who understands what was misspelt. Done again on its own result
// it changes nothing.

#ifndef VETO_REPORTS_FIXES_ROBOTS_TXT_H_
#define VETO_REPORTS_FIXES_ROBOTS_TXT_H_

#include <string>
#include <string_view>

#include "base/error.h"
#include "config/scrapers.h"
#include "reports/fixes/wanted.h"

namespace veto::reports {

// `present` is what the site serves, or nothing. Of a page of HTML and of text
// in UTF-16 crawlers read no rule: then a new file is begun. Errors: too_large
// (more than RobotsRules::kMaxBytes before or after).
Result<std::string> fix_robots_txt(std::string_view present,
                                   const Wanted& wanted,
                                   const config::ScraperRegistry& registry);

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_ROBOTS_TXT_H_
