// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/listed_images.h"

#include <vector>

#include "base/url.h"
#include "crawler/listing.h"

namespace veto::crawler {

Result<std::set<std::string>> listed_images(CaptureReader& reader,
                                            std::string_view run_id) {
  std::vector<Capture> sitemaps;
  auto walked =
      reader.for_each_capture(run_id, [&](const Capture& capture) -> Status {
        if (capture.target == Target::sitemap && capture.has_resource())
          sitemaps.push_back(capture);
        return {};
      });
  if (!walked) return pass(walked);
  std::set<std::string> images;
  for (const Capture& sitemap : sitemaps) {
    const auto base = Url::parse(sitemap.url);
    auto bytes = reader.payload(sitemap, kMaxListingBytes);
    if (!bytes && bytes.error().kind == ErrorKind::io) return pass(bytes);
    if (!bytes || !base) continue;
    Listing listing = read_listing(*bytes, *base);
    for (std::string& image : listing.images) images.insert(std::move(image));
  }
  return images;
}

}  // namespace veto::crawler
