// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the value of a Link field (RFC 8288, section 3, by the algorithms of
// its appendix B.2 and B.3): several links in a field, parameters in any case,
// quoted strings with escapes. What follows the first thing that is no link is
// left out, as there. Never fails.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_LINK_HEADER_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_LINK_HEADER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veto::signals {

inline constexpr std::size_t kMaxLinkFieldBytes = 16 * 1024;
inline constexpr std::size_t kMaxLinks = 64;           // of one field
inline constexpr std::size_t kMaxLinkParameters = 32;  // of one link

struct WebLink {
  std::string target;  // between "<" and ">", as written
  // Names in lower case, values without quotes and escapes, in order.
  std::vector<std::pair<std::string, std::string>> parameters;

  // The first of that name: later ones do not count for "rel" (section 3.3)
  // and "type" (section 3.4.1).
  std::optional<std::string_view> find(std::string_view name) const;

  bool operator==(const WebLink&) const = default;
};

std::vector<WebLink> parse_link_header(std::string_view value);

// Whether a list of relation types, separated by white space, names `type`
// (section 3.3), without regard to case.
bool has_relation(std::string_view list, std::string_view type);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_LINK_HEADER_H_
