// SPDX-License-Identifier: GPL-3.0-or-later
//
// Path patterns of robots.txt outside Allow and Disallow: other formats and
// records borrow them (RFC 9309, sections 2.2.2 and 2.2.3): "*", a final "$",
// percent-encoding, otherwise a match from the first octet on.

#ifndef VETO_CRAWLER_API_ROBOTS_PATH_H_
#define VETO_CRAWLER_API_ROBOTS_PATH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace veto::crawler {

// A URL's path and query in normal form, to be held against many patterns.
class RobotsTarget {
 public:
  // As requested: "/a?b". A missing first "/" is added.
  explicit RobotsTarget(std::string_view target);

  // How many octets the pattern has in its encoded form, where it matches:
  // the more, the more specific. The empty pattern matches everything with 0.
  // Linear in the sizes of both.
  std::optional<std::size_t> matched_by(std::string_view pattern) const;

 private:
  std::string text_;
  std::string decoded_query_;  // empty where it is the same
};

// Whether every target that `narrow` matches is matched by `wide` too. Says no
// for some pairs that need a proof ("/*a*" and "/*b*a"): a yes is certain.
bool robots_pattern_covers(std::string_view wide, std::string_view narrow);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_ROBOTS_PATH_H_
