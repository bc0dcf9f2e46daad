// SPDX-License-Identifier: GPL-3.0-or-later
//
// Quoted fields of the NCSA family of formats: "(?:[^"\\]|\\.)*". A field is
// found first and decoded afterwards, so nothing a client sends can end its
// field or begin another.

#ifndef VETO_AUDIT_LOGS_ESCAPES_H_
#define VETO_AUDIT_LOGS_ESCAPES_H_

#include <optional>
#include <string>
#include <string_view>

namespace veto::logs {

// How the writer of a log put what a client sent into a field.
enum class Escaping {
  server,   // nginx's default, Apache's and lighttpd's: unescape() below
  json,     // RFC 8259, section 7
  none,     // nginx's escape=none
  plus,     // IIS: "+" for a space, in headers
  percent,  // CloudFront: %HH, in older logs twice
  hash,     // HAProxy: #HH
};

// Takes one quoted field off the front of `rest`, quotes included; the value
// is what stood between them, still escaped. Null when there is none.
std::optional<std::string_view> take_quoted(std::string_view& rest);

// nginx: \xHH in upper case. Apache: \xhh, \", \\, \b \n \r \t \v \f. What is
// no known escape stays as it is.
std::string unescape(std::string_view field);

// A JSON string without its quotes, as UTF-8; what is no known escape stays as
// it is, half a surrogate pair becomes U+FFFD.
std::string unescape_json(std::string_view field);

std::string decode(std::string_view field, Escaping escaping);
// The same without a copy where nothing is escaped; `store` keeps what is.
std::string_view decoded(std::string_view field, Escaping escaping,
                         std::string& store);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ESCAPES_H_
