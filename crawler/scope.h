// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pages belong to the audit. Images belong wherever they are, as images
// only: a site's photographs often come from another host.
//
//   "site"    the seeds' hosts
//   "prefix"  of these, what lies below a seed's folder ("/a/b" -> "/a/")
//   "page"    the seeds alone
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
#include <vector>

#include "base/error.h"
#include "base/url.h"

namespace veto::crawler {

class Scope {
 public:
  // Errors: usage (no seeds, one that is no http or https URL, a scope by
  // another name).
  static Result<Scope> make(std::string_view name,
                            const std::vector<std::string>& seeds);

  const std::vector<Url>& seeds() const { return seeds_; }
  // A link of a page to a page.
  bool holds_page(const Url& url) const;
  // A redirection of a seed.
  bool holds_site(const Url& url) const;
  // Whether this URL's host may have an address that is not public: the user
  // named it, or works on such addresses throughout.
  bool allows_private(const Url& url) const;

 private:
  enum class Kind { site, prefix, page };

  Kind kind_ = Kind::site;
  std::vector<Url> seeds_;
  bool private_seed_ = false;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_SCOPE_H_
