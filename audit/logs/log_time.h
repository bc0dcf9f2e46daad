// SPDX-License-Identifier: GPL-3.0-or-later
//
// The time of the NCSA formats, "23/Nov/2026:04:27:22 +0100", always 26 bytes.

#ifndef VETO_AUDIT_LOGS_LOG_TIME_H_
#define VETO_AUDIT_LOGS_LOG_TIME_H_

#include <optional>
#include <string_view>

#include "base/time.h"

namespace veto::logs {

inline constexpr std::size_t kLogTimeSize = 26;

// In UTC; null for what is no such time.
std::optional<UtcTime> parse_log_time(std::string_view text);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOG_TIME_H_
