// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_TESTS_CRAWLER_PAGE_TABLE_H_
#define VETO_TESTS_CRAWLER_PAGE_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "crawler/parse_page.h"
#include "tests/support.h"

namespace veto::test {

using Strings = std::vector<std::string>;

// For comparison: doctest shows strings, not vectors of them.
inline std::string joined(const Strings& strings) {
  std::string out;
  for (const std::string& string : strings) out += string + " | ";
  return out;
}

inline std::string repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

inline crawler::Page page_of(std::string_view html,
                             std::string_view content_type = "text/html") {
  const Url url = Url::parse("https://example.org/dir/page.html?q#f").value();
  return crawler::parse_page(html, url, content_type);
}

// "url rel" each, "url" where rel is empty.
inline Strings links_of(std::string_view html) {
  Strings out;
  for (const auto& link : page_of(html).links)
    out.push_back(link.rel.empty() ? link.url : link.url + " " + link.rel);
  return out;
}

// "source url" each.
inline Strings images_of(std::string_view html) {
  Strings out;
  for (const auto& image : page_of(html).images)
    out.push_back(std::string(to_string(image.source)) + " " + image.url);
  return out;
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_PAGE_TABLE_H_
