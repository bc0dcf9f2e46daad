// SPDX-License-Identifier: GPL-3.0-or-later
//
// V3: the rules changed, and the last copy that the client received, which
// allowed the request, was older than a copy may be (RFC 9309, section 2.4).

#ifndef VETO_AUDIT_LOGS_STALE_COPY_H_
#define VETO_AUDIT_LOGS_STALE_COPY_H_

#include <string_view>

#include "base/time.h"

namespace veto::logs {

struct StaleCopy {
  UtcTime read;     // when the client last received robots.txt
  UtcTime changed;  // since when the request has been disallowed
  UtcTime request;
  std::chrono::hours cache;  // how long the client may use a copy
};

// "V3a" where the rules changed longer ago than a copy may be used, "V3b"
// where that was more than 30 days ago as well; "" within the grace, and where
// it is not certain that the copy is from before the change.
std::string_view stale_copy(const StaleCopy& copy);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_STALE_COPY_H_
