// SPDX-License-Identifier: GPL-3.0-or-later
//
// The images that a page holds in itself, as data: URLs (RFC 2397).

#ifndef VETO_CRAWLER_API_DATA_IMAGES_H_
#define VETO_CRAWLER_API_DATA_IMAGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/url.h"
#include "crawler/api/capture.h"
#include "crawler/api/capture_reader.h"

namespace veto::crawler {

// Every data: URL with an image's media type that stands where a link or an
// image could be, as written, in page order and with repeats: as many as
// Page::data_images counts. `url` is where the page came from.
std::vector<std::string> data_images_of(std::string_view html, const Url& url,
                                        std::string_view content_type);

// The same of a page's capture. Errors: those of CaptureReader::payload().
Result<std::vector<std::string>> read_data_images(CaptureReader& reader,
                                                  const Capture& page);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_DATA_IMAGES_H_
