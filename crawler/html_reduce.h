// SPDX-License-Identifier: GPL-3.0-or-later
//
// Leaves of a page only what parse_page reads, so that its tree is small and
// shallow whatever the page is like. Gumbo's time grows with the square of the
// nesting, of the attributes of one tag and of unclosed formatting elements:
// 16 KB of <p><font color=1> make half a million nodes. None of that gets
// there, and a page of 20,000 nested <div> is read like any other.

#ifndef VETO_CRAWLER_HTML_REDUCE_H_
#define VETO_CRAWLER_HTML_REDUCE_H_

#include <string>
#include <string_view>

namespace veto::crawler {

// Elements past this are left out.
inline constexpr int kMaxHtmlElements = 50'000;

struct ReducedHtml {
  // A document of <html lang>, <title>, <figure>, <figcaption> with its text,
  // <picture>, and elements without contents. An <image> becomes an <img>, a
  // <frame> an <iframe>; attributes that hold "data:" URLs are left out.
  std::string html;
  // How deep figure, figcaption and picture nest; others do not.
  int depth = 0;
};

// `html` is UTF-8. Once `max_depth` is passed the rest is not read.
ReducedHtml reduce_html(std::string_view html, int max_depth);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_REDUCE_H_
