// SPDX-License-Identifier: GPL-3.0-or-later
//
// HAProxy's HTTP logs, "option httplog" and "option httplog clf". Of what a
// client sent, controls, quotes, braces, bars, # and bytes beyond ASCII are
// #HH, but for captured cookies, which stand as they were: a line in which one
// could stand for something else is in no way taken.
//
// The lines do not say which headers were captured. The user does, or the user
// agent is the one capture that looks like one. httplog's times have no zone.

#ifndef VETO_AUDIT_LOGS_FORMAT_HAPROXY_H_
#define VETO_AUDIT_LOGS_FORMAT_HAPROXY_H_

#include <optional>
#include <string_view>

#include "audit/logs/format.h"
#include "base/error.h"

namespace veto::logs {

// "haproxy".
Format haproxy_format();

// "captures=Host|User-Agent,zone=+0100": the captured request headers in order,
// and the zone of httplog's times; either may be missing. Errors: usage.
Result<Format> format_from_haproxy(std::string_view text);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FORMAT_HAPROXY_H_
