// SPDX-License-Identifier: GPL-3.0-or-later

#include <charconv>

#include "audit/logs/escapes.h"
#include "audit/logs/format.h"
#include "audit/logs/log_time.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxAddress = 45;  // the longest text form of IPv6

bool is_address_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
         (c >= 'A' && c <= 'F') || c == '.' || c == ':';
}

// "%l %u [time] ": a user name may hold spaces and brackets, but no quote that
// is not escaped, so the first `[time] "` is the server's own.
bool take_user_and_time(std::string_view& rest, RawLine& out) {
  const std::size_t ident_end = rest.find(' ');
  if (ident_end == 0 || ident_end == std::string_view::npos) return false;
  const std::size_t user = ident_end + 1;
  for (std::size_t at = rest.find(" [", user); at != std::string_view::npos;
       at = rest.find(" [", at + 1)) {
    const std::size_t behind = at + 2 + kLogTimeSize;
    if (behind + 3 > rest.size()) return false;
    if (rest.substr(behind, 3) != "] \"") continue;
    const auto time = parse_log_time(rest.substr(at + 2, kLogTimeSize));
    if (!time || at == user) return false;
    out.time = *time;
    rest.remove_prefix(behind + 2);
    return true;
  }
  return false;
}

bool take_space(std::string_view& rest) {
  if (!rest.starts_with(' ')) return false;
  rest.remove_prefix(1);
  return true;
}

bool take_status(std::string_view& rest, RawLine& out) {
  if (rest.size() < 3) return false;
  const auto [end, error] =
      std::from_chars(rest.data(), rest.data() + 3, out.status);
  if (error != std::errc() || end != rest.data() + 3 || out.status < 100 ||
      out.status > 599)
    return false;
  rest.remove_prefix(3);
  return true;
}

// A count, or "-" for none.
bool take_bytes(std::string_view& rest, RawLine& out) {
  if (rest.starts_with('-')) {
    out.bytes = 0;
    rest.remove_prefix(1);
    return true;
  }
  const auto [end, error] =
      std::from_chars(rest.data(), rest.data() + rest.size(), out.bytes);
  if (error != std::errc() || out.bytes < 0) return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return true;
}

}  // namespace

bool take_address(std::string_view& rest, RawLine& out) {
  const std::size_t end = rest.find(' ');
  if (end < 2 || end > kMaxAddress || end == std::string_view::npos)
    return false;
  for (char c : rest.substr(0, end))
    if (!is_address_char(c)) return false;
  out.ip = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return true;
}

bool parse_common_tail(std::string_view& rest, RawLine& out) {
  if (!take_user_and_time(rest, out)) return false;
  const auto request = take_quoted(rest);
  if (!request) return false;
  out.request = *request;
  return take_space(rest) && take_status(rest, out) && take_space(rest) &&
         take_bytes(rest, out);
}

bool take_referer_and_agent(std::string_view& rest, RawLine& out) {
  if (!take_space(rest)) return false;
  const auto referer = take_quoted(rest);
  if (!referer || !take_space(rest)) return false;
  const auto agent = take_quoted(rest);
  if (!agent) return false;
  out.referer = *referer;
  out.user_agent = *agent;
  out.has_agent_field = true;
  return true;
}

}  // namespace veto::logs
