// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML bytes -> Page. The only user of Gumbo. Gumbo's time is quadratic in
// nesting depth and it cannot be stopped, so a page that is too large or too
// deep is refused before a tree is built; call it from the CPU pool only.

#ifndef VETO_CRAWLER_PARSE_PAGE_H_
#define VETO_CRAWLER_PARSE_PAGE_H_

#include <string_view>

#include "base/url.h"
#include "crawler/api/page.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxHtmlBytes = 8u << 20;
inline constexpr int kMaxHtmlDepth = 512;

// `url` is where the response came from; `content_type` its header, for the
// charset (windows-1252 and ISO-8859-1 are read as the WHATWG Encoding
// Standard says; other unknown charsets as UTF-8). <base href> is honoured.
// capture_id is left empty.
Page parse_page(std::string_view html, const Url& url,
                std::string_view content_type);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PARSE_PAGE_H_
