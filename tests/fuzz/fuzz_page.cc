// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a page; the first one chooses the Content-Type.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "crawler/api/surroundings.h"
#include "crawler/parse_page.h"

using veto::crawler::Page;

namespace {

void check_text(std::string_view text) {
  if (veto::to_valid_utf8(text) != text) std::abort();
}

void check_url(std::string_view url) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) std::abort();
  if (url.find('#') != url.npos) std::abort();
}

void check_surroundings(std::string_view html, const veto::Url& url,
                        std::string_view type) {
  const auto all = veto::crawler::surroundings_of(
      html, url, type,
      [](std::string_view wanted) { return wanted.size() % 2 == 0; });
  if (all.size() > veto::crawler::kMaxSurroundings) std::abort();
  for (const auto& image : all) {
    if (image.urls.empty()) std::abort();
    for (const auto& one : image.urls) check_url(one);
    if (!image.link_url.empty()) check_url(image.link_url);
    for (const auto& text : {image.alt, image.title, image.caption,
                             image.heading, image.link_text})
      check_text(text);
    for (const auto& person : image.persons) check_text(person);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const veto::Url kUrl =
      veto::Url::parse("https://example.org/a/b?c").value();
  static constexpr std::string_view kTypes[] = {
      "text/html", "text/html; charset=utf-8",
      "text/html; charset=\"ISO-8859-1\"", "text/html;charset=utf-16be"};
  if (size == 0) return 0;
  const std::string_view html(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  const Page page = veto::crawler::parse_page(html, kUrl, kTypes[data[0] % 4]);
  check_text(page.title);
  check_text(page.lang);
  for (const auto& link : page.links) {
    check_url(link.url);
    check_text(link.rel);
    check_text(link.type);
  }
  for (const auto& image : page.images) {
    check_url(image.url);
    check_text(image.alt);
    check_text(image.title);
    check_text(image.caption);
    if (image.caption.size() > 500) std::abort();
  }
  for (const auto& meta : page.metas) {
    if (meta.name.empty()) std::abort();
    check_text(meta.name);
    check_text(meta.content);
  }
  check_surroundings(html, kUrl, kTypes[data[0] % 4]);
  return 0;
}
