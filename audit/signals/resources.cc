// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "audit/embedded/document.h"
#include "audit/signals/own_signals.h"
#include "audit/signals/posture.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::signals {
namespace {

constexpr std::ptrdiff_t kMaxSignals = 256;  // of a family, and one of them
constexpr int kMaxRedirects = 20;

// "page", "document", "image", or "" for what has no posture: redirects,
// errors, and an error page served in an image's place.
std::string kind_of(const crawler::Capture& capture) {
  using crawler::Outcome, crawler::Target;
  const bool answered = capture.outcome == Outcome::fetched ||
                        capture.outcome == Outcome::too_large;
  if (!answered || !capture.has_resource()) return {};
  if (capture.target == Target::robots || capture.target == Target::sitemap ||
      capture.target == Target::feed || capture.target == Target::signal_file)
    return {};
  if (embedded::is_document(capture)) return "document";
  // A file that a user saved holds no headers: what the page says of itself
  // can be read, what its image's answer said cannot.
  if (capture.status == 0) return capture.target == Target::image ? "" : "page";
  if (capture.mime.starts_with("image/")) return "image";
  if (capture.target != Target::image) return "page";
  return capture.mime == "text/html" ? "" : "image";
}

ResourceKind resource_kind(std::string_view kind) {
  if (kind == "image") return ResourceKind::image;
  return kind == "document" ? ResourceKind::document : ResourceKind::page;
}

std::string host_of(const std::string& url) {
  const auto parsed = Url::parse(url);
  return parsed ? std::string(parsed->host()) : std::string();
}

std::string origin_of(const std::string& url) {
  const auto parsed = Url::parse(url);
  return parsed ? parsed->origin() : std::string();
}

std::string target_of(const std::string& url) {
  const auto parsed = Url::parse(url);
  return parsed ? parsed->request_target() : std::string("/");
}

}  // namespace

void ResourceBook::add_signal(Entry& entry, Signal signal) {
  ResourcePosture& posture = entry.posture;
  if (std::ranges::count(entry.own, signal.family, &Signal::family) >=
      kMaxSignals) {
    ++dropped_;
    return;
  }
  entry.own.push_back(signal);
  signals_.push_back(signal);
  if (signal.family != Family::directive) return;
  const bool for_all = signal.agent.empty() && !signal.malformed;
  if (for_all && (signal.name == "noai" || signal.name == "noimageai")) {
    (signal.name == "noai" ? posture.noai : posture.noimageai) = true;
    entry.raw.push_back(signal.raw);
  } else {
    std::string text = signal.agent.empty()
                           ? signal.name
                           : to_lower(signal.agent) + ": " + signal.name;
    if (signal.malformed) entry.near_misses.push_back(text);
    if (std::ranges::find(posture.directives, text) == posture.directives.end())
      posture.directives.push_back(std::move(text));
  }
}

void ResourceBook::add_capture(const crawler::Capture& capture) {
  if (!capture.redirect_to.empty())
    redirects_[capture.url] = capture.redirect_to;
  if (capture.target == crawler::Target::seed)
    if (std::string origin = origin_of(capture.url); origin != "null")
      seed_origins_.insert(std::move(origin));
  const std::string kind = kind_of(capture);
  // The first response stands for the run: a run asks for a URL once, and
  // again only after a kill.
  if (kind.empty() || entries_.contains(capture.url)) return;
  Entry& entry = entries_[capture.url];
  entry.posture.url = capture.url;
  entry.posture.kind = kind;
  entry.posture.capture_id = capture.id;
  entry.posture.host = host_of(capture.url);
  entry.payload = capture.payload_digest;
  entry.headers = capture.headers;
  entry.has_response = capture.status != 0;
  entry.time = capture.time;
  for (Signal& signal : signals_of_response(capture, registry_))
    add_signal(entry, std::move(signal));
}

