// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/surround.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "audit/faces/words.h"
#include "crawler/api/surroundings.h"

namespace veto::faces {
namespace {

class WordsReader {
 public:
  WordsReader(crawler::CaptureReader& reader, const Gatherer& gatherer,
              const std::vector<ImageRecord>& images)
      : reader_(reader), gatherer_(gatherer) {
    for (const ImageRecord& image : images) {
      if (image.faces.empty()) continue;
      for (const std::string& url : image.urls) wanted_.emplace(url, &image);
      pages_.insert(image.pages.begin(), image.pages.end());
    }
  }

  Status read(std::stop_token stop) {
    std::uint64_t left = pages_.size();
    for (const std::string& page : pages_) {
      if (stop.stop_requested()) {
        unread_ += left;
        break;
      }
      --left;
      auto elements = elements_of(page);
      if (!elements && elements.error().kind == ErrorKind::io)
        return pass(elements);
      if (!elements) {
        ++unread_;
        continue;
      }
      for (const auto& element : *elements) add(page, element);
    }
    return {};
  }

  std::uint64_t unread() const { return unread_; }
  Beside take(const ImageRecord& image) { return std::move(found_[&image]); }

 private:
  Result<std::vector<crawler::ImageSurroundings>> elements_of(
      const std::string& page) {
    auto capture = reader_.capture(gatherer_.capture_of_page(page));
    if (!capture) return pass(capture);
    const auto is_wanted = [this](std::string_view url) {
      return wanted_.contains(gatherer_.final_url(std::string(url)));
    };
    return crawler::read_surroundings(reader_, *capture, is_wanted);
  }

  void add(const std::string& page, const crawler::ImageSurroundings& element) {
    std::set<const ImageRecord*> shown;
    for (const std::string& url : element.urls) {
      const auto image = wanted_.find(gatherer_.final_url(url));
      if (image != wanted_.end()) shown.insert(image->second);
    }
    for (const ImageRecord* image : shown)
      add_surroundings(page, element, *image, found_[image]);
  }

  crawler::CaptureReader& reader_;
  const Gatherer& gatherer_;
  std::map<std::string, const ImageRecord*> wanted_;  // by final URL
  std::set<std::string> pages_;
  std::map<const ImageRecord*, Beside> found_;
  std::uint64_t unread_ = 0;
};

}  // namespace

Result<std::uint64_t> read_words_beside(crawler::CaptureReader& reader,
                                        const Gatherer& gatherer,
                                        std::stop_token stop,
                                        std::vector<ImageRecord>& images) {
  WordsReader words(reader, gatherer, images);
  if (auto read = words.read(stop); !read) return pass(read);
  for (ImageRecord& image : images) {
    Beside beside = words.take(image);
    image.words = std::move(beside.words);
    image.offered = std::move(beside.offered);
  }
  return words.unread();
}

}  // namespace veto::faces
