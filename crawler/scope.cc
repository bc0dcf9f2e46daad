// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/scope.h"

#include <libpsl.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "crawler/address.h"

namespace veto::crawler {
namespace {

std::string_view without_dot(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

std::string_view without_www(std::string_view host) {
  // "www." alone, or before a top-level name, is a name of its own.
  constexpr std::string_view kWww = "www.";
  if (!host.starts_with(kWww)) return host;
  const std::string_view rest = host.substr(kWww.size());
  return rest.find('.') == std::string_view::npos ? host : rest;
}

std::string with_port(std::string_view name, const Url& url) {
  std::string key(name);
  if (url.port()) key += ":" + std::to_string(*url.port());
  return key;
}

std::string host_key(const Url& url) {
  return with_port(without_www(without_dot(url.host())), url);
}

std::string site_key(const Url& url) {
  return with_port(site_of(url.host()), url);
}

std::string_view folder_of(const Url& url) {
  return std::string_view(url.path()).substr(0, url.path().rfind('/') + 1);
}

// By the name as written: what a name of the web resolves to says nothing.
bool is_loopback_host(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost") ||
         host == "[::1]" || (host.starts_with("127.") && !is_public_host(host));
}

}  // namespace

std::string_view site_of(std::string_view host) {
  host = without_dot(host);
  if (is_address_host(host)) return host;
  const std::string name(host);
  const char* domain = psl_registrable_domain(psl_builtin(), name.c_str());
  if (domain == nullptr) return host;
  return host.substr(host.size() - std::strlen(domain));
}

Result<Scope> Scope::make(std::string_view name,
                          const std::vector<std::string>& seeds,
                          const std::vector<std::string>& listings) {
  static constexpr std::array<std::string_view, 4> kNames = {"site", "host",
                                                             "prefix", "page"};
  const auto at = std::ranges::find(kNames, name);
  if (at == kNames.end())
    return fail(ErrorKind::usage, "unknown scope", std::string(name),
                "use site, host, prefix or page");
  if (seeds.empty() && listings.empty())
    return fail(ErrorKind::usage, "no URL to begin with", {},
                "name one, for example https://example.org/");
  Scope scope;
  scope.kind_ = static_cast<Kind>(at - kNames.begin());
  for (const auto& seed : seeds)
    if (auto added = scope.add(seed, true); !added) return pass(added);
  for (const auto& listing : listings)
    if (auto added = scope.add(listing, false); !added) return pass(added);
  return scope;
}

Status Scope::add(const std::string& text, bool is_seed) {
  auto url = Url::parse(text);
  if (!url || !url->is_http())
    return fail(ErrorKind::usage, "not an http or https URL", text,
                "write it whole, for example https://example.org/");
  loopback_seed_ |= is_loopback_host(url->host());
  sites_.insert(site_key(*url));
  hosts_.insert(host_key(*url));
  if (!is_seed) return {};
  if (kind_ == Kind::prefix)
    folders_[host_key(*url)].emplace_back(folder_of(*url));
  if (kind_ == Kind::page) pages_.insert(url->without_fragment());
  seeds_.push_back(std::move(*url));
  return {};
}

// The list of suffixes is asked only where it can matter: not for the seeds'
// own hosts, and not for hosts that end in no seed's site, which nearly all
// links are.
bool Scope::holds_site(const Url& url) const {
  if (holds_host(url)) return true;
  if (!url.is_http()) return false;
  std::string_view rest = without_dot(url.host());
  for (;;) {
    if (sites_.contains(with_port(rest, url)))
      return sites_.contains(site_key(url));
    const auto dot = rest.find('.');
    if (dot == std::string_view::npos) return false;
    rest.remove_prefix(dot + 1);
  }
}

bool Scope::holds_host(const Url& url) const {
  return url.is_http() && hosts_.contains(host_key(url));
}

bool Scope::holds_folder(const Url& url) const {
  if (!url.is_http()) return false;
  const auto at = folders_.find(host_key(url));
  return at != folders_.end() &&
         std::ranges::any_of(at->second, [&](const std::string& folder) {
           return url.path().starts_with(folder);
         });
}

bool Scope::holds_page(const Url& url) const {
  switch (kind_) {
    case Kind::site:
      return holds_site(url);
    case Kind::host:
      return holds_host(url);
    case Kind::prefix:
      return holds_folder(url);
    case Kind::page:
      return pages_.contains(url.without_fragment());
  }
  return false;
}

bool Scope::holds_entry(const Url& url) const {
  if (kind_ == Kind::page) return holds_site(url);
  if (kind_ == Kind::prefix && seeds_.empty()) return holds_host(url);
  return holds_page(url);
}

bool Scope::allows_private(const Url& url) const {
  return holds_host(url) || (loopback_seed_ && is_loopback_host(url.host()));
}

}  // namespace veto::crawler
