// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether our own crawler may follow links: the "nofollow" that a page states
// about itself, in <meta name="robots"> or X-Robots-Tag, for everybody or for
// our product token.

#ifndef VETO_CRAWLER_FOLLOW_H_
#define VETO_CRAWLER_FOLLOW_H_

#include <string_view>

#include "crawler/api/capture.h"
#include "crawler/api/page.h"

namespace veto::crawler {

bool may_follow(const Page& page, const Headers& headers,
                std::string_view token);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_FOLLOW_H_
