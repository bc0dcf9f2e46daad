// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/gather.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "crawler/api/page.h"

namespace veto::faces {
namespace {

constexpr int kMaxRedirects = 20;

bool holds_image(const crawler::Capture& capture) {
  return capture.outcome == crawler::Outcome::fetched &&
         capture.status >= 200 && capture.status < 300 &&
         (capture.target == crawler::Target::image ||
          capture.mime.starts_with("image/"));
}

struct Showing {
  std::set<std::string> pages;
  bool within_limit = false;
};

class Gatherer {
 public:
  void add(const crawler::Capture& capture) {
    if (!capture.redirect_to.empty()) {
      redirects_[capture.url] = capture.redirect_to;
    }
    if (!holds_image(capture)) return;
    const auto [at, is_new] =
        by_digest_.try_emplace(capture.payload_digest, images_.size());
    if (is_new) images_.push_back({capture, {}, false});
    urls_[at->second].insert(capture.url);
  }

  void add(const crawler::Page& page) {
    const bool within = ++pages_ <= kMaxPages;
    for (const crawler::ImageContext& image : page.images) {
      Showing& showing = showings_[final_url(image.url)];
      showing.pages.insert(page.url);
      showing.within_limit = showing.within_limit || within;
    }
  }

  Gathered finish() {
    Gathered gathered;
    for (std::size_t i = 0; i < images_.size(); ++i) {
      complete(images_[i], urls_[i]);
    }
    std::ranges::stable_sort(images_, {}, [](const GatheredImage& image) {
      return image.record.urls;
    });
    gathered.images = std::move(images_);
    if (pages_ > kMaxPages) gathered.pages_beyond_limit = pages_ - kMaxPages;
    return gathered;
  }

 private:
  std::string final_url(std::string url) const {
    for (int hop = 0; hop < kMaxRedirects; ++hop) {
      const auto next = redirects_.find(url);
      if (next == redirects_.end()) break;
      url = next->second;
    }
    return url;
  }

  void complete(GatheredImage& image, const std::set<std::string>& urls) {
    std::set<std::string> pages;
    bool within_limit = false;
    for (const std::string& url : urls) {
      const auto showing = showings_.find(url);
      if (showing == showings_.end()) continue;
      pages.insert(showing->second.pages.begin(), showing->second.pages.end());
      within_limit = within_limit || showing->second.within_limit;
    }
    image.beyond_limit = !pages.empty() && !within_limit;
    image.record.digest = image.capture.payload_digest;
    image.record.capture_id = image.capture.id;
    image.record.bytes = image.capture.payload_size;
    image.record.urls.assign(urls.begin(), urls.end());
    image.record.pages.assign(pages.begin(), pages.end());
  }

  std::uint64_t pages_ = 0;
  std::vector<GatheredImage> images_;
  std::map<Digest, std::size_t> by_digest_;
  std::map<std::size_t, std::set<std::string>> urls_;
  std::unordered_map<std::string, std::string> redirects_;
  std::unordered_map<std::string, Showing> showings_;
};

}  // namespace

Result<Gathered> gather_images(crawler::CaptureReader& reader,
                               const std::string& run_id) {
  Gatherer gatherer;
  auto captures = reader.for_each_capture(
      run_id, [&](const crawler::Capture& capture) -> Status {
        gatherer.add(capture);
        return {};
      });
  if (!captures) return pass(captures);
  auto pages = reader.for_each_page(
      run_id, [&](const crawler::Page& page) -> Status {
        gatherer.add(page);
        return {};
      });
  if (!pages) return pass(pages);
  return gatherer.finish();
}

}  // namespace veto::faces
