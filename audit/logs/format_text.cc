// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format_text.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>

#include "audit/logs/config_words.h"
#include "audit/logs/format_haproxy.h"
#include "audit/logs/format_json.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// Texts that say what a ready format is: they get its reader, which also takes
// user names with brackets.
struct Spelling {
  std::string_view text;
  std::string_view name;
};

constexpr Spelling kSpellings[] = {
    {"$remote_addr - $remote_user [$time_local] \"$request\" $status "
     "$body_bytes_sent \"$http_referer\" \"$http_user_agent\"",
     "combined"},
    {"%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
     "combined"},
    {"%h %l %u %t \"%r\" %>s %b", "common"},
    {"%v:%p %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
     "vhost_combined"},
    {"%h %^[%d:%t %^] \"%r\" %s %b \"%R\" \"%u\"", "combined"},
    {"%v:%^ %h %^[%d:%t %^] \"%r\" %s %b \"%R\" \"%u\"", "vhost_combined"},
    {"%h %^[%d:%t %^] \"%r\" %s %b", "common"},
};

constexpr std::string_view kDirectiveEnd = ";";

std::unexpected<Error> not_a_directive(std::string_view rest) {
  return fail(ErrorKind::usage, "the directive of the log format does not end",
              printable(rest, 60));
}

// log_format NAME [escape=...] 'text' 'text' ...;
Result<Format> from_nginx_directive(std::string_view rest) {
  if (!take_config_word(rest, kDirectiveEnd)) return not_a_directive(rest);
  Escaping escaping = Escaping::server;
  std::string text;
  bool first = true;
  while (!trim(rest).empty() && trim(rest)[0] != ';') {
    auto argument = take_config_word(rest, kDirectiveEnd);
    if (!argument) return not_a_directive(rest);
    const auto named = first ? escaping_named(*argument) : std::nullopt;
    first = false;
    if (named)
      escaping = *named;
    else
      text += *argument;
  }
  return format_from_nginx(text, escaping);
}

// What is in the text tells whose it is: %d and %x are GoAccess's alone.
bool is_goaccess(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '%') continue;
    const char c = text[++i];
    if (c == 'd' || c == 'x' || c == '^') return true;
    if (c == '{') i = std::min(text.find('}', i), text.size());
  }
  return false;
}

bool has_variable(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '$' &&
        (text[i + 1] == '{' || text[i + 1] == '_' ||
         (ascii_lower(text[i + 1]) >= 'a' && ascii_lower(text[i + 1]) <= 'z')))
      return true;
  return false;
}

// As it stands in Apache's configuration: \" for a quote.
Result<Format> from_quoted(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\\\"") ++i;
    plain += text[i];
  }
  return format_from_text(plain);
}

Result<Format> unknown_format(std::string_view text) {
  std::string names;
  for (const Format& format : all_formats()) {
    if (!names.empty()) names += ", ";
    names += format.name;
  }
  return fail(ErrorKind::usage, "no log format of this name",
              printable(text, 60),
              "give one of " + names +
                  ", or the format's text: nginx's log_format, Apache's "
                  "LogFormat or GoAccess's log-format");
}

}  // namespace

std::optional<Escaping> escaping_named(std::string_view word) {
  if (word == "escape=default") return Escaping::server;
  if (word == "escape=json") return Escaping::json;
  if (word == "escape=none") return Escaping::none;
  return std::nullopt;
}

const Format* spelled_format(std::string_view text) {
  for (const Spelling& one : kSpellings)
    if (text == one.text) return format_named(one.name);
  return nullptr;
}

Result<Format> format_from_text(std::string_view text) {
  text = trim(text);
  if (text.size() > kMaxFormatText)
    return fail(ErrorKind::too_large, "the log format is over 16 KiB long");
  if (const Format* ready = format_named(text)) return *ready;
  if (text.starts_with("json:")) return format_from_mapping(text.substr(5));
  if (text.starts_with("haproxy:")) return format_from_haproxy(text.substr(8));
  if (text.starts_with("log_format "))
    return from_nginx_directive(text.substr(11));
  if (text.starts_with("LogFormat ")) {
    std::string_view rest = text.substr(10);
    auto inner = take_config_word(rest, kDirectiveEnd);
    if (!inner) return not_a_directive(rest);
    return format_from_text(*inner);
  }
  if (text.contains("\\\"")) return from_quoted(text);
  if (const Format* spelled = spelled_format(text)) return *spelled;
  if (is_goaccess(text)) return format_from_goaccess(text);
  if (has_variable(text))
    return format_from_nginx(
        text, text.starts_with('{') ? Escaping::json : Escaping::server);
  if (text.contains('%')) return format_from_apache(text);
  return unknown_format(text);
}

}  // namespace veto::logs
