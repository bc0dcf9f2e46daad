// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/image_name.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace veto::crawler {

bool names_image(const Url& url) {
  static constexpr std::array<std::string_view, 11> kEndings = {
      ".jpg", ".jpeg", ".png",  ".gif",  ".webp", ".avif",
      ".bmp", ".tif",  ".tiff", ".heic", ".svg"};
  const std::string path = to_lower(url.path());
  return std::ranges::any_of(
      kEndings, [&](std::string_view end) { return path.ends_with(end); });
}

}  // namespace veto::crawler
