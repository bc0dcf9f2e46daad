// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every known version of every robots.txt, as served, with an index.

#ifndef VETO_REPORTS_BUNDLE_ROBOTS_TEXTS_H_
#define VETO_REPORTS_BUNDLE_ROBOTS_TEXTS_H_

#include <filesystem>
#include <map>
#include <string>

#include "base/error.h"
#include "crawler/api/robots_history.h"

namespace veto::reports {

// Writes "<first 16 digits of the text's digest>.txt" once a text, and
// index.jsonl: one object a version with origin, interval, status, provenance,
// source and digest. Errors: io.
Status write_robots_texts(
    const std::filesystem::path& dir,
    const std::map<std::string, crawler::RobotsHistory>& robots);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_ROBOTS_TEXTS_H_
