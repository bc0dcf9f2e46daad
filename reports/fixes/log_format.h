// SPDX-License-Identifier: GPL-3.0-or-later
//
// Access logs that make strong evidence later: beside the usual fields the
// scheme and host, the time in milliseconds, a number of each request, what was
// sent (size, X-Robots-Tag, tdm-reservation), and what shows who asked: the
// headers that browsers send, and those of Web Bot Auth (RFC 9421), whose
// signatures can be checked later from what is logged here.
//
// Each is a second log: the usual one in the combined format stays, and is the
// one that `veto logs` reads.

#ifndef VETO_REPORTS_FIXES_LOG_FORMAT_H_
#define VETO_REPORTS_FIXES_LOG_FORMAT_H_

#include <string>

namespace veto::reports {

// For the http block of nginx: log_format "veto", JSON by escape=json.
std::string nginx_log_format();
// For a virtual host of Apache: LogFormat "veto". Apache has no escape for
// JSON (it writes \xhh), so fields stand in quotes, named by their order.
std::string apache_log_format();
// For a site block of a Caddyfile. Caddy logs most of it by itself.
std::string caddy_log_format();

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_LOG_FORMAT_H_
