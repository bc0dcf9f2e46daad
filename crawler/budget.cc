// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/budget.h"

#include <fmt/format.h>

#include <algorithm>

#include "crawler/frontier.h"

namespace veto::crawler {
namespace {

bool is_listing(Target target) {
  return target == Target::sitemap || target == Target::feed;
}

bool reached(int count, int limit) { return limit > 0 && count >= limit; }

double seconds(std::chrono::milliseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

}  // namespace

CrawlLimits limits_of(const config::Settings& settings) {
  CrawlLimits limits;
  limits.max_pages = *settings.max_pages;
  limits.max_images = *settings.max_images;
  limits.max_depth = *settings.max_depth;
  limits.max_pages_per_host = *settings.max_pages_per_host;
  limits.max_images_per_host = *settings.max_images_per_host;
  limits.max_bytes = *settings.max_bytes;
  limits.max_bytes_per_host = *settings.max_bytes_per_host;
  limits.max_time = *settings.max_time;
  limits.max_time_per_host = *settings.max_time_per_host;
  return limits;
}

std::string describe_limit(std::string_view name, const CrawlLimits& limits) {
  if (name == "pages")
    return fmt::format("the limit of {} pages was reached", limits.max_pages);
  if (name == "images")
    return fmt::format("the limit of {} images was reached", limits.max_images);
  if (name == "depth")
    return fmt::format("links deeper than {} steps from the start",
                       limits.max_depth);
  if (name == "bytes")
    return fmt::format("the limit of {} bytes was reached", limits.max_bytes);
  if (name == "time")
    return fmt::format("the limit of {} seconds was reached",
                       seconds(limits.max_time));
  if (name == "host pages")
    return fmt::format("the limit of {} pages of one host was reached",
                       limits.max_pages_per_host);
  if (name == "host images")
    return fmt::format("the limit of {} images of one host was reached",
                       limits.max_images_per_host);
  if (name == "host bytes")
    return fmt::format("the limit of {} bytes of one host was reached",
                       limits.max_bytes_per_host);
  if (name == "host time")
    return fmt::format("the limit of {} seconds for one host was reached",
                       seconds(limits.max_time_per_host));
  if (name == "sitemaps")
    return fmt::format("the limit of {} sitemaps was reached",
                       limits.max_sitemaps);
  if (name == "nesting")
    return fmt::format("sitemaps nested deeper than {} indexes",
                       limits.max_sitemap_nesting);
  if (name == "licenses")
    return fmt::format("the limit of {} license files was reached",
                       limits.max_licenses);
  if (name == "host licenses")
    return fmt::format("the limit of {} license files of one host was reached",
                       limits.max_licenses_per_host);
  if (name == kLimitListed)
    return "more URLs were turned away than are recorded one by one";
  return {};
}

const Budget::Spent& Budget::of(const std::string& host) const {
  static const Spent kNothing;
  const auto at = hosts_.find(host);
  return at == hosts_.end() ? kNothing : at->second;
}

std::string_view Budget::over(const FrontierItem& item) const {
  if (item.target == Target::seed || item.redirects > 0) return {};
  const Spent& host = of(item.host);
  if (is_listing(item.target)) {
    if (item.depth > limits_.max_sitemap_nesting) return "nesting";
    return reached(all_.sitemaps, limits_.max_sitemaps) ? "sitemaps" : "";
  }
  if (item.target == Target::signal_file) {
    if (item.depth == 0) return {};
    if (reached(all_.licenses, limits_.max_licenses)) return "licenses";
    return reached(host.licenses, limits_.max_licenses_per_host)
               ? "host licenses"
               : "";
  }
  if (item.target == Target::image) {
    if (all_.images >= limits_.max_images) return "images";
    return reached(host.images, limits_.max_images_per_host) ? "host images"
                                                             : "";
  }
  if (item.depth > limits_.max_depth) return "depth";
  if (reached(all_.pages, limits_.max_pages)) return "pages";
  return reached(host.pages, limits_.max_pages_per_host) ? "host pages" : "";
}

void Budget::took_in(const FrontierItem& item) {
  if (item.redirects > 0) return;
  const bool is_signal = item.target == Target::signal_file;
  if (is_signal && item.depth == 0) return;
  for (Spent* spent : {&all_, &hosts_[item.host]})
    ++(is_listing(item.target)        ? spent->sitemaps
       : is_signal                    ? spent->licenses
       : item.target == Target::image ? spent->images
                                      : spent->pages);
}

std::optional<Budget::Instant> Budget::began(const std::string& host,
                                             Instant now) {
  if (!all_.began) all_.began = now;
  Spent& spent = hosts_[host];
  if (spent.began) return std::nullopt;
  spent.began = now;
  if (limits_.max_time_per_host.count() == 0) return std::nullopt;
  return now + limits_.max_time_per_host;
}

void Budget::received(const std::string& host, std::uint64_t bytes) {
  all_.bytes += bytes;
  hosts_[host].bytes += bytes;
}

std::optional<Budget::Instant> Budget::ends_at() const {
  if (limits_.max_time.count() == 0 || !all_.began) return std::nullopt;
  return *all_.began + limits_.max_time;
}

bool Budget::is_spent(Instant now) const {
  if (limits_.max_bytes > 0 && all_.bytes >= limits_.max_bytes) return true;
  const auto end = ends_at();
  return end && now >= *end;
}

bool Budget::has_given_enough(const std::string& host) const {
  return limits_.max_bytes_per_host > 0 &&
         of(host).bytes >= limits_.max_bytes_per_host;
}

std::string_view Budget::closed(const std::string& host, Instant now) const {
  if (limits_.max_bytes > 0 && all_.bytes >= limits_.max_bytes) return "bytes";
  if (is_spent(now)) return "time";
  if (has_given_enough(host)) return "host bytes";
  const Spent& spent = of(host);
  const bool is_over = limits_.max_time_per_host.count() > 0 && spent.began &&
                       now - *spent.began >= limits_.max_time_per_host;
  return is_over ? "host time" : "";
}

}  // namespace veto::crawler
