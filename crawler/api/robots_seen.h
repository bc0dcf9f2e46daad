// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which robots.txt the origins of a case served when, as evidence: each version
// with its text, its file, and the capture that holds the answer byte for byte
// with its header.

#ifndef VETO_CRAWLER_API_ROBOTS_SEEN_H_
#define VETO_CRAWLER_API_ROBOTS_SEEN_H_

#include <optional>
#include <string>
#include <vector>

#include "base/case.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

struct SeenRobots {
  std::string origin;  // "https://example.org"
  // The first and the last sight of this answer; between the versions of an
  // origin nothing is known.
  UtcTime first_seen;
  UtcTime last_seen;
  int status = 0;      // HTTP status that counted, after redirections
  std::string text;    // content coding removed; empty unless status is 2xx
  Digest digest;       // of text
  std::string file;    // text's, relative to the case; "" where there is none
  std::string source;  // id of the capture at first sight
  // That capture; nothing where its row is not in the case any more.
  std::optional<Capture> capture;
};

// By origin, then time. Errors: damaged (a file is not what was seen), io.
Result<std::vector<SeenRobots>> seen_robots(Case& the_case);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_ROBOTS_SEEN_H_
