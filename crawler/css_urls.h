// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CRAWLER_CSS_URLS_H_
#define VETO_CRAWLER_CSS_URLS_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::crawler {

inline constexpr std::size_t kMaxCssUrls = 50;

// The images that a style attribute names: what stands in url() in background,
// border-image, content, list-style or mask, or in a custom property, escapes
// resolved (CSS Syntax Module Level 3, 4.3.4 to 4.3.7). At most kMaxCssUrls.
std::vector<std::string> css_image_urls(std::string_view style);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CSS_URLS_H_
