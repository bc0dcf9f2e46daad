// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which characters a page's bytes are: HTML Standard, 13.2.3.2 (encoding
// sniffing), and the Encoding Standard's labels and decoders.

#ifndef VETO_CRAWLER_HTML_CHARSET_H_
#define VETO_CRAWLER_HTML_CHARSET_H_

#include <string>
#include <string_view>

namespace veto::crawler {

// The Encoding Standard's name for what the bytes are in: as a byte order mark
// says, else the charset of `content_type`, else a meta element or an XML
// declaration within the first 1,024 bytes. Where nobody says, or says nothing
// that the standard knows: UTF-8 when the bytes are that (or the type is an
// XML one), else windows-1252, the standard's suggestion.
std::string_view sniff_charset(std::string_view html,
                               std::string_view content_type);

struct DecodedHtml {
  std::string_view text;     // UTF-8, without byte order mark
  std::string_view charset;  // the Encoding Standard's name
  std::string storage;       // behind `text`, where it is not the input itself
};

// `html` has to outlive the result. All charsets of the standard are decoded;
// bytes that are none of their charset become U+FFFD.
void decode_html(std::string_view html, std::string_view content_type,
                 DecodedHtml& decoded);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_CHARSET_H_
