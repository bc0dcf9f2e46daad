// SPDX-License-Identifier: GPL-3.0-or-later
//
// Versions of robots.txt, as served, with an index.

#ifndef VETO_REPORTS_ROBOTS_TEXTS_H_
#define VETO_REPORTS_ROBOTS_TEXTS_H_

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "crawler/api/robots_history.h"

namespace veto::reports {

// With the origin that served it.
using OriginVersion =
    std::pair<std::string, std::shared_ptr<const crawler::RobotsVersion>>;

// Writes "<first 16 digits of the text's digest>.txt" once a text, and
// index.jsonl: one object a version with origin, interval, status, provenance,
// source and digest. Errors: io.
Status write_robots_texts(const std::filesystem::path& dir,
                          const std::vector<OriginVersion>& versions);

}  // namespace veto::reports

#endif  // VETO_REPORTS_ROBOTS_TEXTS_H_
