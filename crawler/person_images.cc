// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/person_images.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "crawler/json_ld.h"
#include "crawler/page_text.h"

namespace veto::crawler {
namespace {

void add_names(const std::vector<std::string>& names,
               std::vector<std::string>& out) {
  for (const std::string& name : names) {
    if (out.size() >= PersonImages::kMaxNamesPerImage) return;
    if (std::find(out.begin(), out.end(), name) == out.end())
      out.push_back(name);
  }
}

}  // namespace

void PersonImages::read(std::string_view json, PageUrls& urls) {
  for (const JsonLdPerson& person : json_ld_persons(json)) {
    std::vector<std::string> names;
    for (const std::string& written : person.names) {
      std::string name = bounded(written, kMaxCaptionBytes);
      if (!name.empty()) names.push_back(std::move(name));
    }
    if (names.empty()) continue;
    for (const std::string& image : person.images) {
      std::string url = urls.resolve(image);
      if (!url.empty()) add(std::move(url), names);
    }
  }
}

void PersonImages::add(std::string url, const std::vector<std::string>& names) {
  auto place = places_.find(url);
  if (place == places_.end()) {
    if (images_.size() >= kMaxImages) return;
    place = places_.emplace(url, images_.size()).first;
    images_.push_back({std::move(url), {}});
  }
  add_names(names, images_[place->second].names);
}

void PersonImages::resize(std::size_t size) {
  for (; images_.size() > size; images_.pop_back())
    places_.erase(images_.back().url);
}

void PersonImages::name(std::vector<ImageSurroundings>& shown,
                        const UrlWanted& wanted) const {
  std::unordered_set<std::size_t> named;
  for (ImageSurroundings& image : shown) {
    for (const std::string& url : image.urls) {
      const auto place = places_.find(url);
      if (place == places_.end()) continue;
      named.insert(place->second);
      add_names(images_[place->second].names, image.persons);
    }
  }
  for (std::size_t at = 0; at < images_.size(); ++at) {
    if (shown.size() >= kMaxSurroundings) return;
    if (named.contains(at) || !wanted(images_[at].url)) continue;
    ImageSurroundings& image = shown.emplace_back();
    image.urls = {images_[at].url};
    image.persons = images_[at].names;
  }
}

}  // namespace veto::crawler
