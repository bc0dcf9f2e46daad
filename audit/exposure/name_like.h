// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether words could hold a person's name. Not whose: only whether a reader
// might learn a name from them. It errs towards yes.

#ifndef VETO_AUDIT_EXPOSURE_NAME_LIKE_H_
#define VETO_AUDIT_EXPOSURE_NAME_LIKE_H_

#include <string_view>

namespace veto::exposure {

// Two words in a row that begin with a capital and go on in small letters, or
// are all capitals, with at most two small words between ("Anna van der Berg");
// or letters of a script that knows no capitals. UTF-8; only the first 2,000
// bytes are read.
bool could_hold_name(std::string_view text);

}  // namespace veto::exposure

#endif  // VETO_AUDIT_EXPOSURE_NAME_LIKE_H_
