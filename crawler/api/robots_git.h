// SPDX-License-Identifier: GPL-3.0-or-later
//
// The history of a robots.txt from the git repository that a site is made of,
// read by the git program: `git log` and `git cat-file`, without a shell, and
// without anything that a repository's own configuration could start.
//
// A commit's time says when it was committed, by whoever set that clock; when
// it was served is not in the repository. So a text counts as in force from a
// day after its commit until the next commit to it, and in the day between,
// where either may have been served, nothing is known. A commit is no evidence
// by itself: Provenance::git, the weakest.

#ifndef VETO_CRAWLER_API_ROBOTS_GIT_H_
#define VETO_CRAWLER_API_ROBOTS_GIT_H_

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crawler/api/robots_history.h"

namespace veto::crawler {

inline constexpr std::chrono::hours kDeployment{24};
inline constexpr std::size_t kMaxGitVersions = 2000;

// `where` is a repository's folder, or "FOLDER:PATH" with the file's path in
// it; "robots.txt" without. What counts is the branch that is checked out, by
// first parents; what the file was called before it came to that path, and
// the time after it was deleted there, are unknown. The last text is in force
// until `until`. Errors: not_found (no git, no repository, no such file in its
// history), unsupported (a shallow clone, a link in place of a file),
// too_large (more than kMaxGitVersions), refused (git took too long), io,
// interrupted.
Result<RobotsHistory> robots_from_git(std::string_view where, UtcTime until,
                                      std::string origin, std::stop_token stop);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_ROBOTS_GIT_H_
