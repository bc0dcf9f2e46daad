// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/follow_listing.h"

#include "base/url.h"
#include "crawler/content_coding.h"
#include "crawler/image_name.h"
#include "crawler/listing.h"

namespace veto::crawler {
namespace {

FrontierItem listed(const FrontierItem& from, const Url& url, Target target) {
  FrontierItem item = frontier_item(url, target);
  item.via = from.url;
  return item;
}

void follow_pages(const Listing& listing, const FrontierItem& from,
                  const Scope& scope, Prepared& prepared) {
  for (const std::string& text : listing.pages) {
    const auto url = Url::parse(text);
    if (!url) continue;  // was written by us from a Url
    if (scope.holds_entry(*url))
      prepared.found.push_back(
          listed(from, *url, names_image(*url) ? Target::image : Target::page));
    else
      prepared.outside.push_back(text);
  }
}

void follow_sitemaps(const Listing& listing, const FrontierItem& from,
                     const Scope& scope, Prepared& prepared) {
  for (const std::string& text : listing.listings) {
    const auto url = Url::parse(text);
    if (!url) continue;
    if (!scope.holds_site(*url)) {
      prepared.outside.push_back(text);
      continue;
    }
    FrontierItem next = listed(from, *url, Target::sitemap);
    next.depth = from.target == Target::seed ? 1 : from.depth + 1;
    prepared.found.push_back(std::move(next));
  }
}

}  // namespace

bool is_listing(const Capture& capture) {
  if (capture.status != 200) return false;
  if (capture.target == Target::sitemap || capture.target == Target::feed)
    return true;
  return capture.target == Target::seed && may_be_listing(capture.mime);
}

void follow_listing(const Fetched& fetched, const Scope& scope,
                    Prepared& prepared) {
  Capture& capture = prepared.capture;
  const FrontierItem& from = fetched.item;
  const auto base = Url::parse(capture.url);
  if (!base) return;
  const auto bytes =
      decode_content(capture.headers, fetched.body(), kMaxListingBytes);
  if (!bytes) {
    capture.problem = bytes.error().kind == ErrorKind::too_large
                          ? "larger than 50 MB once unpacked"
                          : bytes.error().what;
    return;
  }
  const Listing listing = read_listing(*bytes, *base);
  capture.problem = listing.problem;
  follow_pages(listing, from, scope, prepared);
  follow_sitemaps(listing, from, scope, prepared);
  for (const std::string& text : listing.images)
    if (const auto url = Url::parse(text))
      prepared.found.push_back(listed(from, *url, Target::image));
}

}  // namespace veto::crawler
