// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/traps/kit.h"

#include <fmt/format.h>

#include "audit/traps/ledger.h"

namespace veto::reports {
namespace {

constexpr std::string_view kTrapRobots =
    R"(# To robots.txt. A crawler that your robots.txt names reads its own group
# alone (RFC 9309, section 2.2.1), so put the Disallow line into EVERY group
# that you have, and this group in where there is none for all others. Then see
# that it is so:
#   veto robots check --robots robots.txt --agent GPTBot
User-agent: *
Disallow: {}
)";

constexpr std::string_view kSteps = R"(How to set the trap {0}

1. robots.txt first: robots-lines.txt says how. Nothing links to the trap yet.
2. The pages: copy site/ into the folder that your server serves.
3. The server: the snippet nginx.conf, apache.conf or Caddyfile. Without it (a
   static host) the trap works, but it names no canary.
4. Say when robots.txt was live:
     veto trap live {0} 2026-11-01T00:00:00Z
   Better than your word is what is seen: let veto crawl the site now and then,
   it keeps every version of robots.txt that it sees.
5. Wait: a day at the least, better 30 days. Crawlers may use a copy of
   robots.txt for a day, some for 30 days.
6. Only then the link: link.html, in a page that robots find. Never in a
   sitemap, a feed or a menu.
7. notice.txt into the privacy notice of the site.

Then read the log: veto logs --trap {0}=TIME ACCESS_LOG, or in this case
veto audit, which knows the trap. To take it away: the link first.
)";

}  // namespace

std::vector<FixFile> trap_kit(const traps::Trap& trap) {
  const std::string site = "site" + trap.path;
  const std::string below = "site" + trap.deeper;
  return {
      {"README.txt", "what to do, in order", fmt::format(kSteps, trap.path)},
      {"robots-lines.txt", "into robots.txt, before all else",
       fmt::format(kTrapRobots, trap.path)},
      {site + "index.html", "the trap's page", trap_page(trap)},
      {below + "index.html", "the page below it", trap_deeper_page()},
      {site + std::string(traps::kCanaryPicture),
       "the canary: a pattern drawn by this program, without any face",
       trap_picture(trap.path)},
      {"link.html", "the hidden link, a day later or more", trap_link(trap)},
      {"nginx.conf", "for nginx: into the server block", trap_nginx(trap)},
      {"apache.conf", "for Apache: into the virtual host", trap_apache(trap)},
      {"Caddyfile", "for Caddy: into the site block", trap_caddy(trap)},
      {"notice.txt", "for the site's privacy notice", trap_notice(trap)},
      {"trap.json", "the trap's entry in the ledger, for other programs",
       traps::trap_json(trap).dump(2) + "\n"}};
}

}  // namespace veto::reports
