// SPDX-License-Identifier: GPL-3.0-or-later
//
// Apache httpd 2.4 (mod_headers, mod_log_config). "always" is the table that is
// also sent with errors; "add" makes a field of its own of each line.

#include <fmt/format.h>

#include "reports/fixes/fixes.h"
#include "reports/fixes/headers.h"
#include "reports/fixes/log_format.h"

namespace veto::reports {
namespace {

constexpr std::string_view kApacheHead =
    R"(# Goes into the <VirtualHost>, or without the part on the log into .htaccess
# at the root of the site. Needs: a2enmod headers
)";

constexpr std::string_view kApacheFiles =
    R"(
# Never refuse (401, 403, 429) robots.txt to anybody: who is refused it may
# fetch everything (RFC 9309, section 2.3.1.3).
<Files "robots.txt">
  Header always set Cache-Control "no-store"
  ForceType "text/plain; charset=utf-8"
  Require all granted
</Files>
)";

constexpr std::string_view kApacheTdmrep = R"(<Files "tdmrep.json">
  ForceType application/json
  Require all granted
</Files>
)";

constexpr std::string_view kApacheLog =
    R"(# Goes into the <VirtualHost>, beside the usual CustomLog in the combined
# format; .htaccess takes no logs. Needs: a2enmod unique_id
# Field u is the whole request line: %U may name a file that nobody asked for.
)";

// mod_headers replaces what follows a "%".
std::string doubled_percent(const std::string& value) {
  std::string text;
  for (const char c : value) text += c == '%' ? "%%" : std::string(1, c);
  return text;
}

}  // namespace

std::vector<FixFile> apache_fixes(const Wanted& wanted) {
  std::string text(kApacheHead);
  for (const Field& field : wanted_fields(wanted))
    text += fmt::format("Header always {} {} \"{}\"\n",
                        field.name == "X-Robots-Tag" ? "add" : "set",
                        field.name, doubled_percent(field.value));
  text += kApacheFiles;
  if (!wanted.training) text += kApacheTdmrep;
  return {{"apache-veto.conf", "into the <VirtualHost>, or as .htaccess",
           std::move(text)},
          {"apache-veto-log.conf", "into the <VirtualHost>",
           std::string(kApacheLog) + apache_log_format() +
               "CustomLog ${APACHE_LOG_DIR}/veto.log veto\n"}};
}

}  // namespace veto::reports
