// SPDX-License-Identifier: GPL-3.0-or-later
//
// The findings of the signals stage. They are gaps in what a site says, never
// accusations: no client is in them, the operator is empty, the identity I0,
// and every part of the grade 4, since this program saw the bytes itself.
//
// Evidence is named by content, not by capture, so that the same state of a
// site gives the same id in every run.
//
// G1  Pages ask that images be left alone (noai or noimageai in meta elements
//     or X-Robots-Tag), and images they show do not carry it on their own
//     response. Whoever downloads from a list of image URLs never sees a page.
//     One finding an origin of images; subject: that origin.
//       evidence  "image": ref and sha256 the payload digest, where its URL
//                 "page": ref and sha256 the page's payload digest, where its
//                 URL, raw the element or field (the first 20 images by URL,
//                 and their pages)
//       does_not_show  "use", "embedded_metadata"
//       facts     {"origin": text, "images": n, "pages": n,
//                  "signals": ["noimageai", ...],    what the pages say
//                  "near_misses": [text, ...],       malformed on the images
//                  "examples": [{"image": URL, "capture": id, "page": URL}],
//                  "examples_complete": bool}
//
// G3  robots.txt has a group for a name that is no product token by RFC 9309,
//     section 2.2.1 (a digit, a space, a dot): by the RFC it binds nobody.
//     One finding an origin and name; subject: "origin name".
//       evidence  "robots": ref and sha256 the version's digest, where URL and
//                 line, raw the line
//       does_not_show  "requests", "use"
//       facts     {"origin": text, "token": text as written, "lines": [n, ...],
//                  "scraper": registry id or "",
//                  "google_reads": text,   what google/robotstxt makes of it
//                  "allowed_rfc": bool, "allowed_google": bool,
//                  "allowed_lenient": bool}    "/" for that name, each reading
//
// There is no G2: that a site asks an AI agent not to fetch is its posture.

#ifndef VETO_AUDIT_SIGNALS_FINDINGS_H_
#define VETO_AUDIT_SIGNALS_FINDINGS_H_

#include <string>
#include <vector>

#include "audit/finding.h"
#include "audit/signals/posture.h"

namespace veto::signals {

std::vector<audit::Finding> page_only_findings(const std::vector<Hole>& holes,
                                               const ResourceBook& book);

// `complete` becomes false where a robots.txt has too many such names.
std::vector<audit::Finding> invalid_token_findings(
    const std::string& origin, const crawler::RobotsVersion& version,
    const config::ScraperRegistry& registry, bool& complete);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FINDINGS_H_
