// SPDX-License-Identifier: GPL-3.0-or-later
//
// Apache: a directive a line, a backslash at a line's end joins the next one,
// names in any case. Sections are read through: what they make depend on
// modules or hosts may hold.

#include <algorithm>

#include "audit/logs/config_words.h"
#include "audit/logs/server_config.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// A whole line with those joined to it.
bool take_apache_line(std::string_view& rest, std::string& line) {
  line.clear();
  if (rest.empty()) return false;
  for (bool joined = true; joined && !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view piece = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (piece.ends_with('\r')) piece.remove_suffix(1);
    joined = piece.ends_with('\\');
    if (joined) piece.remove_suffix(1);
    line += piece;
  }
  return true;
}

// "/var/log/access.%Y%m%d.log", also as rotatelogs is given it.
std::string apache_log_name(std::string_view path) {
  if (path.starts_with('|')) {
    const std::size_t file = path.find(" /");
    if (file == std::string_view::npos) return {};
    path = path.substr(file + 1);
    path = path.substr(0, path.find(' '));
  }
  path = path.substr(path.rfind('/') + 1);
  std::string name;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool dated = path[i] == '%';
    if (dated) ++i;
    name += dated ? '*' : path[i];
  }
  return name;
}

}  // namespace

void read_apache_statements(std::string_view text, ServerConfig& config,
                            std::vector<std::string>& includes) {
  std::string line;
  while (take_apache_line(text, line)) {
    std::string_view rest = trim(line);
    if (rest.starts_with('#')) continue;
    const auto directive = take_config_word(rest, "");
    const auto first = directive ? take_config_word(rest, "") : std::nullopt;
    if (!first) continue;
    const auto second = take_config_word(rest, "");
    if (iequals(*directive, "Include") ||
        iequals(*directive, "IncludeOptional")) {
      includes.push_back(*first);
    } else if (iequals(*directive, "LogFormat")) {
      if (second && config.formats.size() < ServerConfig::kMaxFormats)
        config.formats.push_back({.name = *second, .text = *first});
    } else if (iequals(*directive, "CustomLog") ||
               iequals(*directive, "GlobalLog")) {
      if (second && config.logs.size() < ServerConfig::kMaxLogs)
        config.logs.push_back({apache_log_name(*first), *second});
    }
  }
}

}  // namespace veto::logs
