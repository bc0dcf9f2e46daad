// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records of a robots.txt that are no rules, each with the user-agent lines
// of its group (RFC 9309, sections 2.1 and 2.2.4).

#ifndef VETO_CRAWLER_ROBOTS_RECORDS_H_
#define VETO_CRAWLER_ROBOTS_RECORDS_H_

#include <vector>

#include "crawler/api/robots.h"
#include "crawler/robots_lines.h"

namespace veto::crawler {

// Groups are cut as RobotsGroups cuts them in the rfc reading. Bounded as
// RobotsRules::records() says.
std::vector<RobotsRecord> read_robots_records(
    const std::vector<RobotsLine>& lines);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_RECORDS_H_
