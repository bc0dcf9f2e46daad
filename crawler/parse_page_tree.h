// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML bytes -> Page, by a tree of the whole page. The only user of Gumbo.
// For what only a tree shows, and as the oracle that parse_page is held to:
// both give the same page, but for docs/decisions/0006-html-scanner.md.
//
// Gumbo's time grows with the square of the nesting, of the attributes of one
// tag and of what is moved or repeated, and it cannot be stopped. So the page
// is scanned first and refused where a tree would cost too much. Call it from
// the CPU pool only.

#ifndef VETO_CRAWLER_PARSE_PAGE_TREE_H_
#define VETO_CRAWLER_PARSE_PAGE_TREE_H_

#include <string_view>

#include "base/url.h"
#include "crawler/api/page.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxHtmlDepth = 512;
inline constexpr std::size_t kMaxTreeClones = 10'000;
inline constexpr std::size_t kMaxTreeFostered = 2'000;
inline constexpr std::size_t kMaxTreeAttributes = 199;

// As parse_page; tree_refused says "too large", or "too deep" for what passes
// one of the limits above.
Page parse_page_tree(std::string_view html, const Url& url,
                     std::string_view content_type);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PARSE_PAGE_TREE_H_
