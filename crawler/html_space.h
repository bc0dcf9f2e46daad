// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CRAWLER_HTML_SPACE_H_
#define VETO_CRAWLER_HTML_SPACE_H_

#include <string_view>

namespace veto::crawler {

// ASCII white space as HTML and CSS know it (Infra Standard 4.6).
inline constexpr std::string_view kWhiteSpace = " \t\n\f\r";

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_SPACE_H_
