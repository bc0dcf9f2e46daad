// SPDX-License-Identifier: GPL-3.0-or-later
//
// Envoy's default access log. It has no address but those of X-Forwarded-For;
// the last of them is the client's only where this Envoy puts it there
// (use_remote_address), which the user has to say. Nothing is escaped: a line
// with a quote inside a field is in no way taken.

#include <charconv>

#include "audit/logs/format.h"
#include "audit/logs/log_time.h"
#include "base/text.h"

namespace veto::logs {
namespace {

std::string_view last_hop(std::string_view list) {
  return trim(list.substr(list.rfind(',') + 1));
}

// Whatever stands between two quotes, and the space behind it.
bool take_raw(std::string_view& rest, std::string_view& out) {
  const std::size_t end = rest.find('"', 1);
  if (!rest.starts_with('"') || end == std::string_view::npos) return false;
  out = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  return true;
}

bool take_envoy_count(std::string_view& rest, std::int64_t& value) {
  const auto [end, error] =
      std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc() || end == rest.data() + rest.size() || *end != ' ')
    return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
  return true;
}

bool skip_words(std::string_view& rest, int count) {
  for (int i = 0; i < count; ++i) {
    const std::size_t end = rest.find(' ');
    if (end == 0 || end == std::string_view::npos) return false;
    rest.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace

bool parse_envoy(std::string_view line, RawLine& out) {
  const std::size_t close = line.find("] ");
  if (!line.starts_with('[') || close == std::string_view::npos) return false;
  const auto time = parse_iso_time(line.substr(1, close - 1));
  if (!time) return false;
  std::string_view rest = line.substr(close + 2);
  std::int64_t status = 0, received = 0;
  if (!take_raw(rest, out.request) || !take_envoy_count(rest, status) ||
      status < 100 || status > 599 || !skip_words(rest, 1) ||
      !take_envoy_count(rest, received) || !take_envoy_count(rest, out.bytes) ||
      out.bytes < 0 || !skip_words(rest, 2))
    return false;
  std::string_view hops, id, upstream;
  if (!take_raw(rest, hops) || !take_raw(rest, out.user_agent) ||
      !take_raw(rest, id) || !take_raw(rest, out.host) ||
      !take_raw(rest, upstream) || !rest.empty())
    return false;
  out.time = *time;
  out.status = static_cast<int>(status);
  out.ip = last_hop(hops);
  if (out.host == "-") out.host = {};
  out.has_agent_field = true;
  out.escaping = Escaping::none;
  return !out.ip.empty();
}

}  // namespace veto::logs
