// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/follow.h"

#include <algorithm>

#include "base/text.h"

namespace veto::crawler {
namespace {

bool says_nofollow(std::string_view directives) {
  return std::ranges::any_of(split(directives, ','), [](auto directive) {
    return iequals(trim(directive), "nofollow") ||
           iequals(trim(directive), "none");
  });
}

// "otherbot: nofollow" speaks to otherbot. Directives with a value of their
// own ("max-snippet: 5") speak to everybody.
bool speaks_to_us(std::string_view& field, std::string_view token) {
  const std::string_view first = field.substr(0, field.find(','));
  const auto colon = first.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string_view name = trim(first.substr(0, colon));
  for (std::string_view valued : {"max-snippet", "max-image-preview",
                                  "max-video-preview", "unavailable_after"})
    if (iequals(name, valued)) return true;
  field.remove_prefix(colon + 1);
  return iequals(name, token);
}

}  // namespace

bool may_follow(const Page& page, const Headers& headers,
                std::string_view token) {
  for (const auto& meta : page.metas)
    if ((iequals(meta.name, "robots") || iequals(meta.name, token)) &&
        says_nofollow(meta.content))
      return false;
  for (const auto& value : all_headers(headers, "x-robots-tag")) {
    std::string_view field = value;
    if (speaks_to_us(field, token) && says_nofollow(field)) return false;
  }
  return true;
}

}  // namespace veto::crawler
