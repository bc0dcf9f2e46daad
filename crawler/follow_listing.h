// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the answer to a request for a sitemap or feed to the URLs it leads to.

#ifndef VETO_CRAWLER_FOLLOW_LISTING_H_
#define VETO_CRAWLER_FOLLOW_LISTING_H_

#include "crawler/prepare.h"
#include "crawler/scope.h"

namespace veto::crawler {

// Whether the answer is to be read as one: it was asked for as one, or a seed
// turned out to be XML.
bool is_listing(const Capture& capture);

// Adds what it lists to `found` and `outside`: pages that the scope holds, at
// the depth of seeds; images wherever they are; sitemaps of the sites in
// scope. What could not be read becomes the capture's `problem`.
void follow_listing(const Fetched& fetched, const Scope& scope,
                    Prepared& prepared);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_FOLLOW_LISTING_H_
