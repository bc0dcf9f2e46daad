// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/scope.h"

#include <algorithm>

#include "crawler/address.h"

namespace veto::crawler {
namespace {

std::string_view without_www(std::string_view host) {
  // "www." alone, or before a top-level name, is a name of its own.
  constexpr std::string_view kWww = "www.";
  if (!host.starts_with(kWww)) return host;
  const std::string_view rest = host.substr(kWww.size());
  return rest.find('.') == std::string_view::npos ? host : rest;
}

bool same_site(const Url& a, const Url& b) {
  return a.is_http() && b.is_http() &&
         without_www(a.host()) == without_www(b.host()) && a.port() == b.port();
}

std::string_view folder_of(const Url& url) {
  return std::string_view(url.path()).substr(0, url.path().rfind('/') + 1);
}

}  // namespace

Result<Scope> Scope::make(std::string_view name,
                          const std::vector<std::string>& seeds) {
  Scope scope;
  if (name == "site") {
    scope.kind_ = Kind::site;
  } else if (name == "prefix") {
    scope.kind_ = Kind::prefix;
  } else if (name == "page") {
    scope.kind_ = Kind::page;
  } else {
    return fail(ErrorKind::usage, "unknown scope", std::string(name),
                "use site, prefix or page");
  }
  if (seeds.empty())
    return fail(ErrorKind::usage, "no URL to begin with", {},
                "name one, for example https://example.org/");
  for (const auto& seed : seeds) {
    auto url = Url::parse(seed);
    if (!url || !url->is_http())
      return fail(ErrorKind::usage, "not an http or https URL", seed,
                  "write it whole, for example https://example.org/");
    scope.private_seed_ |= !is_public_host(url->host());
    scope.seeds_.push_back(std::move(*url));
  }
  return scope;
}

bool Scope::holds_site(const Url& url) const {
  return std::ranges::any_of(
      seeds_, [&](const Url& seed) { return same_site(seed, url); });
}

bool Scope::holds_page(const Url& url) const {
  switch (kind_) {
    case Kind::site:
      return holds_site(url);
    case Kind::prefix:
      return std::ranges::any_of(seeds_, [&](const Url& seed) {
        return same_site(seed, url) && url.path().starts_with(folder_of(seed));
      });
    case Kind::page:
      return std::ranges::any_of(seeds_, [&](const Url& seed) {
        return seed.without_fragment() == url.without_fragment();
      });
  }
  return false;
}

bool Scope::allows_private(const Url& url) const {
  return private_seed_ || holds_site(url);
}

}  // namespace veto::crawler
