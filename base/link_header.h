// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the value of a Link header field (RFC 8288, section 3), by the
// algorithm of its appendix B.2: lenient about the end of a value, silent about
// what cannot be read. Of a parameter that is repeated the first one counts
// (section 3.3 for "rel", section 3.4.1 for "type").
//
// Two departures. Empty elements of the list are skipped, as RFC 9110, section
// 5.6.1.2, asks of every recipient. Targets are left as written: whoever knows
// the context's URL resolves them.
//
// Never fails; what lies beyond the limits below is not read.

#ifndef VETO_BASE_LINK_HEADER_H_
#define VETO_BASE_LINK_HEADER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veto {

inline constexpr std::size_t kMaxLinkField = 16 * 1024;  // bytes
inline constexpr std::size_t kMaxLinkValues = 64;        // of one field

struct LinkValue {
  std::string target;  // between "<" and ">", relative maybe
  std::string rel;     // in lower case; several with spaces between
  std::string type;    // in lower case, trimmed, parameters kept
  // The context that it speaks of when that is not the response's own URL.
  std::optional<std::string> anchor;

  bool operator==(const LinkValue&) const = default;
};

std::vector<LinkValue> parse_link_header(std::string_view value);

// Whether one of the relation types in `rel` is `type`, compared without case
// (RFC 8288, section 2.1.1); also for the rel attribute of HTML.
bool has_relation(std::string_view rel, std::string_view type);

}  // namespace veto

#endif  // VETO_BASE_LINK_HEADER_H_
