// SPDX-License-Identifier: GPL-3.0-or-later
//
// Caddy 2. "+" makes a field of its own of each line; "defer" sets them when
// the answer is written, so that one from behind reverse_proxy has them too.

#include <fmt/format.h>

#include "reports/fixes/fixes.h"
#include "reports/fixes/headers.h"
#include "reports/fixes/log_format.h"

namespace veto::reports {
namespace {

constexpr std::string_view kCaddyHead =
    "# Goes into the site block, as: import veto.caddy\n"
    "header {\n";

constexpr std::string_view kCaddyFiles =
    R"(	defer
}
# Never refuse robots.txt to anybody: who is refused it may fetch everything
# (RFC 9309, section 2.3.1.3).
header /robots.txt Cache-Control "no-store"
)";

constexpr std::string_view kCaddyTdmrep =
    "header /.well-known/tdmrep.json Content-Type \"application/json\"\n";

constexpr std::string_view kCaddyLog =
    "\n# A log of its own; needs Caddy 2.8. All fields of requests and of "
    "responses\n# are in it, Cookie and Authorization are blacked out.\n";

}  // namespace

std::vector<FixFile> caddy_fixes(const Wanted& wanted) {
  std::string text(kCaddyHead);
  for (const Field& field : wanted_fields(wanted))
    text +=
        fmt::format("\t{}{} \"{}\"\n", field.name == "X-Robots-Tag" ? "+" : "",
                    field.name, field.value);
  text += kCaddyFiles;
  if (!wanted.training) text += kCaddyTdmrep;
  text += kCaddyLog;
  text += caddy_log_format();
  return {{"caddy-veto.caddy",
           "beside the Caddyfile as veto.caddy, imported in the site block",
           std::move(text)}};
}

}  // namespace veto::reports