void ResourceBook::add_page(const crawler::Page& page) {
  const auto found = entries_.find(page.url);
  if (found == entries_.end() || found->second.posture.kind != "page") return;
  if (!page.tree_refused.empty()) ++unread_pages_;
  Entry& entry = found->second;
  for (Signal& signal : signals_of_page(page, registry_))
    add_signal(entry, std::move(signal));
  for (const crawler::ImageContext& image : page.images)
    entry.shows.push_back(image.url);
  if (!entry.posture.noai && !entry.posture.noimageai) return;
  for (const crawler::ImageContext& image : page.images) {
    std::string& first = asked_[image.url];
    if (first.empty() || page.url < first) first = page.url;
  }
}

const std::string& ResourceBook::landing(const std::string& url) const {
  const std::string* at = &url;
  for (int hop = 0; hop < kMaxRedirects; ++hop) {
    const auto next = redirects_.find(*at);
    if (next == redirects_.end()) break;
    at = &next->second;
  }
  return *at;
}

std::vector<Hole> ResourceBook::find_holes() {
  std::map<std::string, Hole> holes;
  for (const auto& [named, page] : asked_) {
    const auto found = entries_.find(landing(named));
    if (found == entries_.end()) continue;
    Entry& entry = found->second;
    ResourcePosture& posture = entry.posture;
    if (posture.kind != "image" || posture.noai || posture.noimageai) continue;
    posture.page_only = true;
    const auto [hole, is_new] =
        holes.try_emplace(posture.url, Hole{origin_of(posture.url), posture.url,
                                            posture.capture_id, entry.payload,
                                            entry.near_misses, page});
    if (!is_new) hole->second.page = std::min(hole->second.page, page);
  }
  std::vector<Hole> list;
  for (auto& [url, hole] : holes) list.push_back(std::move(hole));
  return list;
}

std::vector<ResourcePosture> ResourceBook::resources() const {
  std::vector<ResourcePosture> list;
  for (const auto& [url, entry] : entries_) list.push_back(entry.posture);
  return list;
}

std::map<std::string, Resource> ResourceBook::as_resources() const {
  std::map<std::string, Resource> resources;
  for (const auto& [url, entry] : entries_) {
    Resource resource;
    resource.url = url;
    resource.origin = origin_of(url);
    if (resource.origin == "null") continue;  // of a file
    resource.capture_id = entry.posture.capture_id;
    resource.payload = entry.payload;
    resource.headers = entry.headers;
    resource.has_response = entry.has_response;
    resource.said.target = target_of(url);
    resource.said.kind = resource_kind(entry.posture.kind);
    resource.said.own = entry.own;
    resource.said.when = entry.time;
    resource.said.robots_fields =
        crawler::all_headers(entry.headers, "x-robots-tag");
    for (const std::string& image : entry.shows)
      resource.shows.push_back(landing(image));
    resources.emplace(url, std::move(resource));
  }
  return resources;
}

Digest ResourceBook::payload_of(const std::string& url) const {
  const auto found = entries_.find(url);
  return found == entries_.end() ? Digest() : found->second.payload;
}

std::vector<std::string> ResourceBook::raw_of(const std::string& url) const {
  const auto found = entries_.find(url);
  return found == entries_.end() ? std::vector<std::string>()
                                 : found->second.raw;
}

std::vector<std::string> ResourceBook::asked_by(const std::string& url) const {
  std::vector<std::string> names;
  const auto found = entries_.find(url);
  if (found == entries_.end()) return names;
  if (found->second.posture.noai) names.emplace_back("noai");
  if (found->second.posture.noimageai) names.emplace_back("noimageai");
  return names;
}

std::set<std::string> ResourceBook::origins() const {
  std::set<std::string> origins;
  for (const auto& [url, entry] : entries_) origins.insert(origin_of(url));
  origins.erase("null");  // of a file: its address has no origin
  return origins;
}

std::uint64_t ResourceBook::count(std::string_view kind) const {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      entries_,
      [&](const auto& item) { return item.second.posture.kind == kind; }));
}

}  // namespace veto::signals
