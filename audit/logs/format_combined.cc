// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/escapes.h"
#include "audit/logs/format.h"

namespace veto::logs {
namespace {

// One more field after a space: quoted, or without quotes and spaces.
bool take_extra_field(std::string_view& rest) {
  if (!rest.starts_with(' ')) return false;
  rest.remove_prefix(1);
  if (rest.starts_with('"')) return take_quoted(rest).has_value();
  const std::string_view field = rest.substr(0, rest.find(' '));
  if (field.empty()) return false;
  rest.remove_prefix(field.size());
  return true;
}

// The second word; "" for "-".
std::string_view second_word(std::string_view line) {
  const std::size_t begin = line.find(' ') + 1;
  const std::string_view word =
      line.substr(begin, line.find(' ', begin) - begin);
  return word == "-" ? std::string_view() : word;
}

// A name of %l has neither dots nor colons.
bool looks_like_host(std::string_view word) {
  return word == "localhost" || word.find_first_of(".:") != std::string::npos;
}

}  // namespace

std::string_view no_client(std::string_view line) {
  return line.starts_with("- - - [") ? "the server names no client" : "";
}

Format settle_combined(const std::vector<std::string>& lines) {
  std::size_t hosts = 0, taken = 0;
  for (const std::string& line : lines) {
    RawLine raw;
    if (!parse_combined(line, raw)) continue;
    ++taken;
    hosts += looks_like_host(second_word(line));
  }
  Format format = *format_named(hosts * 2 > taken ? "lighttpd" : "combined");
  format.settle = {};
  return format;
}

bool parse_lighttpd(std::string_view line, RawLine& out) {
  if (!parse_combined(line, out)) return false;
  out.host = second_word(line);
  return true;
}

bool parse_combined(std::string_view line, RawLine& out) {
  return take_address(line, out) && parse_common_tail(line, out) &&
         take_referer_and_agent(line, out) && line.empty();
}

bool parse_combined_extended(std::string_view line, RawLine& out) {
  if (!take_address(line, out) || !parse_common_tail(line, out) ||
      !take_referer_and_agent(line, out))
    return false;
  while (!line.empty())
    if (!take_extra_field(line)) return false;
  return true;
}

}  // namespace veto::logs
