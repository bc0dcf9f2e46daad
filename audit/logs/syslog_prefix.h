// SPDX-License-Identifier: GPL-3.0-or-later
//
// What syslog puts before a server's own line: a priority, a time and the names
// of host and program, as RFC 3164 and RFC 5424 have them on the wire and
// rsyslog and journald in files. Nothing in it is used: a line has its own
// time.

#ifndef VETO_AUDIT_LOGS_SYSLOG_PREFIX_H_
#define VETO_AUDIT_LOGS_SYSLOG_PREFIX_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/format.h"

namespace veto::logs {

// Bytes before the server's own text; 0 for a line without a prefix.
//   "<134>"
//   "<134>Nov 23 04:26:54 host haproxy[18418]: "
//   "2026-11-23T04:26:54.378+00:00 host nginx: "
//   "<190>1 2026-11-23T04:26:54Z host nginx - - [a@1 b="c"] "
std::size_t syslog_prefix_size(std::string_view line);

// Whether at least 95 of 100 of these lines have one.
bool came_through_syslog(const std::vector<std::string>& lines);

std::vector<std::string> without_syslog(const std::vector<std::string>& lines);

// The same format behind a prefix, and its name with "syslog " before it. Lines
// without one are taken as they are.
Format behind_syslog(Format format);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SYSLOG_PREFIX_H_
