// SPDX-License-Identifier: GPL-3.0-or-later
//
// robots.txt versions as files of the case: robots/<origin>/<time>.txt, named
// by the second of their first sight, with <time>.status beside or instead
// where the answer was not 200: the form that RobotsHistory::import() reads.

#ifndef VETO_CRAWLER_ROBOTS_FILES_H_
#define VETO_CRAWLER_ROBOTS_FILES_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"

namespace veto::crawler {

// One answer to a request for an origin's robots.txt.
struct RobotsSighting {
  std::string origin;
  UtcTime time;
  int status = 0;
  std::string text;    // content coding removed; empty unless status is 2xx
  std::string source;  // capture id
};

// "https_example.org_8080"; letters, digits, ".", "-" and "_" only.
std::string robots_folder(std::string_view origin);

// Writes the files, durably, and returns the text's path relative to the case,
// or "" where there is no text. Where another answer of the same second is
// there, the next free second is used. Errors: io.
Result<std::string> write_robots(const std::filesystem::path& case_dir,
                                 const RobotsSighting& sighting);

// The text of a version, from the path that write_robots() gave; "" for "".
// Errors: damaged (its digest is another), io, not_found.
Result<std::string> read_robots(const std::filesystem::path& case_dir,
                                const std::string& file, const Digest& digest);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_FILES_H_
