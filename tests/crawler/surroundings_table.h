// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands beside a page's pictures, in words to compare.

#ifndef VETO_TESTS_CRAWLER_SURROUNDINGS_TABLE_H_
#define VETO_TESTS_CRAWLER_SURROUNDINGS_TABLE_H_

#include <string>
#include <string_view>

#include "crawler/api/surroundings.h"
#include "tests/crawler/page_table.h"

namespace veto::test {

inline std::vector<crawler::ImageSurroundings> surroundings(
    std::string_view html, const crawler::UrlWanted& wanted,
    crawler::PageReading reading = crawler::PageReading::scanner) {
  const Url url = Url::parse("https://example.org/dir/").value();
  return crawler::surroundings_of(html, url, "text/html; charset=utf-8", wanted,
                                  reading);
}

inline bool any_url(std::string_view) { return true; }

inline std::string file_of(std::string_view url) {
  return std::string(url.substr(url.rfind('/') + 1));
}

// "FILE FILE; alt A; title T; caption C; heading H; link FILE TEXT; person P",
// what is empty left out.
inline std::string said_beside(const crawler::ImageSurroundings& image) {
  std::string said;
  for (const std::string& url : image.urls)
    said += (said.empty() ? "" : " ") + file_of(url);
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) said += "; " + std::string(name) + " " + text;
  };
  add("alt", image.alt);
  add("title", image.title);
  add("caption", image.caption);
  add("heading", image.heading);
  add("link", file_of(image.link_url));
  add("text", image.link_text);
  for (const std::string& person : image.persons) add("person", person);
  return said;
}

inline Strings beside(std::string_view html, crawler::PageReading reading,
                      const crawler::UrlWanted& wanted = any_url) {
  Strings said;
  for (const auto& image : surroundings(html, wanted, reading))
    said.push_back(said_beside(image));
  return said;
}

inline std::string json_ld(const std::string& json) {
  return "<script type='application/ld+json'>" + json + "</script>";
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_SURROUNDINGS_TABLE_H_
