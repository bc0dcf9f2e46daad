// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxHost = 262;  // a name of 255, a colon, a port

bool is_host_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_' ||
         c == ':' || c == '[' || c == ']';
}

}  // namespace

bool parse_vhost_combined(std::string_view line, RawLine& out) {
  const std::size_t end = line.find(' ');
  if (end == 0 || end > kMaxHost || end == std::string_view::npos) return false;
  for (char c : line.substr(0, end))
    if (!is_host_char(c)) return false;
  const std::string_view host = line.substr(0, end);
  if (!parse_combined(line.substr(end + 1), out)) return false;
  out.host = host == "-" ? std::string_view() : host;
  return true;
}

}  // namespace veto::logs
