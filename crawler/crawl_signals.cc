// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a crawl asks for so that opt-outs can be read (signal_files.h), beside
// pages and pictures: after them, and within our own obedience to robots.txt.

#include <algorithm>
#include <set>

#include "base/url.h"
#include "crawler/crawl_session.h"
#include "crawler/signal_files.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxSeedsWithTwins = 10;

// Whether a page or a picture came, be it that it was cut.
bool gave_something(const Capture& capture) {
  const bool wanted = capture.target == Target::seed ||
                      capture.target == Target::page ||
                      capture.target == Target::image;
  return wanted && capture.status >= 200 && capture.status <= 299 &&
         (capture.outcome == Outcome::fetched ||
          capture.outcome == Outcome::too_large);
}

}  // namespace

void CrawlSession::add_signal_files(StoreEntry& entry, const FrontierItem& item,
                                    const Capture& capture) {
  if (!*setup_.settings.signal_files || !gave_something(capture) ||
      !signal_origins_.insert(item.origin).second)
    return;
  for (const std::string_view path : kSignalPaths) {
    const auto url = Url::parse(item.origin + std::string(path));
    if (!url) continue;
    FrontierItem found = frontier_item(*url, Target::signal_file);
    found.via = item.url;
    take_in(entry, std::move(found));
  }
}

void CrawlSession::add_licenses(const FrontierItem& robots,
                                const std::string& text) {
  if (!*setup_.settings.signal_files) return;
  StoreEntry entry;
  for (const Url& url : licenses_of_robots(text)) {
    FrontierItem found = frontier_item(url, Target::signal_file);
    found.depth = 1;
    found.via = robots.url;
    take_in(entry, std::move(found));
  }
  note_limits(entry);
  if (!entry.found.empty() || !entry.outside.empty()) submit(std::move(entry));
}

void CrawlSession::add_twins(StoreEntry& entry) {
  if (!*setup_.settings.signal_files || setup_.dry) return;
  std::set<std::string> origins;
  for (const Url& seed : scope_->seeds()) {
    if (origins.size() >= kMaxSeedsWithTwins) return;
    if (!origins.insert(seed.origin()).second) continue;
    for (const Url& twin : twin_robots(seed)) {
      FrontierItem found = frontier_item(twin, Target::signal_file);
      found.via = seed.without_fragment();
      take_in(entry, std::move(found));
    }
  }
}

// Once its turn came the frontier had its origin's robots.txt read.
bool CrawlSession::is_read_already(const FrontierItem& item) {
  return item.target == Target::signal_file &&
         item.url == item.origin + "/robots.txt";
}

void CrawlSession::settle_unasked(const FrontierItem& item) {
  --transferring_;
  setup_.frontier.untouched(item);
  StoreEntry entry;
  entry.item = item;
  entry.settled = true;
  submit(std::move(entry));
}

}  // namespace veto::crawler
