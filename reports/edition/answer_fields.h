// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which fields of an HTTP answer may be told where its bytes may not: stores
// and proxies put digests of a file, its key or its name into fields of their
// own, under ever new names, so that only names that are known are believed.

#ifndef VETO_REPORTS_EDITION_ANSWER_FIELDS_H_
#define VETO_REPORTS_EDITION_ANSWER_FIELDS_H_

#include <string_view>

#include "crawler/api/capture.h"

namespace veto::reports {

// A field that says nothing of the bytes of what was asked for but their size
// and type: how the answer was carried and may be kept, when, by which program,
// and what the site says of its use. Its value has nothing in it that is as
// long as a digest; only where the answer sends on may hold whatever it does.
bool is_harmless_field(std::string_view name, std::string_view value);

// Whether any field is not harmless.
bool may_tell_of_bytes(const crawler::Headers& headers);

// Whether a digest may stand in there, MD5 the shortest: a run of hexadecimal
// digits (colons and dashes between), of base32 or of base64.
bool holds_digest(std::string_view text);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_ANSWER_FIELDS_H_
