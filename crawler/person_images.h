// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whom a page's JSON-LD says that its pictures show.

#ifndef VETO_CRAWLER_PERSON_IMAGES_H_
#define VETO_CRAWLER_PERSON_IMAGES_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawler/api/surroundings.h"
#include "crawler/page_urls.h"

namespace veto::crawler {

class PersonImages {
 public:
  static constexpr std::size_t kMaxImages = 1'000;
  static constexpr std::size_t kMaxNamesPerImage = 20;

  // The text of one script, its references relative to the page's base.
  void read(std::string_view json, PageUrls& urls);

  std::size_t size() const { return images_.size(); }
  // Forgets the images from `size` on.
  void resize(std::size_t size);

  // Names the persons of each, and appends the images that are wanted and that
  // none of them shows; to kMaxSurroundings.
  void name(std::vector<ImageSurroundings>& shown,
            const UrlWanted& wanted) const;

 private:
  struct Image {
    std::string url;
    std::vector<std::string> names;
  };

  void add(std::string url, const std::vector<std::string>& names);

  std::vector<Image> images_;                            // in page order
  std::unordered_map<std::string, std::size_t> places_;  // in images_, by URL
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PERSON_IMAGES_H_
