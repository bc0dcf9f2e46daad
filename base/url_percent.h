// SPDX-License-Identifier: GPL-3.0-or-later
//
// Percent-encoding (URL Standard, section 1.3): which bytes each part of a URL
// must hide, and the two directions.

#ifndef VETO_BASE_URL_PERCENT_H_
#define VETO_BASE_URL_PERCENT_H_

#include <string>
#include <string_view>

namespace veto {

// The sets by the standard's names. Control bytes, DEL and bytes of 0x80 and
// more are in all of them.
enum class PercentSet {
  c0_control,
  fragment,
  query,
  special_query,
  path,
  userinfo,
};

// Appends text to out; bytes of the set become %XX. Text already encoded is
// left as it is, a stray "%" too.
void append_percent_encoded(std::string& out, std::string_view text,
                            PercentSet set);

// %XX becomes a byte; "%" before anything else stays.
std::string percent_decode(std::string_view text);

}  // namespace veto

#endif  // VETO_BASE_URL_PERCENT_H_
