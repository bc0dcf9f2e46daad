// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/given_history.h"

#include "crawler/api/robots_git.h"

namespace veto::logs {

Result<std::optional<crawler::RobotsHistory>> given_history(
    const config::Settings& settings, const std::string& origin,
    std::stop_token stop) {
  const bool folder = !settings.robots_dir->empty();
  const bool git = !settings.robots_git->empty();
  if (!folder && !git) return std::nullopt;
  if (folder && git)
    return fail(ErrorKind::usage,
                "versions of robots.txt are given twice, as a folder and as a "
                "git repository",
                settings.robots_git->string(), "give one of the two");
  auto end = make_utc(9999, 12, 31, 23, 59, 59);
  if (!end) return pass(end);
  auto history =
      folder
          ? crawler::RobotsHistory::import(*settings.robots_dir, *end, origin)
          : crawler::robots_from_git(settings.robots_git->string(), *end,
                                     origin, stop);
  if (!history) return pass(history);
  return std::move(*history);
}

}  // namespace veto::logs
