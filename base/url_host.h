// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hosts of URLs (URL Standard, section 3.5, "host parser" and serialiser).

#ifndef VETO_BASE_URL_HOST_H_
#define VETO_BASE_URL_HOST_H_

#include <optional>
#include <string>
#include <string_view>

namespace veto {

// The serialised host of a URL with a special scheme: a domain in ASCII, an
// IPv4 address, or an IPv6 address in brackets. Nothing when it is none of
// them. `text` is valid UTF-8 and may be percent-encoded.
std::optional<std::string> parse_domain_or_address(std::string_view text);

// The same for the other schemes, whose hosts are opaque: percent-encoded but
// otherwise left as they are, or IPv6 in brackets. May be empty.
std::optional<std::string> parse_opaque_host(std::string_view text);

}  // namespace veto

#endif  // VETO_BASE_URL_HOST_H_
