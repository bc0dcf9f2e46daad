// SPDX-License-Identifier: GPL-3.0-or-later
//
// nginx: words up to a semicolon or a brace; a # begins a comment where a word
// may begin.

#include <algorithm>

#include "audit/logs/config_words.h"
#include "audit/logs/format_text.h"
#include "audit/logs/server_config.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::string_view kNginxStops = ";{}";
constexpr std::size_t kMaxNginxWords = 1000;

bool is_variable_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_' || c == '{' || c == '}';
}

void skip_comments(std::string_view& rest) {
  for (rest = trim(rest); rest.starts_with('#'); rest = trim(rest))
    rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
}

// The words of a statement and what ended it; words past a bound are left out.
// False at the end of the text, and where quotes do not close.
bool take_statement(std::string_view& rest, std::vector<std::string>& words,
                    char& end) {
  words.clear();
  for (;;) {
    skip_comments(rest);
    if (rest.empty()) return false;
    if (kNginxStops.contains(rest[0])) {
      end = rest[0];
      rest.remove_prefix(1);
      return true;
    }
    auto word = take_config_word(rest, kNginxStops);
    if (!word) return false;
    if (words.size() < kMaxNginxWords) words.push_back(std::move(*word));
  }
}

// log_format NAME [escape=...] text...
void take_nginx_format(const std::vector<std::string>& words,
                       ServerConfig& config) {
  ConfiguredFormat format{.name = words[1], .text = {}};
  std::size_t first = 2;
  if (const auto named = escaping_named(words[2])) {
    format.escaping = *named;
    ++first;
  }
  for (std::size_t i = first; i < words.size(); ++i)
    if (format.text.size() <= kMaxFormatText) format.text += words[i];
  if (config.formats.size() < ServerConfig::kMaxFormats)
    config.formats.push_back(std::move(format));
}

// A variable in a file's name stands for anything.
std::string nginx_log_name(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  std::string name;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '$') {
      name += path[i];
      continue;
    }
    name += '*';
    while (i + 1 < path.size() && is_variable_char(path[i + 1])) ++i;
  }
  return name;
}

// access_log PATH [NAME] [buffer=...] [gzip] [if=...]
void take_nginx_log(const std::vector<std::string>& words,
                    ServerConfig& config) {
  if (words[1] == "off" || words[1].starts_with("syslog:") ||
      config.logs.size() == ServerConfig::kMaxLogs)
    return;
  const bool named =
      words.size() > 2 && !words[2].contains('=') && words[2] != "gzip";
  config.logs.push_back(
      {nginx_log_name(words[1]), named ? words[2] : "combined"});
}

}  // namespace

void read_nginx_statements(std::string_view text, ServerConfig& config,
                           std::vector<std::string>& includes) {
  std::vector<std::string> words;
  char end = 0;
  while (take_statement(text, words, end)) {
    if (end != ';') continue;
    if (words.size() >= 3 && words[0] == "log_format")
      take_nginx_format(words, config);
    else if (words.size() >= 2 && words[0] == "access_log")
      take_nginx_log(words, config);
    else if (words.size() == 2 && words[0] == "include")
      includes.push_back(words[1]);
  }
}

}  // namespace veto::logs
