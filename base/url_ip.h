// SPDX-License-Identifier: GPL-3.0-or-later
//
// IP addresses as hosts of URLs (URL Standard, section 3.5): IPv4 with octal,
// hexadecimal and missing parts; IPv6 with "::" and a dotted tail.

#ifndef VETO_BASE_URL_IP_H_
#define VETO_BASE_URL_IP_H_

#include <optional>
#include <string>
#include <string_view>

namespace veto {

// Whether an ASCII domain must be read as an IPv4 address or refused.
bool ends_in_a_number(std::string_view domain);

// "0x7f.1" becomes "127.0.0.1"; nothing when it is not an address.
std::optional<std::string> normalize_ipv4(std::string_view domain);

// The text between the brackets, "0:0::1", becomes its shortest form, "::1",
// without brackets; nothing when it is not an address.
std::optional<std::string> normalize_ipv6(std::string_view text);

}  // namespace veto

#endif  // VETO_BASE_URL_IP_H_
