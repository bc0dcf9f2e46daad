// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes that stand in a text with percent signs (RFC 3986, section 2.1): data:
// URLs (RFC 2397) that are not base64, and the beginnings of picture files.

#ifndef VETO_REPORTS_EDITION_PERCENT_PICTURE_H_
#define VETO_REPORTS_EDITION_PERCENT_PICTURE_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace veto::reports {

// Behind the comma of each data: URL that is not base64.
std::vector<std::size_t> plain_data_starts(std::string_view text);

// Where the file of a raster picture begins, at least one byte of it written
// with a percent sign.
std::vector<std::size_t> percent_magic_starts(std::string_view text);

// Where a URL that begins there ends: at the quote or bracket that closes what
// stands before it, or else where no URL goes on.
std::size_t percent_end(std::string_view text, std::size_t begin);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_PERCENT_PICTURE_H_
