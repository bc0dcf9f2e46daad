// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/fixes.h"

#include <algorithm>
#include <iterator>

#include "reports/fixes/images.h"
#include "reports/fixes/robots_txt.h"
#include "reports/fixes/tdmrep.h"

namespace veto::reports {
namespace {

struct ServerFixes {
  std::string_view name;
  Server server;
  std::vector<FixFile> (*fixes)(const Wanted& wanted);
};

constexpr ServerFixes kServers[] = {
    {"nginx", Server::nginx, nginx_fixes},
    {"apache", Server::apache, apache_fixes},
    {"caddy", Server::caddy, caddy_fixes},
    {"cloudflare", Server::cloudflare, cloudflare_fixes},
    {"wordpress", Server::wordpress, wordpress_fixes},
    {"static", Server::static_host, static_host_fixes},
};

const ServerFixes& row_of(Server server) {
  return *std::ranges::find(kServers, server, &ServerFixes::server);
}

void append(std::vector<FixFile>& files, std::vector<FixFile> more) {
  std::ranges::move(more, std::back_inserter(files));
}

// What the owner has to do where no file of this origin reaches.
std::string elsewhere(const Wanted& wanted) {
  std::string text =
      "robots.txt, tdmrep.json and response fields speak for one origin:\n"
      "scheme, host and port (RFC 9309, section 2.3). Images of these origins\n"
      "need the same there:\n\n";
  for (const std::string& origin : wanted.image_origins)
    text += "  " + origin + "\n";
  return text;
}

}  // namespace

std::optional<Server> parse_server(std::string_view name) {
  const auto row = std::ranges::find(kServers, name, &ServerFixes::name);
  if (row == std::end(kServers)) return std::nullopt;
  return row->server;
}

std::string_view to_string(Server server) { return row_of(server).name; }

Result<std::vector<FixFile>> all_fixes(
    std::string_view present_robots, const Wanted& wanted,
    const std::vector<Server>& servers,
    const config::ScraperRegistry& registry) {
  if (auto fits = check_wanted(wanted); !fits) return pass(fits);
  auto robots = fix_robots_txt(present_robots, wanted, registry);
  if (!robots) return pass(robots);
  std::vector<FixFile> files;
  files.push_back({"robots.txt",
                   "at /robots.txt, in place of the present one; read it first",
                   std::move(*robots)});
  if (std::string tdmrep = tdmrep_file(wanted); !tdmrep.empty())
    files.push_back({"tdmrep.json",
                     "at /.well-known/tdmrep.json, as application/json",
                     std::move(tdmrep)});
  for (const Server server : servers)
    append(files, row_of(server).fixes(wanted));
  append(files, image_fixes(wanted));
  if (!wanted.image_origins.empty())
    files.push_back({"other-origins.txt", "to be read", elsewhere(wanted)});
  return files;
}

}  // namespace veto::reports
