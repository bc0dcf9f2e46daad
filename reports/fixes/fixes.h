// SPDX-License-Identifier: GPL-3.0-or-later
//
// All files that make a site say what its owner wants, for one server or for
// each of them.

#ifndef VETO_REPORTS_FIXES_FIXES_H_
#define VETO_REPORTS_FIXES_FIXES_H_

#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "config/scrapers.h"
#include "reports/fixes/wanted.h"

namespace veto::reports {

enum class Server { nginx, apache, caddy, cloudflare, wordpress, static_host };

// "nginx", "apache", "caddy", "cloudflare", "wordpress", "static".
std::optional<Server> parse_server(std::string_view name);
std::string_view to_string(Server server);

// What one server needs beside robots.txt and tdmrep.json.
std::vector<FixFile> nginx_fixes(const Wanted& wanted);
std::vector<FixFile> apache_fixes(const Wanted& wanted);
std::vector<FixFile> caddy_fixes(const Wanted& wanted);
std::vector<FixFile> cloudflare_fixes(const Wanted& wanted);
std::vector<FixFile> wordpress_fixes(const Wanted& wanted);
std::vector<FixFile> static_host_fixes(const Wanted& wanted);

// robots.txt, tdmrep.json, the servers' files, and those for the images. Names
// differ from each other. Errors: as check_wanted() and fix_robots_txt().
Result<std::vector<FixFile>> all_fixes(std::string_view present_robots,
                                       const Wanted& wanted,
                                       const std::vector<Server>& servers,
                                       const config::ScraperRegistry& registry);

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_FIXES_H_
