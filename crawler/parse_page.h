// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML bytes -> Page. The only user of Gumbo. Gumbo's time is quadratic in
// nesting depth and it cannot be stopped, so the page is first reduced to the
// elements that are read (crawler/html_reduce.h), which neither <div> nor <b>
// nor <table> makes deep, and refused when it is too large or those elements
// nest too deeply all the same. Call it from the CPU pool only.
//
// Read are: a, area, iframe and frame; link with rel canonical, next, prev,
// alternate or license; images in img (also what data-src and its like hold
// for later), srcset, picture, link (icon, image_src, preload as image), meta
// (og:image, twitter:image, itemprop image), input and video poster; every
// meta element, title, lang, and the figcaption of an image's figure. Scripts
// do not run, so noscript is read; so is what template holds.

#ifndef VETO_CRAWLER_PARSE_PAGE_H_
#define VETO_CRAWLER_PARSE_PAGE_H_

#include <string_view>

#include "base/url.h"
#include "crawler/api/page.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxHtmlBytes = 8u << 20;
inline constexpr int kMaxHtmlDepth = 512;

// What comes after these many is left out, and so are URLs once resolving them
// has taken 32 MiB.
inline constexpr std::size_t kMaxPageLinks = 10'000;
inline constexpr std::size_t kMaxPageImages = 10'000;
inline constexpr std::size_t kMaxPageMetas = 1'000;

// `url` is where the response came from; `content_type` its header, for the
// charset (windows-1252 and ISO-8859-1 are read as the WHATWG Encoding
// Standard says; other unknown charsets as UTF-8). <base href> is honoured.
// URLs that are not http or https are left out. capture_id is left empty.
Page parse_page(std::string_view html, const Url& url,
                std::string_view content_type);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PARSE_PAGE_H_
