// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the URL parser does to its input before it reads it (URL Standard,
// section 4.4, steps 1 to 3).

#ifndef VETO_BASE_URL_INPUT_H_
#define VETO_BASE_URL_INPUT_H_

#include <string>
#include <string_view>

namespace veto {

// Without control bytes and spaces at both ends, without tabs and newlines, and
// with U+FFFD for what is not UTF-8 (one for each maximal subpart, as the
// Encoding Standard's decoder does).
std::string clean_url_input(std::string_view input);

}  // namespace veto

#endif  // VETO_BASE_URL_INPUT_H_
