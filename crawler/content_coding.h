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

// Removes gzip and deflate, up to three layers. Errors: damaged, unsupported
// (another coding, or more layers), too_large beyond max_bytes.
Result<std::string> decode_content(const Headers& headers,
                                   std::string_view body,
                                   std::uint64_t max_bytes);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CONTENT_CODING_H_
