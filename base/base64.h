// SPDX-License-Identifier: GPL-3.0-or-later
//
// base64 (RFC 4648, section 4; white space allowed as in MIME, RFC 2045).

#ifndef VETO_BASE_BASE64_H_
#define VETO_BASE_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace veto {

// Padding may be missing. Nothing for other characters, or a lone last digit.
std::optional<std::string> decode_base64(std::string_view text);

// With padding, in one line.
std::string encode_base64(std::string_view bytes);

}  // namespace veto

#endif  // VETO_BASE_BASE64_H_
