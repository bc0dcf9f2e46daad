// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CRAWLER_HTML_CHARSET_H_
#define VETO_CRAWLER_HTML_CHARSET_H_

#include <string>
#include <string_view>

namespace veto::crawler {

// The page in UTF-8, without byte order mark. What the bytes are is said by a
// byte order mark, else by `content_type`, else by a meta element within the
// first 1,024 bytes (HTML Standard, section 13.2.3.2); UTF-8 where nobody says.
// windows-1252 and its labels, ISO-8859-1 among them, and UTF-16 are decoded;
// any other charset is read as UTF-8. What is no UTF-8 becomes U+FFFD.
std::string to_utf8(std::string_view html, std::string_view content_type);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_CHARSET_H_
