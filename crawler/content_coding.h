// SPDX-License-Identifier: GPL-3.0-or-later
//
// Content codings of HTTP (RFC 9110, section 8.4): taken off for reading; the
// archive keeps the coded bytes.

#ifndef VETO_CRAWLER_CONTENT_CODING_H_
#define VETO_CRAWLER_CONTENT_CODING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

// Removes gzip, deflate, br (RFC 7932) and zstd (RFC 8878, windows up to 8 MB),
// up to three layers. Memory stays below twice max_bytes, whatever a bomb
// claims. Errors: damaged (also: cut short), unsupported (another coding, or
// more layers), too_large beyond max_bytes.
Result<std::string> decode_content(const Headers& headers,
                                   std::string_view body,
                                   std::uint64_t max_bytes);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CONTENT_CODING_H_
