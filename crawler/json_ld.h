// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CRAWLER_JSON_LD_H_
#define VETO_CRAWLER_JSON_LD_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::crawler {

inline constexpr std::size_t kMaxJsonLdBytes = 256u << 10;
inline constexpr int kMaxJsonLdDepth = 32;
inline constexpr std::size_t kMaxJsonLdImages = 200;

// The images that a <script type="application/ld+json"> names: image and
// thumbnailUrl of anything, url and contentUrl of an ImageObject
// (https://schema.org/ImageObject), in the order of the text; as written.
// Nothing where the text is no JSON, or larger or deeper than the limits.
std::vector<std::string> json_ld_images(std::string_view text);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_JSON_LD_H_
