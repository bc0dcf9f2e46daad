// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/gather.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "audit/embedded/document.h"
#include "base/text.h"

namespace veto::faces {
namespace {

constexpr int kMaxRedirects = 20;

bool holds_image(const crawler::Capture& capture) {
  return capture.outcome == crawler::Outcome::fetched &&
         capture.has_resource() &&
         // A host may answer to every URL with one picture.
         capture.target != crawler::Target::signal_file &&
         (capture.target == crawler::Target::image ||
          capture.mime.starts_with("image/"));
}

bool keeps_others_from_embedding(const crawler::Capture& capture) {
  const auto policy =
      crawler::find_header(capture.headers, "cross-origin-resource-policy");
  return policy &&
         (trim(*policy) == "same-origin" || trim(*policy) == "same-site");
}

}  // namespace

void Gatherer::add(const crawler::Capture& capture) {
  if (!capture.redirect_to.empty()) {
    redirects_[capture.url] = capture.redirect_to;
  }
  if (embedded::is_document(capture)) return add_document(capture);
  if (!holds_image(capture)) return;
  const Digest& digest = capture.payload_digest;
  found_with(digest, {capture, digest, capture.payload_size, 0, {}})
      .urls.insert(capture.url);
}

void Gatherer::add_document(const crawler::Capture& capture) {
  if (!capture.has_resource()) return;
  if (capture.outcome == crawler::Outcome::too_large) ++documents_cut_;
  if (capture.outcome == crawler::Outcome::fetched &&
      documents_seen_.insert(capture.payload_digest).second)
    documents_.push_back(capture);
}

Gatherer::Found& Gatherer::found_with(const Digest& digest, Found found) {
  const auto [at, is_new] = by_digest_.try_emplace(digest, found_.size());
  if (is_new) found_.push_back(std::move(found));
  return found_[at->second];
}

void Gatherer::add_inline(const crawler::Capture& page_capture,
                          const std::string& url, int ordinal,
                          const PageWithImages& page, const Digest& digest,
                          std::uint64_t size) {
  found_with(digest, {page_capture, digest, size, ordinal, {}})
      .urls.insert(url);
  Showing& showing = showings_[url];
  showing.pages.insert(page.url);
  showing.within_limit = showing.within_limit || page.within_limit;
}

void Gatherer::add(const crawler::Page& page) {
  const bool within = ++pages_ <= kMaxPages;
  page_captures_.emplace(page.url, page.capture_id);
  if (page.data_images > 0)
    pages_with_images_.push_back(
        {page.url, page.capture_id, page.data_images, within});
  for (const crawler::ImageContext& image : page.images) {
    Showing& showing = showings_[final_url(image.url)];
    showing.pages.insert(page.url);
    showing.within_limit = showing.within_limit || within;
  }
}

Gathered Gatherer::finish() const {
  Gathered gathered;
  for (const Found& found : found_) gathered.images.push_back(complete(found));
  std::ranges::sort(gathered.images, {}, [](const GatheredImage& image) {
    return std::tie(image.record.urls, image.record.digest);
  });
  gathered.documents = documents_;
  gathered.documents_cut = documents_cut_;
  if (pages_ > kMaxPages) gathered.pages_beyond_limit = pages_ - kMaxPages;
  return gathered;
}

std::string Gatherer::final_url(std::string url) const {
  for (int hop = 0; hop < kMaxRedirects; ++hop) {
    const auto next = redirects_.find(url);
    if (next == redirects_.end()) break;
    url = next->second;
  }
  return url;
}

std::string Gatherer::capture_of_page(const std::string& url) const {
  const auto found = page_captures_.find(url);
  return found == page_captures_.end() ? std::string() : found->second;
}

GatheredImage Gatherer::complete(const Found& found) const {
  std::set<std::string> pages;
  bool within_limit = false;
  for (const std::string& url : found.urls) {
    const auto showing = showings_.find(url);
    if (showing == showings_.end()) continue;
    pages.insert(showing->second.pages.begin(), showing->second.pages.end());
    within_limit = within_limit || showing->second.within_limit;
  }
  GatheredImage image;
  image.capture = found.capture;
  image.beyond_limit = !pages.empty() && !within_limit;
  image.record.digest = found.digest;
  image.record.capture_id = found.capture.id;
  image.record.bytes = found.size;
  image.record.inline_ordinal = found.inline_ordinal;
  image.record.in_sitemap = std::ranges::any_of(
      found.urls,
      [&](const std::string& url) { return listed_.contains(url); });
  image.record.embeddable = found.inline_ordinal == 0 &&
                            !found.capture.imported() &&
                            !keeps_others_from_embedding(found.capture);
  image.record.imported = found.capture.imported();
  image.record.urls.assign(found.urls.begin(), found.urls.end());
  image.record.pages.assign(pages.begin(), pages.end());
  return image;
}

}  // namespace veto::faces
