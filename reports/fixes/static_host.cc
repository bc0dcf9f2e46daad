// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hosts without a server of one's own: _headers of Netlify and Cloudflare
// Pages, and meta elements where no field can be set (GitHub Pages).

#include "reports/fixes/fixes.h"
#include "reports/fixes/headers.h"

namespace veto::reports {
namespace {

constexpr std::string_view kHeadersHead =
    R"(# Goes to the root of what is published, for Netlify and Cloudflare Pages.
# They join the lines of one name with a comma, which all readers of noai take.
# A path may stand here once: merge this with a "/*" that you have.
/*
)";

constexpr std::string_view kMetaHead =
    R"(<!-- Into the <head> of every page, where the host sets no response fields
     (GitHub Pages). They reach no image that is asked for by itself: for images
     there are robots.txt, tdmrep.json and the metadata in the file. -->
)";

}  // namespace

std::vector<FixFile> static_host_fixes(const Wanted& wanted) {
  std::string headers(kHeadersHead);
  for (const Field& field : wanted_fields(wanted))
    headers += "  " + field.name + ": " + field.value + "\n";
  headers += "/robots.txt\n  Cache-Control: no-store\n";
  return {{"static-_headers", "at the root of the site, as _headers",
           std::move(headers)},
          {"static-meta.html", "into the <head> of every page",
           std::string(kMetaHead) + wanted_meta(wanted)}};
}

}  // namespace veto::reports
