// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of an HTTP/1.1 response (RFC 9112), read from bytes as received.

#ifndef VETO_CRAWLER_HTTP_MESSAGE_H_
#define VETO_CRAWLER_HTTP_MESSAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

struct HttpHead {
  int status = 0;
  Headers headers;  // names as received, values trimmed, folds joined
};

// A token of RFC 9110, section 5.6.2.
bool is_http_token(std::string_view text);

// 301, 302, 303, 307 and 308.
bool is_redirect(int status);

// Bytes up to and with the empty line; 0 when there is none.
std::size_t http_head_size(std::string_view message);

// Lenient as browsers are: bare LF, lines that are no field are left out.
// Errors: damaged (no status line), too_large (over 2000 fields).
Result<HttpHead> parse_http_head(std::string_view head);

// "text/html" of "Text/HTML; charset=x", in lower case; "" when it is none.
std::string mime_essence(std::string_view content_type);

// Whether an essence names an HTML page, XHTML too.
bool is_html_mime(std::string_view essence);

// Whether the head names a transfer coding.
bool has_transfer_coding(std::string_view head);

// The status of a head by its first line alone; 0 when that is none.
int http_status(std::string_view head);

// What a stored answer's fields are once a 304 confirmed it: those of the 304
// take the place of their namesakes (RFC 9111, section 3.2), but for those that
// describe the body.
Headers confirmed_headers(const Headers& stored, const Headers& answer);

// The head as it is archived. Unchanged, unless the body came in a transfer
// coding, which is off by now: then Transfer-Encoding (and a Content-Length
// beside it) is renamed X-Archive-Orig-..., and Content-Length is the body's.
std::string archived_head(std::string_view head, std::uint64_t body_size);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTTP_MESSAGE_H_
