// SPDX-License-Identifier: GPL-3.0-or-later
//
// nginx. An add_header inside a location cancels those of the server around it
// (ngx_http_headers_module), so the fields are a file of their own that is
// included at every level that has an add_header.

#include <fmt/format.h>

#include "reports/fixes/fixes.h"
#include "reports/fixes/headers.h"
#include "reports/fixes/log_format.h"

namespace veto::reports {
namespace {

constexpr std::string_view kNginxHeaders =
    R"(# Response fields, for pages and images alike.
#
# nginx takes the add_header lines of an outer block only where the inner block
# has none of its own. So include this file
#   - in the server block (veto-server.conf does), and
#   - again in EVERY location and if block that has an add_header.
# "always" also sends them with 404 and other errors. The two X-Robots-Tag lines
# stay two: some readers lose them when they are joined with other directives.
)";

constexpr std::string_view kNginxServer =
    R"(# Goes into the server block, as: include snippets/veto-server.conf;
include snippets/veto-headers.conf;

# Merge these with locations of the same name that you have: nginx takes each
# once. Never refuse (401, 403, 429) or limit robots.txt to anybody: who is
# refused it may fetch everything (RFC 9309, section 2.3.1.3).
location = /robots.txt {{
  types {{ }}
  default_type text/plain;
  charset utf-8;
  add_header Cache-Control "no-store" always;
  include snippets/veto-headers.conf;
}}
{}
# A second log. An access_log here cancels those of the http block, so keep the
# usual one beside it. Logs hold personal data (addresses): set a time
# after which they are deleted, name it in your privacy notice, and save what a
# complaint needs before.
access_log /var/log/nginx/access.log combined;
access_log /var/log/nginx/veto.log veto;
)";

constexpr std::string_view kNginxTdmrep = R"(
location = /.well-known/tdmrep.json {
  types { }
  default_type application/json;
  include snippets/veto-headers.conf;
}
)";

constexpr std::string_view kNginxLog =
    "# Goes into the http block: as /etc/nginx/conf.d/veto-log.conf.\n";

}  // namespace

std::vector<FixFile> nginx_fixes(const Wanted& wanted) {
  std::string headers(kNginxHeaders);
  for (const Field& field : wanted_fields(wanted))
    headers +=
        fmt::format("add_header {} \"{}\" always;\n", field.name, field.value);
  const std::string_view tdmrep =
      wanted.training ? std::string_view() : kNginxTdmrep;
  return {{"nginx-veto-headers.conf",
           "as /etc/nginx/snippets/veto-headers.conf", std::move(headers)},
          {"nginx-veto-server.conf",
           "as /etc/nginx/snippets/veto-server.conf, included in the server "
           "block",
           fmt::format(fmt::runtime(kNginxServer), tdmrep)},
          {"nginx-veto-log.conf", "as /etc/nginx/conf.d/veto-log.conf",
           std::string(kNginxLog) + nginx_log_format()}};
}

}  // namespace veto::reports
