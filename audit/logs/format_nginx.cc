// SPDX-License-Identifier: GPL-3.0-or-later
//
// nginx's log_format: text and variables (ngx_http_log_module). The log's
// writer knows no variable names of its own, so a name that is not in the
// table is a field that says nothing here.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "audit/logs/format_program.h"
#include "audit/logs/format_text.h"
#include "base/text.h"

namespace veto::logs {
namespace {

struct NginxVariable {
  std::string_view name;
  Field field;
  bool client = false;
  std::string_view weakness = {};
};

constexpr NginxVariable kNginxVariables[] = {
    {"remote_addr", Field::address},
    {"realip_remote_addr", Field::peer},
    {"remote_user", Field::user},
    {"host", Field::host},
    {"http_host", Field::host, true},
    {"server_name", Field::host},
    {"time_local", Field::time_local},
    {"time_iso8601", Field::time_iso},
    {"msec", Field::time_seconds},
    {"request", Field::request, true},
    {"request_method", Field::method},
    {"request_uri", Field::target, true},
    {"uri", Field::target, true, kTargetRewritten},
    {"document_uri", Field::target, true, kTargetRewritten},
    {"args", Field::query, true},
    {"query_string", Field::query, true},
    {"status", Field::status},
    {"body_bytes_sent", Field::bytes},
    {"bytes_sent", Field::bytes, false, kSizeWithHeader},
    {"http_referer", Field::referer, true},
    {"http_user_agent", Field::agent, true},
    {"http_signature_agent", Field::signature_agent, true},
    {"http_signature_input", Field::signature_input, true},
    {"http_signature", Field::signature, true},
    {"sent_http_x_robots_tag", Field::robots_tag},
    {"sent_http_tdm_reservation", Field::tdm_reservation},
};

// Behind a path: the query and its question mark, where there is one.
constexpr std::string_view kWithQuery = "$is_args$args";

constexpr std::string_view kClientPrefixes[] = {"http_", "arg_", "cookie_",
                                                "request_body", "is_args"};

bool is_name_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_';
}

// The variable's name behind the dollar sign at `at`, which is moved behind
// it; "" for none.
std::string_view take_name(std::string_view text, std::size_t& at) {
  const bool braces = at + 1 < text.size() && text[at + 1] == '{';
  const std::size_t begin = at + (braces ? 2 : 1);
  std::size_t end = begin;
  while (end < text.size() && is_name_char(text[end])) ++end;
  if (braces && (end == text.size() || text[end] != '}')) return {};
  at = end + (braces ? 1 : 0);
  return text.substr(begin, end - begin);
}

FormatPart part_of_variable(std::string_view name, std::size_t at) {
  const auto* known =
      std::ranges::find(kNginxVariables, name, &NginxVariable::name);
  if (known != std::end(kNginxVariables))
    return {.literal = {},
            .field = known->field,
            .client = known->client,
            .at = at,
            .weakness = known->weakness};
  const bool client = std::ranges::any_of(
      kClientPrefixes,
      [&](std::string_view prefix) { return name.starts_with(prefix); });
  return {.literal = {}, .field = Field::skip, .client = client, .at = at};
}

}  // namespace

Result<Format> format_from_nginx(std::string_view text, Escaping escaping) {
  std::vector<FormatPart> parts;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$') {
      const std::size_t end = std::min(text.find('$', at), text.size());
      parts.push_back(
          {.literal = std::string(text.substr(at, end - at)), .at = at});
      at = end;
      continue;
    }
    const std::size_t begin = at;
    const std::string_view name = take_name(text, at);
    if (name.empty())
      return fail(ErrorKind::usage,
                  "the log format has a $ without a variable's name",
                  fmt::format("byte {}: {}", begin + 1,
                              printable(text.substr(begin), 40)));
    parts.push_back(part_of_variable(name, begin));
    if (parts.back().field == Field::target &&
        text.substr(at).starts_with(kWithQuery))
      at += kWithQuery.size();
  }
  return compile_format("nginx", std::move(parts), escaping);
}

}  // namespace veto::logs
