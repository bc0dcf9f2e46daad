// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files in which a site states its opt-outs, as far as a crawl has to know
// where they are; what they say is the audit's to judge.
//
// In places that all know, of every scheme, host and port of its own:
//   /.well-known/tdmrep.json    TDM Reservation Protocol (W3C Community Group
//                               Final Report, 10 May 2024), section 7.1
//   /ai.txt                     Spawning, 2023
//   /.well-known/trust.txt      JournalList, trust.txt Specification, 4 April
//   /trust.txt                  2024; the second where the first is missing
//   /llms.txt                   no opt-out: kept so that nobody takes it for
//   one
//
// Where somebody names them: licences of RSL 1.0 (https://rslstandard.org/rsl),
// by "License:" in robots.txt, by a Link header field or a <link> element with
// the relation "license" and the type application/rsl+xml. They may lie on any
// host and widen no scope.
//
// A site's robots.txt holds for one scheme, host and port alone (RFC 9309,
// section 2.3); what http and https, or www and the bare domain, say
// differently is seen in the robots.txt of the seeds' twins.

#ifndef VETO_CRAWLER_SIGNAL_FILES_H_
#define VETO_CRAWLER_SIGNAL_FILES_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"

namespace veto::crawler {

inline constexpr std::array<std::string_view, 5> kSignalPaths = {
    "/.well-known/tdmrep.json", "/ai.txt", "/.well-known/trust.txt",
    "/trust.txt", "/llms.txt"};
inline constexpr std::uint64_t kMaxSignalFile = 512 * 1024;  // bytes
// Of one robots.txt, response or page, in order; the crawl has its own limits.
inline constexpr std::size_t kMaxNamedLicenses = 20;

// All of them http or https, each once.
std::vector<Url> licenses_of_robots(std::string_view text);
// Of the response's Link fields; relative ones are resolved against `url`.
std::vector<Url> licenses_of_headers(const Headers& headers, const Url& url);
std::vector<Url> licenses_of_page(const Page& page);
// Whether a link of a page is one of them.
bool names_license(const Link& link);

// The robots.txt of up to three origins that differ from this one in scheme or
// in a leading "www." alone; none for an address, a host of our own network and
// a port that is not the scheme's own.
std::vector<Url> twin_robots(const Url& url);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_SIGNAL_FILES_H_
