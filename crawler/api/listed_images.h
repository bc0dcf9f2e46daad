// SPDX-License-Identifier: GPL-3.0-or-later
//
// The images that a site's sitemaps list for search engines (image:loc).

#ifndef VETO_CRAWLER_API_LISTED_IMAGES_H_
#define VETO_CRAWLER_API_LISTED_IMAGES_H_

#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crawler/api/capture_reader.h"

namespace veto::crawler {

// By URL, of all sitemaps that the run fetched; one that cannot be read lists
// nothing. Errors: io.
Result<std::set<std::string>> listed_images(CaptureReader& reader,
                                            std::string_view run_id);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_LISTED_IMAGES_H_
