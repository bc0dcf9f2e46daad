// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads lists of robots directives: the value of an X-Robots-Tag field and the
// content of <meta name="robots">.
//
// No standard defines the field. This reading follows Google's documentation
// and is strict where consumers are: a list is split on commas alone, so
// "noai; noimageai" and "noai noimageai" are one malformed directive that no
// known consumer understands. "name: rest" addresses an agent when `name` is a
// product token (RFC 9309, section 2.2.1, or one the registry knows) and not a
// directive that takes a value; it holds for what follows in the same field,
// until the next such name. unavailable_after takes all up to the next
// directive anybody knows, since its date may hold commas and colons.
//
// Never fails; text of any length is read up to the limits below.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_DIRECTIVES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_DIRECTIVES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/scrapers.h"

namespace veto::signals {

// Problem of a directive in a meta element of the body, which some do not look
// for there; others read it.
inline constexpr std::string_view kInBody = "in_body";

inline constexpr std::size_t kMaxFieldBytes = 16 * 1024;
inline constexpr std::size_t kMaxDirectives = 128;  // of one field

struct Directive {
  std::string agent;  // as written; "" for everybody
  // In lower case: "noai", "max-snippet:0" (value without spaces),
  // "unavailable_after"; of a malformed one the text as it stands.
  std::string name;
  bool malformed = false;  // no consumer is known that understands it
  std::string value;       // the date of unavailable_after, as written

  bool operator==(const Directive&) const = default;
};

std::vector<Directive> parse_robots_header(
    std::string_view value, const config::ScraperRegistry& registry);

// `name` in any case. Nothing when the element is not about robots: its name
// is neither "robots" nor an agent's, or is an agent's that is also a plain
// word and no known directive is in the content.
std::vector<Directive> parse_robots_meta(
    std::string_view name, std::string_view content,
    const config::ScraperRegistry& registry);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_DIRECTIVES_H_
