// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/words.h"

#include <algorithm>

namespace veto::faces {
namespace {

constexpr std::size_t kMaxWords = 200;  // of one image
constexpr std::size_t kMaxOffered = 200;

void add_words(const std::string& page, const char* kind,
               const std::string& text, Beside& beside) {
  if (text.empty() || beside.words.size() == kMaxWords) return;
  // The same words on another page add nothing to what they say.
  const bool known =
      std::ranges::any_of(beside.words, [&](const WordsBeside& words) {
        return words.kind == kind && words.text == text;
      });
  if (!known) beside.words.push_back({page, kind, text});
}

void add_offered(const std::string& url, const ImageRecord& image,
                 Beside& beside) {
  const bool known = url.empty() || std::ranges::count(image.urls, url) > 0 ||
                     std::ranges::count(beside.offered, url) > 0;
  if (!known && beside.offered.size() < kMaxOffered)
    beside.offered.push_back(url);
}

}  // namespace

void add_surroundings(const std::string& page,
                      const crawler::ImageSurroundings& element,
                      const ImageRecord& image, Beside& beside) {
  add_words(page, "alt", element.alt, beside);
  add_words(page, "title", element.title, beside);
  add_words(page, "caption", element.caption, beside);
  add_words(page, "heading", element.heading, beside);
  add_words(page, "link", element.link_text, beside);
  for (const std::string& name : element.persons)
    add_words(page, "person", name, beside);
  for (const std::string& url : element.urls) add_offered(url, image, beside);
  add_offered(element.link_url, image, beside);
}

}  // namespace veto::faces
