// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page by a tree of the whole of it. The only user of Gumbo.
// For what only a tree shows, and as the oracle that parse_page is held to:
// both give the same page, but for docs/decisions/0006-html-scanner.md.
//
// Call it only in a process that may end: Gumbo's assertions fail on some pages
// that are made for it.
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
#include "crawler/html_element.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxHtmlDepth = 512;
inline constexpr std::size_t kMaxTreeClones = 10'000;
inline constexpr std::size_t kMaxTreeFostered = 2'000;
inline constexpr std::size_t kMaxTreeAttributes = 199;

// Tells the sink what a tree of `text` (UTF-8) holds. False, and nothing told,
// where it passes one of the limits above.
bool tell_tree(std::string_view text, HtmlSink& sink);

// As parse_page; tree_refused says "too large", or "too deep" for what passes
// one of the limits above.
Page parse_page_tree(std::string_view html, const Url& url,
                     std::string_view content_type);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PARSE_PAGE_TREE_H_
