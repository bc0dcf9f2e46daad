// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/config_words.h"

#include "base/text.h"

namespace veto::logs {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Up to white space or a stop; nginx's ${name} has braces of its own.
std::string_view plain_word(std::string_view rest, std::string_view stops) {
  std::size_t end = 0;
  while (end < rest.size() && !is_space(rest[end])) {
    if (rest.substr(end, 2) == "${") {
      const std::size_t close = rest.find('}', end);
      if (close == std::string_view::npos) return rest;
      end = close;
    } else if (stops.contains(rest[end])) {
      break;
    }
    ++end;
  }
  return rest.substr(0, end);
}

}  // namespace

std::optional<std::string> take_config_word(std::string_view& rest,
                                            std::string_view stops) {
  rest = trim(rest);
  if (rest.empty() || stops.contains(rest[0])) return std::nullopt;
  if (rest[0] != '"' && rest[0] != '\'') {
    const std::string_view word = plain_word(rest, stops);
    rest.remove_prefix(word.size());
    return std::string(word);
  }
  std::string out;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == rest[0]) {
      rest.remove_prefix(i + 1);
      return out;
    }
    if (rest[i] == '\\' && i + 1 < rest.size()) {
      const char c = rest[++i];
      if (c != '"' && c != '\'' && c != '\\' && c != 't') out += '\\';
      out += c == 't' ? '\t' : c;
    } else {
      out += rest[i];
    }
  }
  return std::nullopt;
}

}  // namespace veto::logs
