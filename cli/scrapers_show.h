// SPDX-License-Identifier: GPL-3.0-or-later
//
// `veto scrapers show` and `match`.

#ifndef VETO_CLI_SCRAPERS_SHOW_H_
#define VETO_CLI_SCRAPERS_SHOW_H_

#include <string>

#include "base/exit_code.h"

namespace veto::cli {

// One entry, by id or token; each field with how sure it is and who says so.
ExitCode show_scraper(const std::string& id);

// Which entry a user agent names; "" for one a line from standard input.
ExitCode match_agent(const std::string& user_agent);

}  // namespace veto::cli

#endif  // VETO_CLI_SCRAPERS_SHOW_H_
