// SPDX-License-Identifier: GPL-3.0-or-later
//
// The versions of robots.txt that the user gives, --robots or --robots-git.

#ifndef VETO_AUDIT_LOGS_GIVEN_HISTORY_H_
#define VETO_AUDIT_LOGS_GIVEN_HISTORY_H_

#include <optional>
#include <stop_token>
#include <string>

#include "config/settings.h"
#include "crawler/api/robots_history.h"

namespace veto::logs {

// Nothing where none are given. The last version is in force until the user
// says otherwise. Errors: usage (both), and those of
// RobotsHistory::import() and robots_from_git().
Result<std::optional<crawler::RobotsHistory>> given_history(
    const config::Settings& settings, const std::string& origin,
    std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_GIVEN_HISTORY_H_
