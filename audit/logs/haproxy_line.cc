// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/haproxy_line.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "audit/logs/format.h"
#include "audit/logs/log_time.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::size_t kStampSize = 24;  // 23/Nov/2026:04:26:54.378

bool take_literal(std::string_view& rest, std::string_view literal) {
  if (!rest.starts_with(literal)) return false;
  rest.remove_prefix(literal.size());
  return true;
}

// Up to the next space, which is taken too; empty for none.
std::string_view take_token(std::string_view& rest) {
  const std::size_t end = rest.find(' ');
  if (end == std::string_view::npos) return {};
  const std::string_view token = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return token;
}

// HAProxy puts a + before what was not final when it logged.
template <typename T>
bool is_plain_number(std::string_view text, T& value) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// "0/0/1/0/+1".
bool are_numbers(std::string_view text, std::size_t count) {
  const auto parts = split(text, '/');
  std::int64_t ignored = 0;
  return parts.size() == count &&
         std::ranges::all_of(parts, [&](std::string_view part) {
           return is_plain_number(part, ignored);
         });
}

bool take_numbers(std::string_view& rest, int count) {
  std::int64_t ignored = 0;
  for (int i = 0; i < count; ++i)
    if (!is_plain_number(take_token(rest), ignored)) return false;
  return true;
}

bool is_flags(std::string_view text) {
  return text.size() == 4 && std::ranges::all_of(text, [](char c) {
           return c == '-' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

// "text": no quote stands in what is escaped.
bool take_plain_quoted(std::string_view& rest, std::string_view& out) {
  if (!rest.starts_with('"')) return false;
  const std::size_t end = rest.find('"', 1);
  if (end == std::string_view::npos) return false;
  out = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  return true;
}

// "{a|b} ": neither a brace nor a quote stands in what is escaped.
bool take_block(std::string_view& rest, std::vector<std::string_view>* out) {
  const std::size_t end = rest.find('}');
  if (!rest.starts_with('{') || end == std::string_view::npos) return false;
  const std::string_view inside = rest.substr(1, end - 1);
  if (inside.find_first_of("{\"") != std::string_view::npos) return false;
  rest.remove_prefix(end + 1);
  if (!take_literal(rest, " ")) return false;
  if (!out) return true;
  *out = split(inside, '|');
  return out->size() <= HaproxyLine::kMaxCaptures;
}

bool take_status_and_size(std::string_view& rest, HaproxyLine& out,
                          HaproxyStatus wanted) {
  if (!is_plain_number(take_token(rest), out.status) ||
      !is_plain_number(take_token(rest), out.bytes) || out.bytes < 0)
    return false;
  const bool answered = out.status >= 100 && out.status <= 599;
  return answered || (wanted == HaproxyStatus::any && out.status == -1);
}

// "192.0.2.1:35220 [23/Nov/2026:04:26:54.378] "; an IPv6 address stands without
// brackets.
bool take_head(std::string_view& rest, HaproxyLine& out) {
  const std::string_view client = take_token(rest);
  const std::size_t colon = client.rfind(':');
  int port = 0;
  if (colon == std::string_view::npos || colon < 2 ||
      !is_plain_number(client.substr(colon + 1), port))
    return false;
  out.ip = client.substr(0, colon);
  if (!take_literal(rest, "[") || rest.size() < kStampSize + 2) return false;
  const std::string_view stamp = rest.substr(0, kStampSize);
  const auto time = parse_log_time(std::string(stamp.substr(0, 20)) + " +0000");
  int millis = 0;
  if (!time || stamp[20] != '.' || !is_plain_number(stamp.substr(21), millis) ||
      millis < 0)
    return false;
  out.time = *time + std::chrono::milliseconds(millis);
  rest.remove_prefix(kStampSize);
  return take_literal(rest, "] ");
}

bool read_http(std::string_view rest, HaproxyLine& out, HaproxyStatus status) {
  if (!take_head(rest, out)) return false;
  if (take_token(rest).empty() || !take_token(rest).contains('/') ||
      !are_numbers(take_token(rest), 5) ||
      !take_status_and_size(rest, out, status))
    return false;
  if (take_token(rest).empty() || take_token(rest).empty() ||
      !is_flags(take_token(rest)) || !are_numbers(take_token(rest), 5) ||
      !are_numbers(take_token(rest), 2))
    return false;
  if (rest.starts_with('{') && !take_block(rest, &out.captures)) return false;
  if (rest.starts_with('{') && !take_block(rest, nullptr)) return false;
  return take_plain_quoted(rest, out.request) && rest.empty();
}

// The time of day in milliseconds, names of front end, back end and server, and
// numbers follow the common log format; then cookies and headers, each in
// quotes. With captures of responses their headers follow the request's.
bool read_clf(std::string_view rest, HaproxyLine& out, HaproxyStatus status) {
  RawLine head;
  if (!take_address(rest, head) || !take_literal(rest, "- - [")) return false;
  const auto time = parse_log_time(rest.substr(0, kLogTimeSize));
  if (!time) return false;
  rest.remove_prefix(kLogTimeSize);
  std::string_view name;
  if (!take_literal(rest, "] ") || !take_plain_quoted(rest, out.request) ||
      !take_literal(rest, " ") || !take_status_and_size(rest, out, status) ||
      !take_literal(rest, "\"\" \"\" ") || !take_numbers(rest, 2))
    return false;
  for (int i = 0; i < 3; ++i)
    if (!take_plain_quoted(rest, name) || !take_literal(rest, " "))
      return false;
  if (!take_numbers(rest, 5) || !is_flags(take_token(rest)) ||
      !take_numbers(rest, 7))
    return false;
  for (int i = 0; i < 2; ++i)
    if (!take_plain_quoted(rest, name) || !take_literal(rest, " "))
      return false;
  while (!rest.empty() && out.captures.size() < HaproxyLine::kMaxCaptures) {
    if (!take_plain_quoted(rest, name)) return false;
    out.captures.push_back(name);
    if (!rest.empty() && !take_literal(rest, " ")) return false;
  }
  out.ip = head.ip;
  out.time = *time;
  out.zone = true;
  return rest.empty();
}

}  // namespace

bool read_haproxy_line(std::string_view text, HaproxyLine& out,
                       HaproxyStatus status) {
  return read_http(text, out, status) || read_clf(text, out, status);
}

bool begins_haproxy_line(std::string_view text) {
  HaproxyLine line;
  std::string_view rest = text;
  if (take_head(rest, line)) return true;
  RawLine head;
  return take_address(text, head) && take_literal(text, "- - [") &&
         std::ranges::count(text, '"') % 2 == 1;
}

}  // namespace veto::logs
