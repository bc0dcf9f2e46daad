// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pages belong to the audit. Images belong wherever they are, as images
// only: a site's photographs often come from another host.
//
//   "site"    the seeds' registrable domains, with every host below them: a
//             seed https://www.example.org/ also holds blog.example.org
//   "host"    the seeds' hosts
//   "prefix"  of these, what lies below a seed's folder ("/a/b" -> "/a/")
//   "page"    the seeds alone
//
// A registrable domain is a public suffix and one label more, by the Public
// Suffix List (https://publicsuffix.org/, its private section included) as
// libpsl carries it: alice.github.io and bob.github.io are two sites. A host
// without one (an address, "localhost", a public suffix itself) is a site of
// its own.
//
// A host is the same by name, whatever the scheme: http and https are one
// site, and so are example.org and www.example.org, which are hardly ever in
// different hands and which most sites redirect between. Ports: both schemes'
// default ports are one; any other port must be the seed's.
//
// Where a seed leads by redirection is judged as "site" in every scope, or a
// single page behind a redirect could never be seen.

#ifndef VETO_CRAWLER_SCOPE_H_
#define VETO_CRAWLER_SCOPE_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/error.h"
#include "base/url.h"

namespace veto::crawler {

// The registrable domain of a URL's host, or the host itself where it has
// none; without the dot that may end it.
std::string_view site_of(std::string_view host);

class Scope {
 public:
  // `listings` are the sitemaps and feeds that the user named: they are no
  // pages, but what they list may be of their site.
  // Errors: usage (nothing to begin with, one that is no http or https URL, a
  // scope by another name).
  static Result<Scope> make(std::string_view name,
                            const std::vector<std::string>& seeds,
                            const std::vector<std::string>& listings = {});

  const std::vector<Url>& seeds() const { return seeds_; }
  // A link of a page to a page.
  bool holds_page(const Url& url) const;
  // A page that a sitemap or feed lists. Those of a listing that the user
  // named stand for seeds: with "page", or with "prefix" and no seed of its
  // own, its site's pages and its host's pages are held.
  bool holds_entry(const Url& url) const;
  // Of the seeds' sites, whatever the scope.
  bool holds_site(const Url& url) const;
  // Whether sitemaps that nobody named (robots.txt does) can add anything.
  bool is_open() const { return kind_ != Kind::page; }
  // Whether this URL's host may have an address that is not public: a seed has
  // that host, or both are this machine itself.
  bool allows_private(const Url& url) const;

 private:
  enum class Kind { site, host, prefix, page };

  Status add(const std::string& text, bool is_seed);
  bool holds_host(const Url& url) const;
  bool holds_folder(const Url& url) const;

  Kind kind_ = Kind::site;
  std::vector<Url> seeds_;
  // Keys are a name and, where it is not a default one, ":" and the port.
  std::unordered_set<std::string> sites_;
  std::unordered_set<std::string> hosts_;
  std::unordered_map<std::string, std::vector<std::string>> folders_;
  std::unordered_set<std::string> pages_;
  bool loopback_seed_ = false;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_SCOPE_H_
