// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a site lists of itself for machines: sitemaps and feeds.
//
//   sitemap   https://www.sitemaps.org/protocol.html: urlset, sitemapindex and
//             the text form, plain or gzip; with Google's extensions for
//             images (image:loc) and videos (their thumbnails), the news
//             extension's entries, and xhtml:link alternates
//   feed      RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom (RFC 4287): the entries'
//             links, enclosures and Media RSS contents that are pictures
//
// Elements are told by their local names and place; many listings declare no
// namespace, or another's. What cannot be read is said, never passed over: a
// document that breaks off gives what came before, and `problem`.

#ifndef VETO_CRAWLER_LISTING_H_
#define VETO_CRAWLER_LISTING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace veto::crawler {

// The protocol's own bounds, which hold for feeds as well.
inline constexpr std::uint64_t kMaxListingBytes = 52'428'800;
inline constexpr std::size_t kMaxListed = 50'000;  // pages and sitemaps
inline constexpr std::size_t kMaxListedImages = 200'000;

struct Listing {
  enum class Form { none, urlset, index, rss, atom, text };

  Form form = Form::none;
  // Absolute http and https URLs without fragment, in order, repeats kept.
  std::vector<std::string> pages;
  std::vector<std::string> images;
  std::vector<std::string> listings;  // sitemaps that an index names
  // Why not all of it was read, one sentence in lower case; "" when all was.
  std::string problem;
};

// `bytes` are the document's, without content coding; gzip is taken off.
// Relative URLs are read against `base`, where it was found.
Listing read_listing(std::string_view bytes, const Url& base);

// Whether a media type (its essence) is that of a feed or of XML that may be
// one, or a sitemap.
bool may_be_listing(std::string_view mime);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_LISTING_H_
