// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same for three servers: the entry sends who declares itself a robot on to
// a name that is new with each request; below any such name lie the entry's
// page and its picture. The request for the page under that name is a line of
// the usual log, with the client's address: that line says to whom the name was
// given. All three have the name without further modules but Apache, which has
// mod_unique_id.

#include <fmt/format.h>

#include "reports/traps/kit.h"

namespace veto::reports {
namespace {

// What robots have in the names they give themselves, and browsers do not.
constexpr std::string_view kDeclared =
    "bot|crawl|spider|slurp|scrap|archiv|fetch|https?:|python|curl|wget|java/|"
    "go-http|okhttp|libwww";

constexpr std::string_view kNginx =
    R"nginx(# Into the server block. Merge it with nothing: these locations are the trap's.
location = {0} {{
  absolute_redirect off;
  add_header Cache-Control "private, no-store" always;
  # A regular expression with a return alone: what "if" is safe for.
  if ($http_user_agent ~* "({1})") {{
    return 302 {0}{2}$request_id/;
  }}
  try_files {0}index.html =404;
}}
location ^~ {0} {{
  add_header Cache-Control "private, no-store" always;
  add_header X-Robots-Tag "noindex, noimageindex" always;
  index index.html;
  rewrite "^{0}{2}[0-9a-f]{{32}}/$" {0}index.html break;
  rewrite "^{0}{2}[0-9a-f]{{32}}/{3}$" {0}{3} break;
}}
)nginx";

constexpr std::string_view kApache =
    R"apache(# Into the virtual host. Needs mod_rewrite, mod_headers and mod_unique_id:
#   a2enmod rewrite headers unique_id
RewriteEngine On
RewriteCond "%{{HTTP_USER_AGENT}}" "({1})" [NC]
RewriteRule "^{0}$" "{0}{2}%{{ENV:UNIQUE_ID}}/" [R=302,L,NE]
RewriteRule "^{0}{2}[A-Za-z0-9@_-]+/$" "%{{DOCUMENT_ROOT}}{0}index.html" [L]
RewriteRule "^{0}{2}[A-Za-z0-9@_-]+/{3}$" "%{{DOCUMENT_ROOT}}{0}{3}" [L]
RewriteRule "^{0}$" "%{{DOCUMENT_ROOT}}{0}index.html" [L]
<LocationMatch "^{0}">
  Header always set Cache-Control "private, no-store"
  Header always set X-Robots-Tag "noindex, noimageindex"
</LocationMatch>
)apache";

constexpr std::string_view kCaddy =
    R"caddy(# Into the site block, beside its root and file_server.
@veto_robot {{
  path {0}
  header_regexp User-Agent (?i)({1})
}}
redir @veto_robot {0}{2}{{http.request.uuid}}/ 302
@veto_canary path_regexp veto_canary ^{0}{2}[0-9a-f-]+/({3})?$
rewrite @veto_canary {0}{{re.veto_canary.1}}
header {0}* {{
  Cache-Control "private, no-store"
  X-Robots-Tag "noindex, noimageindex"
}}
)caddy";

std::string filled(std::string_view snippet, const traps::Trap& trap) {
  return fmt::format(fmt::runtime(snippet), trap.path, kDeclared,
                     traps::kCanaryPrefix, traps::kCanaryPicture);
}

}  // namespace

std::string trap_nginx(const traps::Trap& trap) { return filled(kNginx, trap); }
std::string trap_apache(const traps::Trap& trap) {
  return filled(kApache, trap);
}
std::string trap_caddy(const traps::Trap& trap) { return filled(kCaddy, trap); }

}  // namespace veto::reports
