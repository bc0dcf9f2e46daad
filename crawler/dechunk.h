// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chunked transfer coding (RFC 9112, section 7.1), taken off a stored body.

#ifndef VETO_CRAWLER_DECHUNK_H_
#define VETO_CRAWLER_DECHUNK_H_

#include <optional>
#include <string>
#include <string_view>

namespace veto::crawler {

// The body, trailers left out; nothing when the bytes are not chunked as a
// whole (many archives keep the header and store the body without chunks).
std::optional<std::string> dechunk(std::string_view coded);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_DECHUNK_H_
