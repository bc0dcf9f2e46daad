// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks an authority for a time stamp over HTTP (RFC 3161, section 3.4). The
// answer is evidence: base/time_stamp.h judges it.

#ifndef VETO_CRAWLER_TIME_STAMP_AUTHORITY_H_
#define VETO_CRAWLER_TIME_STAMP_AUTHORITY_H_

#include <string>
#include <string_view>

#include "base/error.h"
#include "config/settings.h"

namespace veto::crawler {

// `query` in DER; the answer's body as received. `url` is http or https, named
// by the user, so that it may be on this machine. Errors: usage (the URL);
// network (no answer, a status other than 200, a redirect, another media type
// than application/timestamp-reply); too_large.
Result<std::string> ask_time_stamp(std::string_view url,
                                   const config::Settings& settings,
                                   const std::string& query);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TIME_STAMP_AUTHORITY_H_
