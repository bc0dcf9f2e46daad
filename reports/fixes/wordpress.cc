// SPDX-License-Identifier: GPL-3.0-or-later
//
// WordPress: a plugin of one file for pages. Images are served past WordPress,
// so their fields are set in .htaccess, or by the fix for nginx.

#include <fmt/format.h>

#include "base/text.h"
#include "reports/fixes/fixes.h"
#include "reports/fixes/headers.h"

namespace veto::reports {
namespace {

constexpr std::string_view kPluginHead =
    R"(<?php
/*
 * Plugin Name: Opt-outs
 * Description: Says with every page what it is not for.
 *
 * Goes to wp-content/mu-plugins/veto-signals.php, where it needs no activation.
 * It does nothing for images: see wordpress-uploads.htaccess. Page caches may
 * drop fields; look at what is served: curl -sI https://example.org/
 */
if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

add_action(
	'send_headers',
	function () {
)";

constexpr std::string_view kPluginMeta = R"(	}
);

add_action(
	'wp_head',
	function () {
)";

constexpr std::string_view kPluginEnd = R"(	},
	1
);
)";

constexpr std::string_view kUploadsHead =
    R"(# Goes to wp-content/uploads/.htaccess, for Apache and LiteSpeed. Needs
# mod_headers. With nginx use the fix for nginx instead (--server nginx).
#
# WordPress makes smaller copies of images, with GD without any metadata. What
# images.sh writes into a photograph is then in the full size alone.
)";

}  // namespace

std::vector<FixFile> wordpress_fixes(const Wanted& wanted) {
  std::string plugin(kPluginHead), uploads(kUploadsHead);
  for (const Field& field : wanted_fields(wanted)) {
    const bool several = field.name == "X-Robots-Tag";
    plugin += fmt::format("\t\theader( '{}: {}', {} );\n", field.name,
                          field.value, several ? "false" : "true");
    std::string value;
    for (const char c : field.value)
      value += c == '%' ? "%%" : std::string(1, c);
    uploads += fmt::format("Header always {} {} \"{}\"\n",
                           several ? "add" : "set", field.name, value);
  }
  plugin += kPluginMeta;
  const std::string meta = wanted_meta(wanted);
  for (const std::string_view line : split(meta, '\n'))
    if (!line.empty()) plugin += fmt::format("\t\techo '{}', \"\\n\";\n", line);
  plugin += kPluginEnd;
  return {{"wordpress-veto-signals.php",
           "as wp-content/mu-plugins/veto-signals.php", std::move(plugin)},
          {"wordpress-uploads.htaccess",
           "as wp-content/uploads/.htaccess; robots.txt goes to the folder of "
           "wp-config.php, where it takes the place of the one that WordPress "
           "makes up",
           std::move(uploads)}};
}

}  // namespace veto::reports
