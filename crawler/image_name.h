// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a URL names a picture by the ending of its path. A link to a
// photograph is worth an image's place, not a page's.

#ifndef VETO_CRAWLER_IMAGE_NAME_H_
#define VETO_CRAWLER_IMAGE_NAME_H_

#include "base/url.h"

namespace veto::crawler {

bool names_image(const Url& url);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMAGE_NAME_H_
