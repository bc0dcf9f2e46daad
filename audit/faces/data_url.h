// SPDX-License-Identifier: GPL-3.0-or-later
//
// data: URLs (RFC 2397; Fetch Standard, section 6): a file within a text.

#ifndef VETO_AUDIT_FACES_DATA_URL_H_
#define VETO_AUDIT_FACES_DATA_URL_H_

#include <string>
#include <string_view>

#include "base/error.h"

namespace veto::faces {

// White space around it does not count, nor does case.
bool is_data_url(std::string_view url);

// The bytes it holds, base64 or percent-encoded; its media type is not looked
// at. Errors: damaged (no data: URL, no comma, no base64); too_large (more
// than kMaxImageBytes).
Result<std::string> decode_data_url(std::string_view url);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_DATA_URL_H_
