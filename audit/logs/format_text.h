// SPDX-License-Identifier: GPL-3.0-or-later
//
// Log formats as users give them: the name of a ready one, or the text from
// their own configuration.
//
//   combined                               a name, see format_named()
//   $remote_addr - [$time_local] ...       nginx, ngx_http_log_module
//   log_format x escape=json '...' '...';  the whole directive
//   %h %l %u %t "%r" %>s %b                Apache, mod_log_config
//   LogFormat "..." x                      the whole directive
//   %h %^[%d:%t %^] "%r" %s %b             GoAccess
//   json:ip=client,time=ts,...             JSON lines, by the paths of fields
//   haproxy:captures=Host|User-Agent,zone=+0100   see format_haproxy.h
//
// Whole configurations: server_config.h.

#ifndef VETO_AUDIT_LOGS_FORMAT_TEXT_H_
#define VETO_AUDIT_LOGS_FORMAT_TEXT_H_

#include <optional>
#include <string_view>
#include <vector>

#include "audit/logs/format.h"
#include "base/error.h"

namespace veto::logs {

inline constexpr std::size_t kMaxFormatText = 16 * 1024;

// Errors: usage, naming what is not understood and where it stands.
Result<Format> format_from_text(std::string_view text);

// The ready format that this text is the definition of; null for none.
const Format* spelled_format(std::string_view text);
// "escape=json", as nginx has it; null for none.
std::optional<Escaping> escaping_named(std::string_view word);

// The same for one kind of text each, without directive and quotes.
Result<Format> format_from_nginx(std::string_view text, Escaping escaping);
Result<Format> format_from_apache(std::string_view text);
Result<Format> format_from_goaccess(std::string_view text);

// Amazon's S3 and application load balancers.
std::vector<Format> cloud_formats();

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FORMAT_TEXT_H_
