// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes inside a page (RFC 2397).

#ifndef VETO_REPORTS_HTML_DATA_URI_H_
#define VETO_REPORTS_HTML_DATA_URI_H_

#include <string>
#include <string_view>

namespace veto::reports {

// "data:image/jpeg;base64,...".
std::string jpeg_data_uri(std::string_view jpeg);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_DATA_URI_H_
