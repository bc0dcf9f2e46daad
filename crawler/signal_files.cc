// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/signal_files.h"

#include <algorithm>
#include <string>

#include "base/link_header.h"
#include "base/text.h"
#include "crawler/address.h"
#include "crawler/robots_lines.h"
#include "crawler/scope.h"

namespace veto::crawler {
namespace {

constexpr std::string_view kRslType = "application/rsl+xml";

bool is_rsl_type(std::string_view type) {
  return iequals(trim(type.substr(0, type.find(';'))), kRslType);
}

void add_license(Result<Url> url, std::vector<Url>& licenses) {
  if (url && url->is_http() && licenses.size() < kMaxNamedLicenses &&
      std::ranges::find(licenses, *url) == licenses.end())
    licenses.push_back(*std::move(url));
}

// The other host of the two that a site is known by, or "".
std::string other_name(const std::string& host) {
  constexpr std::string_view kWww = "www.";
  if (host.starts_with(kWww)) return host.substr(kWww.size());
  const bool bare = site_of(host) == host && host.find('.') != host.npos;
  return bare ? std::string(kWww) + host : std::string();
}

}  // namespace

std::vector<Url> licenses_of_robots(std::string_view text) {
  std::vector<Url> licenses;
  for (const RobotsLine& line : split_robots_lines(text)) {
    const std::string_view shown = shown_robots_line(line);
    const auto colon = shown.find(':');
    if (colon == shown.npos ||
        !iequals(trim(shown.substr(0, colon)), "license"))
      continue;
    const std::string_view value = shown.substr(colon + 1);
    add_license(Url::parse(trim(value.substr(0, value.find('#')))), licenses);
  }
  return licenses;
}

std::vector<Url> licenses_of_headers(const Headers& headers, const Url& url) {
  std::vector<Url> licenses;
  for (const auto& [name, value] : headers) {
    if (!iequals(name, "link")) continue;
    for (const LinkValue& link : parse_link_header(value))
      if (has_relation(link.rel, "license") && is_rsl_type(link.type))
        add_license(Url::parse(link.target, url), licenses);
  }
  return licenses;
}

std::vector<Url> licenses_of_page(const Page& page) {
  std::vector<Url> licenses;
  for (const Link& link : page.links)
    if (names_license(link)) add_license(Url::parse(link.url), licenses);
  return licenses;
}

bool names_license(const Link& link) {
  return !link.type.empty() && is_rsl_type(link.type) &&
         has_relation(link.rel, "license");
}

std::vector<Url> twin_robots(const Url& url) {
  const std::string host(url.host());
  if (url.port() || is_address_host(host) || !is_public_host(host)) return {};
  std::vector<Url> twins;
  for (const std::string& name : {host, other_name(host)})
    for (const char* scheme : {"https://", "http://"}) {
      const auto twin = Url::parse(scheme + name + "/robots.txt");
      if (!name.empty() && twin && twin->origin() != url.origin())
        twins.push_back(*twin);
    }
  return twins;
}

}  // namespace veto::crawler
