// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which images a run's crawl received, and which pages show them.

#ifndef VETO_AUDIT_FACES_GATHER_H_
#define VETO_AUDIT_FACES_GATHER_H_

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "audit/faces/faces.h"
#include "base/digest.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"

namespace veto::faces {

// Without proof that the user controls the site, no more pages than this are
// looked at.
constexpr int kMaxPages = 200;

struct GatheredImage {
  crawler::Capture capture;  // the first that held it
  ImageRecord record;        // not examined yet
  // Shown by some page, and by none of the first kMaxPages.
  bool beyond_limit = false;
};

// A page that holds images in itself.
struct PageWithImages {
  std::string url;
  std::string capture_id;
  int count = 0;
  bool within_limit = false;
};

struct Gathered {
  std::vector<GatheredImage> images;  // ordered by first URL
  // PDF and EPUB files, each payload once, in the order they were crawled.
  std::vector<crawler::Capture> documents;
  std::uint64_t documents_cut = 0;  // at a limit of the crawl
  std::uint64_t pages_beyond_limit = 0;
};

// Distinct payloads of successful captures that were asked for as images or
// declared as such, and of documents. A page shows an image also where the URL
// it names leads there by redirects, so all captures are added before the first
// page.
class Gatherer {
 public:
  void add(const crawler::Capture& capture);
  void add(const crawler::Page& page);  // in the order they were crawled
  // What the sitemaps list.
  void set_listed(std::set<std::string> urls) { listed_ = std::move(urls); }
  // One of a page's own images, by a URL made for it.
  void add_inline(const crawler::Capture& page_capture, const std::string& url,
                  int ordinal, const PageWithImages& page, const Digest& digest,
                  std::uint64_t size);
  Gathered finish() const;

  const std::vector<PageWithImages>& pages_with_images() const {
    return pages_with_images_;
  }

  // Where a URL leads by the redirects that were seen.
  std::string final_url(std::string url) const;
  // The id of the capture that a page was read from; "" where there is none.
  std::string capture_of_page(const std::string& url) const;

 private:
  struct Found {
    crawler::Capture capture;
    Digest digest;
    std::uint64_t size = 0;
    int inline_ordinal = 0;
    std::set<std::string> urls;
  };
  struct Showing {
    std::set<std::string> pages;
    bool within_limit = false;
  };

  void add_document(const crawler::Capture& capture);
  GatheredImage complete(const Found& found) const;

  std::uint64_t pages_ = 0;
  Found& found_with(const Digest& digest, Found found);

  std::vector<Found> found_;
  std::vector<PageWithImages> pages_with_images_;
  std::vector<crawler::Capture> documents_;
  std::set<Digest> documents_seen_;
  std::uint64_t documents_cut_ = 0;
  std::set<std::string> listed_;
  std::map<Digest, std::size_t> by_digest_;
  std::unordered_map<std::string, std::string> redirects_;
  std::unordered_map<std::string, Showing> showings_;           // by final URL
  std::unordered_map<std::string, std::string> page_captures_;  // by URL
};

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_GATHER_H_
