// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/line_view.h"

#include "audit/logs/escapes.h"
#include "audit/logs/format_text.h"
#include "audit/logs/request_line.h"
#include "audit/logs/syslog_prefix.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::string_view kBehindSyslog = "syslog ";

}  // namespace

std::optional<Format> format_again(const LogFile& log,
                                   const std::string& text) {
  std::string_view name = log.format;
  const bool syslog = name.starts_with(kBehindSyslog);
  if (syslog) name.remove_prefix(kBehindSyslog.size());
  std::optional<Format> format;
  if (name == "w3c") return format;
  if (const Format* known = format_named(name)) {
    format = *known;
  } else if (!text.empty()) {
    if (auto given = format_from_text(text)) format = std::move(*given);
  }
  if (format && syslog) format = behind_syslog(std::move(*format));
  return format;
}

nlohmann::json line_view(const LogFile& log, const std::string& text,
                         std::string_view line) {
  const auto format = format_again(log, text);
  RawLine raw;
  if (!format || !format->parse(line, raw)) return nullptr;
  RequestText store;
  const RequestLine request = request_of(raw, store);
  const auto shown = [&](std::string_view field) {
    return printable(decode(field, raw.escaping), 4096);
  };
  return {{"ip", printable(raw.ip, 100)},
          {"time", to_rfc3339(raw.time)},
          {"host", printable(raw.host, 300)},
          {"method", printable(request.method, 100)},
          {"target", printable(request.target, 4096)},
          {"status", raw.status},
          {"bytes", raw.bytes},
          {"referer", shown(raw.referer)},
          {"user_agent", shown(raw.user_agent)}};
}

}  // namespace veto::logs
