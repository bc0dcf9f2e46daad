// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML bytes -> Page, by our own scanner (crawler/html_outline.h): a tree costs
// forty times as much and is needed for few pages (crawler/parse_page_tree.h).
// Time is linear in the page's size whatever it holds. Call it from the CPU
// pool only.
//
// Read are: a, area, iframe and frame; link with rel canonical, next, prev,
// alternate or license; images in img and SVG's image (also what data-src,
// data-original, data-lazy-* and their like hold for later), srcset, picture,
// link (icon, image_src, preload as image), meta (og:image, twitter:image,
// itemprop image), input, video poster, style and background attributes and
// JSON-LD; every meta element, title, lang, and the figcaption of an image's
// figure. Scripts do not run, so noscript is read; so is what template holds.
// What scripts say is not read.

#ifndef VETO_CRAWLER_PARSE_PAGE_H_
#define VETO_CRAWLER_PARSE_PAGE_H_

#include <string_view>

#include "base/url.h"
#include "crawler/api/page.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxHtmlBytes = 8u << 20;

// What comes after these many is left out, and so are URLs once resolving them
// has taken 32 MiB.
inline constexpr std::size_t kMaxPageLinks = 10'000;
inline constexpr std::size_t kMaxPageImages = 10'000;
inline constexpr std::size_t kMaxPageMetas = 1'000;

// `url` is where the response came from; `content_type` its header, for the
// charset (crawler/html_charset.h). <base href> is honoured. URLs that are not
// http or https are left out. capture_id is left empty. A page of more than
// kMaxHtmlBytes is refused ("too large").
Page parse_page(std::string_view html, const Url& url,
                std::string_view content_type);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PARSE_PAGE_H_
