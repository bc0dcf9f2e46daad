// SPDX-License-Identifier: GPL-3.0-or-later
//
// Path patterns of files that borrow them from robots.txt: "*" is any number
// of octets, a final "$" the end, anything else a beginning of the URL's path
// and query, compared as RFC 9309, sections 2.2.2 and 2.2.3, says. A pattern
// may begin with "*", as the RFC's own example does.

#ifndef VETO_CRAWLER_API_PATH_PATTERN_H_
#define VETO_CRAWLER_API_PATH_PATTERN_H_

#include <cstddef>
#include <string_view>

namespace veto::crawler {

// `target` is the URL's path and query as requested ("/a?b"). An empty pattern
// matches nothing. Linear in the two sizes.
bool path_matches(std::string_view pattern, std::string_view target);

// How specific a pattern is: its octets once percent-encoded.
std::size_t path_length(std::string_view pattern);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_PATH_PATTERN_H_
