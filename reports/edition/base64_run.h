// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far base64 goes on in a text that may escape its characters.

#ifndef VETO_REPORTS_EDITION_BASE64_RUN_H_
#define VETO_REPORTS_EDITION_BASE64_RUN_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace veto::reports {

struct Base64Run {
  std::size_t end = 0;  // in the text
  // Without escapes and white space, cut to whole bytes.
  std::string digits;
};

// Digits of both alphabets (RFC 4648, sections 4 and 5) and padding, as they
// are or as %2B, \/, \u002f, \n, &#43;, &#x2F;, &plus;, &sol; and their like;
// white space where what follows goes on with it.
Base64Run base64_run(std::string_view text, std::size_t begin);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_BASE64_RUN_H_
