// SPDX-License-Identifier: GPL-3.0-or-later
//
// One log line as a person reads it: its fields, decoded.

#ifndef VETO_AUDIT_LOGS_LINE_VIEW_H_
#define VETO_AUDIT_LOGS_LINE_VIEW_H_

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "audit/logs/format.h"
#include "audit/logs/logs.h"

namespace veto::logs {

// How this file's lines are read, where its format's name, or `text` as a user
// gives a format, says it all; null where the log's other lines do (W3C
// headers), or a configuration. Never opens a file.
std::optional<Format> format_again(const LogFile& log, const std::string& text);

// {ip, time, method, target, status, bytes, referer, user_agent, host}, texts
// printable; null for a line that cannot be read so.
nlohmann::json line_view(const LogFile& log, const std::string& text,
                         std::string_view line);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LINE_VIEW_H_
